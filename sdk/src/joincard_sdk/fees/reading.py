"""The facts that a fee reads, so that what a price may see is known before a fact is fetched."""

from joincard_sdk import rules
from joincard_sdk.fees.algebra import CopayRate, PercentRate, Season, TieredRate, Window, condition
from joincard_sdk.fees.policy import FeePolicy


def facts_read(policy: FeePolicy) -> tuple[str, ...]:
    """Facts in written order: of the base, of windows and seasons, of conditions."""
    names: dict[str, None] = {}
    schedule = policy.schedule
    if isinstance(schedule, PercentRate | CopayRate | TieredRate) and schedule.base == "amount":
        names["request.amount"] = None
    for adjustment in policy.adjustments:
        if isinstance(adjustment, Window):
            names["now.time"] = None
        if isinstance(adjustment, Season):
            names["now.date"] = None
        when = condition(adjustment)
        names |= dict.fromkeys(rules.facts_read(when) if when is not None else ())
    return tuple(names)
