"""A question held against the service that it is about, before any card is looked at."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from joincard_sdk.bundle import Catalogue
from joincard_sdk.decision import NotCovered, NotInForce, Offer
from joincard_sdk.fees import MissingBasis, NoTariff, Use, UseError
from joincard_sdk.places import CITIES
from joincard_sdk.testing.authority.ledger import Sent
from joincard_sdk.testing.authority.needs import Needs, could_hold
from joincard_sdk.testing.authority.problems import Declined
from joincard_sdk.testing.authority.tokens import Registered
from joincard_sdk.texts import Text
from joincard_sdk.values import (
    Fact,
    FactType,
    MistypedFact,
    Origin,
    UnknownFact,
    Value,
    read_value,
    supplied_by_core,
)

LEDGER_ONLY = ("paid", "prior", "counted", "minutes")
STAY = re.compile(r"[\x21-\x7e]{1,64}")
MOST = {"basis": Decimal(10) ** 12, "units": Decimal(10) ** 6}
PLACES = 6
MOST_PRICE = 10**15
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Question:
    """A question that can be asked; ``facts`` are the provider's and those of moment and place."""

    offer: Offer
    needs: Needs
    client: Registered
    now: datetime
    facts: Mapping[str, Value] = field(repr=False)
    use: Sent = field(repr=False)


def question(
    catalogue: Catalogue,
    told: Mapping[str, Any],
    client: Registered,
    now: datetime,
    holidays: Collection[date] | None,
) -> Question:
    """The question in a body that has the right form. Raises ``Declined``."""
    offer = _offer(catalogue, told["service"], told["city"], now.date())
    if not client.may_ask(told["service"]):
        raise Declined(
            "provider.not-accredited",
            f"This provider is not accredited for {told['service']} in {told['city']}.",
        )
    needs = Needs(offer.terms)
    sent, use = _facts(told.get("facts", {}), needs), _use(told.get("use", {}), needs)
    around = circumstances(told["city"], now, holidays)
    facts = sent | {name: value for name, value in around.items() if name in needs.around}
    _check_price(offer, needs, facts, use)
    return Question(offer, needs, client, now, facts, use)


def circumstances(city: str, now: datetime, holidays: Collection[date] | None) -> dict[str, Value]:
    """What the authority itself says about a request; ``now.holiday`` only where ``holidays`` are known."""
    known: dict[str, Value] = {
        "now.date": now.date(),
        "now.time": time(now.hour, now.minute),
        "now.month": now.month,
        "now.weekday": WEEKDAYS[now.weekday()],
        "at.city": city,
        "at.province": city[:2],
        "card.form": "physical",
    }
    return known if holidays is None else known | {"now.holiday": now.date() in holidays}


def _offer(catalogue: Catalogue, service: str, city: str, on: date) -> Offer:
    terms = catalogue.terms.get(service)
    if terms is None:
        raise Declined("service.unknown", f"The catalogue has no service {service[:120]}.")
    if city not in CITIES:
        raise Declined("city.unknown", "No city has this code; a city has the six digits of GB/T 2260.")
    try:
        return terms.offer(city, on)
    except (NotCovered, NotInForce) as error:
        raise Declined(error.code, f"{error}.") from None


def _facts(sent: Mapping[str, object], needs: Needs) -> dict[str, Value]:
    registry, code = needs.terms.registry, needs.terms.service.code
    read: dict[str, Value] = {}
    for name, raw in sent.items():
        try:
            fact = registry[name]
        except UnknownFact as error:
            raise Declined("fact.unknown", str(error)) from None
        if supplied_by_core(name, registry):
            raise Declined("fact.not-yours", f"{name} is set by the authority and cannot be sent.")
        if name not in needs.sent:
            allowed = ", ".join(sorted(needs.sent)) or "none"
            raise Declined(
                "fact.not-read", f"{code} does not read {name}. Facts that may be sent: {allowed}."
            )
        try:
            read[name] = read_value(fact, raw)
        except MistypedFact as error:
            raise Declined("fact.mistyped", str(error)) from None
    return read


def check_ledger_only(sent: object) -> None:
    """Raise ``Declined`` when a use says what only the ledger knows."""
    if isinstance(sent, Mapping) and (named := [name for name in LEDGER_ONLY if name in sent]):
        raise Declined(
            "use.ledger-only",
            f"use.{named[0]} is kept by the authority and cannot be sent. Allowed: basis, stay, units.",
        )


def _use(sent: Mapping[str, Any], needs: Needs) -> Sent:
    units = _number(sent, "units")
    basis, stay = _number(sent, "basis"), sent.get("stay")
    if basis is not None and needs.by_amount:
        raise Declined(
            "use.mistyped", "This fee is computed from request.amount; send that fact and no use.basis."
        )
    if basis is not None and needs.counts_bills and basis != round(basis, 2):
        raise Declined("use.mistyped", "use.basis is a bill in yuan here, with at most two decimals.")
    if stay is not None and not STAY.fullmatch(stay):
        raise Declined("use.mistyped", "use.stay has from 1 to 64 visible ASCII characters.")
    return Sent(basis, Decimal(1) if units is None else units, stay)


def _number(sent: Mapping[str, Any], name: str) -> Decimal | None:
    if name not in sent:
        return None
    fact = Fact(f"use.{name}", FactType.DECIMAL, Origin.REQUEST, Text(en=name, zh=name), name)
    try:
        number = read_value(fact, sent[name])
    except MistypedFact as error:
        raise Declined("use.mistyped", f"{error}.") from None
    if not isinstance(number, Decimal) or not 0 <= number <= MOST[name] or number != round(number, PLACES):
        raise Declined(
            "use.mistyped", f"use.{name} lies from 0 to {MOST[name]}, with at most {PLACES} decimals."
        )
    return number


def _check_price(offer: Offer, needs: Needs, facts: Mapping[str, Value], use: Sent) -> None:
    """Whether there is a price, unless the request is refused whatever the card says."""
    if not could_hold(offer.service.accepts, facts, needs.sent | needs.around):
        return
    try:
        charge = offer.terms.price(facts, Use(basis=use.basis, units=use.units, stay=use.stay))
    except UseError as error:
        raise Declined("use.mistyped", f"{offer.service.code}: {error}.") from None
    except (MissingBasis, NoTariff) as error:
        raise Declined(error.code, f"{offer.service.code}: {error}") from None
    if charge.price.minor > MOST_PRICE:
        raise Declined("fee.no-tariff", f"{offer.service.code}: no tariff reaches so far.")
