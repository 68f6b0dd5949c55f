"""What can be wrong with a person's identifiers. No sentence repeats a value."""

from collections.abc import Mapping

from joincard_core.errors import JoincardError


class BadIdentifier(JoincardError):
    """An identifier does not have the form of its kind. ``field`` names it."""

    code = "people.bad-identifier"

    def __init__(self, field: str, remedy: str) -> None:
        super().__init__(f"{field}: {remedy}")
        self.field = field
        self.remedy = remedy


class BadContact(JoincardError):
    """What is kept to reach a person, or what holders say of themselves, in a form that cannot be kept."""

    code = "people.bad-contact"

    def __init__(self, field: str, remedy: str) -> None:
        super().__init__(f"{field}: {remedy}")
        self.field = field
        self.remedy = remedy


class BadProfile(JoincardError):
    """Fields of a profile that cannot be kept. ``faults``: what is allowed instead, by field."""

    code = "people.bad-profile"

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(" ".join(f"{field}: {remedy}" for field, remedy in faults.items()))
        self.faults = dict(faults)


class IdentifierTaken(JoincardError):
    """Another person has this identifier. ``field`` names its kind."""

    code = "people.identifier-taken"

    def __init__(self, field: str) -> None:
        super().__init__(f"{field}: another person is registered under this number.")
        self.field = field


class ReferenceTaken(JoincardError):
    """The external reference belongs to a person with other content."""

    code = "people.reference-taken"

    def __init__(self) -> None:
        super().__init__("reference: a person with other content was imported under it. Use a new reference.")


class PasswordRefused(JoincardError):
    """A password that cannot be chosen. The sentence says what can; it never repeats the password."""

    code = "people.password-refused"
