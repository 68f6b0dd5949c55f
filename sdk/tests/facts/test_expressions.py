"""What an author may write by mistake where mypy does not look: one clear sentence."""

from typing import Any

import pytest
from joincard_sdk.facts import now, record, request
from joincard_sdk.rules import RuleError, text


class TestAConstantThatDoesNotFit:
    @pytest.mark.parametrize("amount", ["five", "1e3", "", 0.1, True, "٥"])
    def test_is_no_exact_number(self, amount: Any) -> None:
        with pytest.raises(RuleError, match=r'is no exact number; write 500 or "120\.50"'):
            request.amount.at_most(amount)

    @pytest.mark.parametrize("day", ["31.3.2026", "2026-02-30", ""])
    def test_is_no_day(self, day: str) -> None:
        with pytest.raises(RuleError, match="is no day"):
            now.date.from_(day)

    @pytest.mark.parametrize("clock", ["5pm", "24:30", ""])
    def test_is_no_time_of_day(self, clock: str) -> None:
        with pytest.raises(RuleError, match="is no time of day"):
            now.time.before(clock)


def test_numbers_are_exact() -> None:
    assert text(record.wage_ratio.at_least("6.50")) == "record.wage_ratio >= 6.5"
    assert text(request.amount.more_than(0)) == "request.amount > 0"
