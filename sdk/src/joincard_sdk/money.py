"""Exact amounts of money. Nothing here rounds: an amount finer than a fen is an error."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_PLAIN = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_CURRENCY = re.compile(r"[A-Z]{3}")


class MoneyError(ValueError):
    """An amount is not written plainly, or is finer than a fen."""

    code = "money.invalid"


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount. ``minor`` is fen for CNY (100 fen = 1 yuan).

    Raises ``MoneyError`` for a ``minor`` that is no integer or a currency not of three letters (ISO 4217).
    """

    minor: int
    currency: str = "CNY"

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise MoneyError(f"Money counts whole fen with an int, not {type(self.minor).__name__}.")
        if not isinstance(self.currency, str) or not _CURRENCY.fullmatch(self.currency):
            raise MoneyError("A currency is three capital letters, as in CNY.")

    @property
    def yuan(self) -> str:
        """The amount in yuan with two decimals and no thousands mark: ``"20.00"``."""
        sign = "-" if self.minor < 0 else ""
        whole, part = divmod(abs(self.minor), 100)
        return f"{sign}{whole}.{part:02d}"

    def __str__(self) -> str:
        return f"{self.yuan} {self.currency}"


def fen(count: int) -> Money:
    """So many fen: ``fen(2_000)`` is twenty yuan."""
    return Money(count)


def yuan(amount: str | int | Decimal) -> Money:
    """So many yuan: ``yuan("20.00")``, ``yuan(20)``.

    Raises ``MoneyError`` for a float (it cannot hold a price), for other notation, and for parts of a fen.
    """
    if isinstance(amount, bool) or not isinstance(amount, str | int | Decimal):
        raise MoneyError(f'Yuan are written "20.00", 20 or Decimal("20.00"), not as {type(amount).__name__}.')
    written = format(amount, "f") if isinstance(amount, Decimal) else str(amount)
    if not _PLAIN.fullmatch(written):
        raise MoneyError('Yuan are written as plain digits of at most 15 places, as in "20.00".')
    minor = Decimal(written) * 100
    if minor != int(minor):
        raise MoneyError(f"{written} CNY is finer than a fen; write at most two decimals.")
    return Money(int(minor))
