"""A request that was checked against the catalogue, as far as it is known before a card is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from joincard_sdk.decision import Offer
from joincard_sdk.fees import MissingBasis, NoTariff, Use, UseError
from joincard_sdk.values import Value

from joincard_core.clock import SHANGHAI, HolidayCalendar, now_facts
from joincard_core.credentials import CardNumber, Presentation
from joincard_core.verification import asking
from joincard_core.verification.errors import BasisMissing, NoTariffForBasis, UseMistyped
from joincard_core.verification.model import VerificationAsked
from joincard_core.verification.needs import Needs
from joincard_core.verification.redaction import could_hold
from joincard_core.verification.rooms import Asker

FORMS = {CardNumber: "physical"}
"""``card.form`` by presentation. A bare number is printed on the plastic card alone."""

MOST_PRICE = 10**15
"""Fen. A price beyond it is a mistake in the basis, and would not fit the ledger."""


@dataclass(frozen=True, slots=True)
class Question:
    """``facts`` are those of the request and of the moment, as far as the service reads them."""

    asked: VerificationAsked
    asker: Asker
    offer: Offer
    needs: Needs
    catalogue: str
    now: datetime
    request: bytes
    facts: Mapping[str, Value] = field(repr=False)
    use: asking.UseSent = field(repr=False)

    @property
    def today(self) -> date:
        """The day in Asia/Shanghai."""
        return self.offer.on

    @property
    def service(self) -> str:
        """The code of the service."""
        return self.offer.service.code


def local_day(now: datetime) -> date:
    """The day of a moment in Asia/Shanghai."""
    return now.astimezone(SHANGHAI).date()


def circumstances(
    shown: Presentation, city: str, now: datetime, calendar: HolidayCalendar
) -> dict[str, Value]:
    """What the authority itself says about a request: the moment, the place, the form of the card."""
    return {
        **now_facts(now, calendar),
        "at.city": city,
        "at.province": city[:2],
        "card.form": FORMS[type(shown)],
    }


def check_price(offer: Offer, needs: Needs, facts: Mapping[str, Value], use: asking.UseSent) -> None:
    """Whether there is a price for what was sent, found out before a card is read.

    Otherwise a missing basis would tell, without a trace in the log, that a card is accepted. A request that
    is refused whatever the card says goes on to its refusal. Raises ``UseMistyped``, ``BasisMissing`` or
    ``NoTariffForBasis``.
    """
    if use.basis is not None and priced_by_amount(offer):
        raise UseMistyped(f"{offer.service.code} is priced by the fact request.amount, not by use.basis.")
    if not could_hold(offer.service.accepts, facts, needs.sent | needs.circumstances):
        return
    price_of(offer, facts, Use(basis=use.basis, units=use.units, stay=use.stay))


def priced_by_amount(offer: Offer) -> bool:
    """Whether the price is taken of ``request.amount``: one number for the rule and for the price."""
    return getattr(offer.service.fee.schedule, "base", None) == "amount"


def price_of(offer: Offer, facts: Mapping[str, Value], use: Use) -> None:
    """Try the price. Raises ``UseMistyped``, ``BasisMissing`` or ``NoTariffForBasis``."""
    try:
        charge = offer.terms.price(facts, use)
    except UseError as error:
        raise UseMistyped(f"{offer.service.code}: {error}.") from None
    except MissingBasis as error:
        raise BasisMissing(f"{offer.service.code}: {error}") from None
    except NoTariff as error:
        raise NoTariffForBasis(f"{offer.service.code}: {error}") from None
    if charge.price.minor > MOST_PRICE:
        raise NoTariffForBasis(f"{offer.service.code}: no tariff reaches so far.")
