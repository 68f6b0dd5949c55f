"""Fees that cannot be built, read or computed."""

from joincard_sdk.rules import RuleSyntaxError


class FeeError(ValueError):
    """A fee that breaks the algebra. ``code`` is stable; the message says what is allowed."""

    code = "fee.invalid"

    def __init__(self, message: str, code: str | None = None) -> None:
        super().__init__(message)
        if code is not None:
            self.code = code


class FeeSyntaxError(FeeError):
    """Text that is not a fee. ``column`` counts from 1; ``picture`` shows it with a caret.

    ``code`` is ``fee.syntax``, or the code of the fault where the text can be read but says the impossible.
    """

    code = "fee.syntax"

    def __init__(self, message: str, source: str, column: int, code: str | None = None) -> None:
        pointed = RuleSyntaxError(message, source, column)
        super().__init__(str(pointed), code)
        self.message = message
        self.source = source
        self.column = column
        self.picture = pointed.picture


class UseError(ValueError):
    """A use with a number that cannot be, or a period that does not exist."""

    code = "use.invalid"


class NoTariff(ValueError):
    """No tier of the tariff covers the basis. ``base`` is what was measured, ``covered`` what is priced."""

    code = "fee.no-tariff"

    def __init__(self, base: str, covered: str) -> None:
        super().__init__(f"No tier of this tariff covers the {base} sent; it prices {covered}.")
        self.base = base


class MissingBasis(ValueError):
    """The fee is computed from an amount or a measure that the request did not give."""

    code = "fee.basis-missing"

    def __init__(self, base: str) -> None:
        where = "the fact request.amount" if base == "amount" else "use.basis"
        super().__init__(f"This fee is computed from the {base.replace('_', ' ')}; send it as {where}.")
        self.base = base
