"""What can go wrong with the verification log."""

from joincard_core.errors import JoincardError


class EntryExists(JoincardError):
    """This step of this verification is in the log already: another request was first."""

    code = "audit.entry-exists"

    def __init__(self, verification: str) -> None:
        super().__init__(f"The verification {verification} was changed by another request at the same time.")
