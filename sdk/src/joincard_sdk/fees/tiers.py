"""Tiers: they start at zero, join up, and never get cheaper."""

from decimal import Decimal
from fractions import Fraction

from joincard_sdk.fees.algebra import Tier
from joincard_sdk.fees.errors import FeeError
from joincard_sdk.fees.measures import MEASURES, is_measure
from joincard_sdk.money import Money
from joincard_sdk.values.reading import plain


def check_tiers(tiers: tuple[Tier, ...]) -> None:
    """Raise ``FeeError`` (code ``fee.tiers``) for the first tier that does not follow from the one before."""
    if not tiers:
        raise _wrong("a tariff has at least one tier")
    reached, paid = Decimal(0), 0
    for place, tier in enumerate(tiers):
        _check_numbers(tier)
        if tier.low != reached:
            raise _wrong(
                f"the tier from {plain(tier.low)} leaves a gap: the one before ends at {plain(reached)}"
            )
        if tier.high is None:
            if place != len(tiers) - 1:
                raise _wrong(f"the tier from {plain(tier.low)} has no end and is not the last")
        elif tier.high <= tier.low:
            raise _wrong(f"the tier from {plain(tier.low)} to {plain(tier.high)} is empty")
        if tier.amount.minor < paid:
            raise _wrong(f"the tier from {plain(tier.low)} is cheaper than the end of the one before")
        if tier.high is not None:
            reached, paid = tier.high, price_in(tier, tier.high)


def _check_numbers(tier: Tier) -> None:
    numbers = [tier.low, tier.high, tier.step]
    if not all(number is None or is_measure(number) for number in numbers):
        raise _wrong(f"the bounds and steps of a tier are {MEASURES}")
    if (tier.addition is None) != (tier.step is None):
        raise _wrong("an addition and its step are given together")
    if tier.step is not None and tier.step == 0:
        raise _wrong("the step of a tier is more than zero")
    if not isinstance(tier.amount, Money):
        raise _wrong("the price of a tier is Money")


def price_in(tier: Tier, measure: Decimal) -> int:
    """The price in fen of a measure in a tier: the amount, and the addition for each full step.

    Full steps, as every worked price of the catalogue has it (docs/decisions says what else was written).
    """
    if tier.addition is None or tier.step is None:
        return tier.amount.minor
    return tier.amount.minor + tier.addition.minor * (
        (Fraction(measure) - Fraction(tier.low)) // Fraction(tier.step)
    )


def _wrong(message: str) -> FeeError:
    return FeeError(message, "fee.tiers")
