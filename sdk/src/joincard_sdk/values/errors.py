"""Facts that cannot be read."""


class FactError(ValueError):
    """A fact that is not in the registry, or whose value is not of its type."""

    code = "fact.invalid"

    def __init__(self, fact: str, message: str) -> None:
        super().__init__(message)
        self.fact = fact


class UnknownFact(FactError):
    """The registry has no fact of this name."""

    code = "fact.unknown"


class MistypedFact(FactError):
    """The value is not of the fact's type. The message says what is allowed, never what was sent."""

    code = "fact.mistyped"
