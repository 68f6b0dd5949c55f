"""What a fee policy reads of the ledger, and which of its steps a provider may see in words."""

from joincard_sdk import fees, rules
from joincard_sdk.fees import (
    Adjustment,
    CopayRate,
    Cumulative,
    FeePolicy,
    FlatRate,
    MeteredRate,
    NoSurcharge,
    PercentRate,
    Quota,
    TieredRate,
    Transfer,
)
from joincard_sdk.rules import Rule
from joincard_sdk.texts import Text

BY_STAY = ("stay", "visit")


def periods(policy: FeePolicy) -> frozenset[str]:
    """The periods over which earlier uses change the price: of thresholds, caps, quotas and sums."""
    found = {a.period for a in policy.adjustments if isinstance(a, Quota | Cumulative)}
    schedule = policy.schedule
    if isinstance(schedule, PercentRate | CopayRate | MeteredRate) and schedule.cap_period:
        found.add(schedule.cap_period)
    if isinstance(schedule, CopayRate) and schedule.after_period:
        found.add(schedule.after_period)
    return frozenset(found)


def counts_bills(policy: FeePolicy) -> bool:
    """Whether bills count toward a threshold."""
    return isinstance(policy.schedule, CopayRate)


def follows_rides(policy: FeePolicy) -> bool:
    """Whether the price asks for the ride before."""
    return any(isinstance(adjustment, Transfer) for adjustment in policy.adjustments)


def charges_the_amount(policy: FeePolicy) -> bool:
    """Whether the base is ``request.amount``, which the rule may read too: it cannot be another number."""
    return getattr(policy.schedule, "base", None) == "amount"


def capped_by_period(policy: FeePolicy) -> bool:
    """Whether the cap depends on what was paid before."""
    return getattr(policy.schedule, "cap_period", None) is not None


def hidden_steps(policy: FeePolicy, shown: frozenset[str]) -> frozenset[Text]:
    """The words of adjustments that depend on something the provider may not learn of.

    Earlier uses are such a thing, and every condition that reads a fact outside ``shown``.
    """
    return frozenset(
        fees.adjustment_sentence(adjustment)
        for adjustment in policy.adjustments
        if not open_to_all(adjustment, shown)
    )


def unit(policy: FeePolicy) -> str | None:
    """What ``use.units`` counts; ``None`` where the price does not depend on it."""
    schedule = policy.schedule
    return schedule.unit if isinstance(schedule, FlatRate | MeteredRate) else None


def meters(policy: FeePolicy) -> bool:
    """Whether the units are read from a meter or a calendar, which may show zero."""
    return isinstance(policy.schedule, MeteredRate)


def has_base(policy: FeePolicy) -> bool:
    """Whether the price is taken of ``use.basis`` (or of ``request.amount``)."""
    return isinstance(policy.schedule, PercentRate | CopayRate | TieredRate)


def conditions(policy: FeePolicy) -> tuple[Rule, ...]:
    """The rules on which adjustments depend, in written order."""
    conditional = (a for a in policy.adjustments if not isinstance(a, Cumulative | NoSurcharge))
    return tuple(a.when for a in conditional if a.when is not None)


def open_to_all(adjustment: Adjustment, shown: frozenset[str]) -> bool:
    """Whether an adjustment depends on nothing but what the provider may see."""
    if isinstance(adjustment, Transfer | Quota | Cumulative):
        return False
    if isinstance(adjustment, NoSurcharge) or adjustment.when is None:
        return True
    return shown.issuperset(rules.facts_read(adjustment.when))
