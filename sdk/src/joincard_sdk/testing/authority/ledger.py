"""What was answered, and what it adds up to: the ledger is the list of answers, counted when it is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from math import ceil
from typing import Any

from joincard_sdk.fees import Use

NEVER = 9999
"""``usage.days_since_last`` of a service that was never used."""

LOOK_BACK = timedelta(days=1)


@dataclass(slots=True)
class Verified:
    """One answer. Amounts are fen; ``price`` is what was quoted, and after a settlement what was paid."""

    id: str
    provider: str
    person: str
    service: str
    city: str
    at: datetime
    told: dict[str, Any] = field(repr=False)
    quoted: int | None = None
    price: int | None = None
    counted: int = 0
    stay: str | None = None
    opens: bool = False
    status: str = "open"
    moves: list[dict[str, Any]] = field(default_factory=list)

    @property
    def permitted(self) -> bool:
        """Whether the use was permitted."""
        return self.price is not None

    @property
    def stands(self) -> bool:
        """Whether it counts as a use."""
        return self.permitted and self.status != "cancelled"

    @property
    def is_open(self) -> bool:
        """Whether the item that it opened is still out."""
        return self.opens and self.status in ("open", "settled")


@dataclass(frozen=True, slots=True)
class Sent:
    """The part of a use that the provider knows."""

    basis: Decimal | None = None
    units: Decimal = Decimal(1)
    stay: str | None = None


class Ledger:
    """Every answer, by its id."""

    def __init__(self) -> None:
        self.answers: dict[str, Verified] = {}

    def uses(self, person: str, service: str) -> list[Verified]:
        """The uses of a service that stand, of one person, whichever card they showed."""
        return [v for v in self.answers.values() if v.stands and (v.person, v.service) == (person, service)]

    def facts(self, person: str, service: str, today: date) -> dict[str, int]:
        """The ``usage.*`` facts on a day."""
        uses = self.uses(person, service)
        last = max((use.at.date() for use in uses), default=None)
        return {
            "usage.today": len(_since(uses, today)),
            "usage.month": len(_since(uses, today.replace(day=1))),
            "usage.year": len(_since(uses, today.replace(month=1, day=1))),
            "usage.lifetime": len(uses),
            "usage.open": sum(use.is_open for use in uses),
            "usage.days_since_last": NEVER if last is None else (today - last).days,
        }

    def use(self, sent: Sent, asked: tuple[str, str, str], now: datetime, *, stays: bool, rides: bool) -> Use:
        """A use with what was paid, counted and used before; ``asked`` is person, service and provider."""
        person, service, provider = asked
        uses, today = self.uses(person, service), now.date()
        same = [u for u in uses if sent.stay and (u.stay, u.provider) == (sent.stay, provider)]
        by_stay = same if stays else []
        periods = {
            "day": _since(uses, today),
            "month": _since(uses, today.replace(day=1)),
            "year": _since(uses, today.replace(month=1, day=1)),
            "stay": by_stay,
            "visit": by_stay,
        }
        return Use(
            basis=sent.basis,
            units=sent.units,
            stay=sent.stay,
            paid={name: _yuan(use.price or 0 for use in found) for name, found in periods.items()},
            counted={name: _yuan(use.counted for use in found) for name, found in periods.items()},
            prior={name: len(found) for name, found in periods.items()},
            minutes=self._minutes(person, service.rpartition(".")[0], now) if rides else None,
        )

    def _minutes(self, person: str, network: str, now: datetime) -> int | None:
        """Minutes since the last ride on a network, a begun one counted whole."""
        rides = (
            v.at
            for v in self.answers.values()
            if v.stands and v.person == person and v.service.rpartition(".")[0] == network
        )
        last = max((at for at in rides if at >= now - LOOK_BACK), default=None)
        return None if last is None else max(0, ceil((now - last) / timedelta(minutes=1)))


def _since(uses: Iterable[Verified], first: date) -> list[Verified]:
    return [use for use in uses if use.at.date() >= first]


def _yuan(fen: Iterable[int]) -> Decimal:
    return Decimal(sum(fen)).scaleb(-2)
