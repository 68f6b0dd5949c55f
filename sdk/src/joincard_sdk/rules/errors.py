"""Rules that cannot be built, read or used."""


class RuleError(ValueError):
    """A rule that breaks the algebra. ``code`` is stable; the message says what to write instead."""

    code = "rule.invalid"

    def __init__(self, message: str, code: str | None = None) -> None:
        super().__init__(message)
        if code is not None:
            self.code = code


class RuleTooLarge(RuleError):
    """A rule deeper or larger than the limits."""

    code = "rule.too-large"


class RuleSyntaxError(RuleError):
    """Text that is not in the notation. ``column`` counts from 1; ``picture`` shows it with a caret."""

    code = "rule.syntax"

    def __init__(self, message: str, source: str, column: int) -> None:
        self.message = message
        self.source = source
        self.column = column
        super().__init__(f"column {column}: {message}\n{self.picture}")

    @property
    def picture(self) -> str:
        """The text around the column, and a caret below it."""
        start = max(0, self.column - 61)
        shown = self.source[start : self.column + 39].replace("\n", " ")
        return f"    {shown}\n    {' ' * (self.column - 1 - start)}^"
