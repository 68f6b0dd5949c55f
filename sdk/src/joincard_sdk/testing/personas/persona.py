"""A persona: one invented person, their card, and what the authority knows of both on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from joincard_sdk.testing.personas.circumstances import Recorded
from joincard_sdk.testing.personas.moving import days_of_zero, moved, stopped
from joincard_sdk.texts import Text
from joincard_sdk.values import VOCABULARY, Value, read_value, resolve_principal
from joincard_sdk.values.assembly import PRINCIPAL_FACTS

DAYS_SINCE_BIRTHDAY = 120  # nobody changes age in the weeks around the day of the description
_PROVINCES = ("residence", "insurance", "employer")


class DescribedLater(ValueError):
    """A persona was asked about a day before the one they are described on."""

    code = "persona.described-later"

    def __init__(self, on: date, as_of: date) -> None:
        super().__init__(f"The persona is described as of {as_of}, and not of {on}; choose a later day.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """One invented person, as of the day on which they are described.

    ``age`` in completed years; ``city`` issued the card. ``recorded`` are facts of the person,
    ``card`` those of the card beside its status and validity. ``principal`` is the permit holder to whose
    household a family card belongs. ``valid_days`` is negative for a card past its last day.
    """

    key: str
    about: Text
    name: str
    nationality: str
    age: int
    city: str
    recorded: Recorded
    chinese_name: str | None = None
    principal: str | None = None
    card_status: str = "active"
    valid_days: int = 1_460
    card: Recorded = field(default_factory=lambda: {"card.transit_purse": True, "card.purse_days": 40})
    household: Mapping[str, Persona] = field(
        default_factory=lambda: MappingProxyType({}), repr=False, compare=False
    )

    def facts(self, on: date, as_of: date | None = None) -> dict[str, Value]:
        """What the authority knows of person and card ``on`` a day, provinces and principal included.

        The description is true ``as_of`` a day, by default ``on`` itself; between the two only time passes.
        Raises ``DescribedLater`` when ``as_of`` is after ``on``.
        """
        described = as_of or on
        if on < described:
            raise DescribedLater(on, described)
        own = moved(self._described(), described, on, self.origins(described))
        holder = self.household.get(self.principal or "")
        if holder is None:
            return resolve_principal(own)
        theirs = holder.facts(on, described)
        linked = {
            name: theirs[name.removeprefix("principal.")]
            for name in PRINCIPAL_FACTS
            if name.removeprefix("principal.") in theirs
        }
        return own | linked

    def origins(self, as_of: date) -> dict[str, date]:
        """By counted fact the day on which it was zero, or ``STOPPED``: what dates a refusal exactly."""
        described = self._described()
        counted = days_of_zero(described, as_of) | stopped(described, as_of)
        return counted | {"holder.age": birth_date(self.age, as_of)}

    def _described(self) -> dict[str, Value]:
        """Every fact, typed, on the day of the description."""
        written = {
            **self.recorded,
            **self.card,
            "holder.age": self.age,
            "card.status": self.card_status,
            "card.valid_days": self.valid_days,
            "card.issue_city": self.city,
        }
        for owner in _PROVINCES:
            if f"{owner}.city" in written:
                written[f"{owner}.province"] = str(written[f"{owner}.city"])[:2]
        return {name: read_value(VOCABULARY[name], value) for name, value in written.items()}


def birth_date(age: int, today: date) -> date:
    """A day on which somebody of this age was born."""
    birthday = today - timedelta(days=DAYS_SINCE_BIRTHDAY)
    # 28 February stands in for the 29th, which most years do not have.
    return birthday.replace(year=birthday.year - age, day=min(birthday.day, 28))
