"""Why nothing was imported."""

from collections.abc import Sequence

from joincard_core.errors import JoincardError

SHOWN = 20


class BadImport(JoincardError):
    """A file has faults; nothing of it was imported. ``faults`` lists every one."""

    code = "issuance.bad-import"

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        rest = f"\n... and {len(faults) - SHOWN} more." if len(faults) > SHOWN else ""
        listed = "\n".join(self.faults[:SHOWN])
        super().__init__(f"Nothing was imported; the file has faults.\n{listed}{rest}")
