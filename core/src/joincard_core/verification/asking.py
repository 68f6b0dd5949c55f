"""Reading what a provider sent: facts it may send, of the right type, that the service reads; and its use."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

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

from joincard_core.verification import tariff
from joincard_core.verification.errors import (
    FactMistyped,
    FactNotRead,
    FactNotYours,
    FactUnknown,
    IdempotencyKeyMalformed,
    UseLedgerOnly,
    UseMistyped,
)
from joincard_core.verification.needs import Needs

LEDGER_ONLY = ("paid", "prior", "counted", "minutes")
LONGEST_STAY = 64
MOST_UNITS = Decimal(1_000)
"""More tickets, hours or overdue days than one use of one card can have."""

DIVISIBLE = ("day", "hour", "kwh")
"""Units that are measured and can be used in part. All others are counted: half a visit does not exist."""

ONE = Decimal(1)
MOST_BASIS = Decimal(10) ** 12
MOST_PLACES = 6
STAY = re.compile(r"[\x21-\x7e]{1,64}")
KEY = re.compile(r"[\x21-\x7e]{1,255}")


@dataclass(frozen=True, slots=True)
class UseSent:
    """The part of a use that the provider knows: the rest comes from the ledger."""

    basis: Decimal | None = None
    units: Decimal = ONE
    stay: str | None = None


def key(sent: str) -> str:
    """An Idempotency-Key. Raises ``IdempotencyKeyMalformed``."""
    if not KEY.fullmatch(sent):
        raise IdempotencyKeyMalformed
    return sent


def facts(sent: Mapping[str, object], needs: Needs) -> dict[str, Value]:
    """The facts of a request.

    Raises ``FactUnknown``, ``FactNotYours``, ``FactNotRead`` or ``FactMistyped`` for the first that cannot be
    taken.
    """
    registry = needs.terms.registry
    read = {}
    for name, raw in sent.items():
        try:
            fact = registry[name]
        except UnknownFact as error:
            raise FactUnknown(name, str(error)) from None
        if supplied_by_core(name, registry):
            raise FactNotYours(name)
        if name not in needs.sent:
            raise FactNotRead(name, needs.terms.service.code, needs.sent)
        try:
            read[name] = read_value(fact, raw)
        except MistypedFact as error:
            raise FactMistyped(name, str(error)) from None
    return read


def use(sent: Mapping[str, object], needs: Needs) -> UseSent:
    """The use of a request. Raises ``UseLedgerOnly`` or ``UseMistyped``."""
    for name in sent:
        if name in LEDGER_ONLY:
            raise UseLedgerOnly(name)
        if name not in ("basis", "units", "stay"):
            raise UseMistyped(f"use has no {name[:40]}. Allowed: basis, stay, units.")
    return UseSent(_basis(sent, needs), _units(sent, needs), _stay(sent.get("stay")))


def _basis(sent: Mapping[str, object], needs: Needs) -> Decimal | None:
    basis, fee = _number(sent, "basis", MOST_BASIS), needs.terms.service.fee
    if basis is not None and not tariff.has_base(fee):
        raise UseMistyped(f"The price of {needs.terms.service.code} is taken of no basis; send no use.basis.")
    if basis is not None and tariff.charges_the_amount(fee):
        raise UseMistyped("This fee is computed from request.amount; send that fact and no use.basis.")
    if basis is not None and needs.counts_bills and basis != round(basis, 2):
        raise UseMistyped("use.basis is a bill in yuan here, with at most two decimals.")
    return basis


def _units(sent: Mapping[str, object], needs: Needs) -> Decimal:
    """Units that the service's price knows. A single unit says nothing, and may be said of every service."""
    units, fee = _number(sent, "units", MOST_UNITS), needs.terms.service.fee
    if units is None or units == ONE:
        return ONE
    unit = tariff.unit(fee)
    if unit is None:
        raise UseMistyped(f"The price of {needs.terms.service.code} does not depend on use.units; send none.")
    if not units and not tariff.meters(fee):
        raise UseMistyped(f"use.units is more than 0: a use without any {unit} is none.")
    if unit not in DIVISIBLE and units != int(units):
        raise UseMistyped(f"use.units is a whole number here: the price is per {unit}.")
    return units


def _number(sent: Mapping[str, object], name: str, most: Decimal) -> Decimal | None:
    raw = sent.get(name)
    if raw is None:
        return None
    try:
        number = read_value(NUMBERS[name], raw)
    except MistypedFact as error:
        raise UseMistyped(f"{error}.") from None
    if not isinstance(number, Decimal) or not 0 <= number <= most or number != round(number, MOST_PLACES):
        raise UseMistyped(f"use.{name} lies from 0 to {most}, with at most {MOST_PLACES} decimals.")
    return number


def _stay(raw: object) -> str | None:
    if raw is None:
        return None
    if not isinstance(raw, str) or not STAY.fullmatch(raw):
        raise UseMistyped(f"use.stay has from 1 to {LONGEST_STAY} visible ASCII characters.")
    return raw


def _decimal(name: str) -> Fact:
    return Fact(name, FactType.DECIMAL, Origin.REQUEST, Text(en=name, zh=name), name)


NUMBERS = {name: _decimal(f"use.{name}") for name in ("basis", "units")}
