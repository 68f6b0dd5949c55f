"""What changed in a fee: its schedule, its steps, its reason."""

from __future__ import annotations

from collections.abc import Iterator

from joincard_sdk import fees
from joincard_sdk.comparing.difference import Difference, became, same
from joincard_sdk.comparing.pairing import Paired
from joincard_sdk.fees import Adjustment, FeePolicy
from joincard_sdk.texts import Text
from joincard_sdk.values import FactRegistry

_SCHEDULE, _STEP, _REASON = Text("Price", "价格"), Text("Price step", "价格规则"), Text("Reason", "理由")
_ORDER = Text(
    "The steps of the price come in another order; the first that fits may be another.",
    "价格规则的先后次序有变，优先适用的规则可能不同。",
)


def compare_fees(
    old: FeePolicy, new: FeePolicy, before: FactRegistry, after: FactRegistry
) -> Iterator[Difference]:
    """Every difference, the schedule first."""
    if old.schedule != new.schedule:
        was, now = fees.schedule_sentence(old.schedule), fees.schedule_sentence(new.schedule)
        if was == now:
            was, now = (same(fees.text(FeePolicy(policy.schedule))) for policy in (old, new))
        yield Difference("fee.schedule", became(_SCHEDULE, was, now))
    paired = Paired.of(old.adjustments, new.adjustments, type)
    for step in paired.removed:
        said = fees.adjustment_sentence(step, before)
        yield Difference("fee.step-removed", Text(f"No longer: {said.en}.", f"取消：{said.zh}。"))
    for step in paired.added:
        said = fees.adjustment_sentence(step, after)
        yield Difference("fee.step-added", Text(f"New: {said.en}.", f"新增：{said.zh}。"))
    for earlier, later in paired.changed:
        yield Difference("fee.step-changed", _step(earlier, later, before, after))
    if paired.moved:
        yield Difference("fee.step-moved", _ORDER)
    if old.reason != new.reason:
        yield Difference("fee.reason", _reason(old.reason, new.reason))


def _step(old: Adjustment, new: Adjustment, before: FactRegistry, after: FactRegistry) -> Text:
    was, now = fees.adjustment_sentence(old, before), fees.adjustment_sentence(new, after)
    if was != now:
        return became(_STEP, was, now)
    en = f"{now.en}: bound to another version of a set of cities."
    return Text(en, f"{now.zh}：所依据的城市名单版本不同。")


def _reason(old: Text | None, new: Text | None) -> Text:
    if old and new:
        return became(_REASON, old, new)
    if new:
        return Text(f"A reason is given now: “{new.en}”.", f"新增理由：“{new.zh}”。")
    return Text("The price has no reason any more.", "不再说明收费理由。")
