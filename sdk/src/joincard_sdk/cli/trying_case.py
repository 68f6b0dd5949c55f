"""One trial: a persona with their card, in a city, at a moment; and the facts that follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from types import MappingProxyType

from joincard_sdk.checks.case import judge
from joincard_sdk.decision import Offer, Reason, Refused, Terms, decide
from joincard_sdk.fees import Charge, MissingBasis, NoTariff, Use
from joincard_sdk.testing.personas import NEVER, Persona, moved
from joincard_sdk.values import VOCABULARY, Value, resolve_principal, supplied_by_core

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NEVER_USED: Mapping[str, Value] = MappingProxyType(
    {
        "usage.today": 0,
        "usage.month": 0,
        "usage.year": 0,
        "usage.lifetime": 0,
        "usage.open": 0,
        "usage.days_since_last": NEVER,
    }
)
#: What is taken for granted where nobody says otherwise.
ASSUMED: Mapping[str, Value] = MappingProxyType(
    {"card.form": "physical", "now.holiday": False, **_NEVER_USED}
)
_PRIOR = {"day": "usage.today", "month": "usage.month", "year": "usage.year"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What is tried. The persona is as described on ``as_of``; ``sent`` holds facts that were set by hand.

    ``basis``, ``units`` and ``minutes`` (since the ride before) are those of ``Use``.
    """

    terms: Terms
    persona: Persona
    city: str
    on: date
    at: time
    as_of: date
    sent: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    basis: Decimal | None = None
    units: Decimal = Decimal(1)
    minutes: int | None = None

    def facts(self, on: date | None = None, at: time | None = None) -> dict[str, Value]:
        """Every known fact, now or at a later moment when nothing but time has passed."""
        day, clock = on or self.on, at or self.at
        known = {
            **ASSUMED,
            **self.persona.facts(day, self.as_of),
            "at.city": self.city,
            "now.date": day,
            "now.time": clock,
        }
        for name, value in moved(self.sent, self.on, day, registry=self.terms.registry).items():
            known = changed(known, name, value)
        if day == self.on:
            return _followed(resolve_principal(known))
        # Later a status lapses with its last day, and a holiday that was said is over.
        later = moved(known, day, day, registry=self.terms.registry)
        return _followed(later | {"now.holiday": False})

    def origins(self) -> dict[str, date]:
        """Days of zero of the persona's counts, except of those set by hand."""
        return {n: day for n, day in self.persona.origins(self.as_of).items() if n not in self.sent}

    def accepts(self, facts: Mapping[str, Value]) -> bool:
        """Whether rule, place and day all agree."""
        service, known = self.terms.service, resolve_principal(facts)
        day = known["now.date"]
        return (
            service.coverage.covers(str(known["at.city"]))
            and isinstance(day, date)
            and service.in_force(day)
            and self.terms.accepts(known)
        )

    def reasons(self) -> tuple[Reason, ...]:
        """Every reason of a refusal, those of place and day first; dated where time will help."""
        facts = self.facts()
        every = judge(self.terms, facts).reasons
        if self.terms.accepts(facts):
            return every
        inside = decide(Offer(self.terms, self.city, self.on), facts, Use(), self.origins())
        dated = inside.reasons if isinstance(inside, Refused) else ()
        return (*every[: len(every) - len(dated)], *dated)

    def charge(self) -> Charge:
        """The price of the use. Raises ``MissingBasis``, ``NoTariff``, ``UseError``."""
        return self.terms.price(self.facts(), self._use())

    def _use(self) -> Use:
        facts = self.facts()
        prior = {period: int(str(facts[name])) for period, name in _PRIOR.items()}
        return Use(basis=self.basis, units=self.units, prior=prior, minutes=self.minutes)

    def unsent(self) -> tuple[str, ...]:
        """Facts that the service reads and only the request or the provider can give, in written order."""
        facts, registry = self.facts(), self.terms.registry
        return tuple(
            name
            for name in self.terms.service.facts_read()
            if name not in facts and not supplied_by_core(name, registry)
        )

    def unknown(self) -> tuple[str, ...]:
        """Facts that the service reads and the authority does not know of this persona."""
        facts, registry = self.facts(), self.terms.registry
        return tuple(
            name
            for name in self.terms.service.facts_read()
            if name not in facts and supplied_by_core(name, registry)
        )

    def assumed(self) -> dict[str, Value]:
        """What the service reads and nobody said."""
        read = self.terms.needs
        return {n: value for n, value in ASSUMED.items() if n in read and n not in self.sent}


def changed(facts: Mapping[str, Value], name: str, value: Value) -> dict[str, Value]:
    """The facts with one changed; a province follows its city."""
    province = name.removesuffix("city") + "province"
    if name.endswith(".city") and province in VOCABULARY:
        return {**facts, name: value, province: str(value)[:2]}
    return {**facts, name: value}


def _followed(facts: dict[str, Value]) -> dict[str, Value]:
    """Month, weekday and province as date and city have them."""
    day, city = facts["now.date"], str(facts["at.city"])
    if isinstance(day, date):
        facts |= {"now.month": day.month, "now.weekday": WEEKDAYS[day.weekday()]}
    return facts | {"at.province": city[:2]}


def price_or_why(trial: Trial) -> tuple[Charge | None, str]:
    """The charge; or none, and a sentence on what is not known of it."""
    try:
        return trial.charge(), ""
    except MissingBasis as error:
        option = "--set request.amount=120" if error.base == "amount" else "--basis"
        base = error.base.replace("_", " ")
        return None, f"The price is computed from the {base}; give it with {option}."
    except NoTariff as error:
        return None, str(error)
