"""Fees as signed JSON from strangers: one written form, nothing else."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from joincard_sdk.fees import FeeError, from_json, parse, to_json

from .strategies import policies

WRITTEN = to_json(
    parse(
        "tiered:hours 0-1=1 1+=1+1/2 CNY per ride; concession when [holder.age >= 70] minus 1 CNY; "
        "window 07:00-09:00 waived; quota 2 per month at 1 CNY # same as residents"
    )
)


def changed(path: tuple[Any, ...], value: object) -> Any:
    """The fee above with one value put in another's place."""
    written = copy.deepcopy(WRITTEN)
    place: Any = written
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return written


class TestWhatIsNotAFee:
    @pytest.mark.parametrize("written", [None, [], "waived", 1, {}, {**WRITTEN, "more": 1}])
    def test_is_refused(self, written: object) -> None:
        with pytest.raises(FeeError, match="exactly the members"):
            from_json(written)

    @pytest.mark.parametrize(
        ("path", "value", "says"),
        [
            (("schedule", "kind"), "gift", "schedule: an object whose"),
            (("schedule", "kind"), ["flat"], "schedule: an object whose"),
            (("schedule", "more"), 1, "schedule: exactly the members"),
            (("schedule", "base"), "profit", "'profit' is no base"),
            (("schedule", "base"), 1, r"schedule\.base: a word"),
            (("schedule", "tiers"), [], "at least one tier"),
            (("schedule", "tiers"), [1], "a list of objects"),
            (("schedule", "tiers", 0, "amount"), 1.0, r"tiers\[0\]\.amount: an amount in whole fen"),
            (("schedule", "tiers", 0, "amount"), True, r"tiers\[0\]\.amount: an amount in whole fen"),
            (("schedule", "tiers", 0, "amount"), -1, "from 0 to"),
            (("schedule", "tiers", 0, "high"), "1.0", "one written form"),
            (("schedule", "tiers", 0, "high"), "1e3", r"tiers\[0\]\.high: a number written as a string"),
            (("schedule", "tiers", 0, "high"), "1" * 25, "a number written as a string"),
            (("schedule", "tiers", 1, "low"), "2", "leaves a gap"),
            (("adjustments",), [WRITTEN["adjustments"][0]] * 41, "at most 40"),
            (("adjustments", 0, "effect", "kind"), "exec", r"adjustments\[0\]\.effect: an object whose"),
            (("adjustments", 0, "effect"), None, r"adjustments\[0\]\.effect: a value"),
            (("adjustments", 1, "start"), 7, r"adjustments\[1\]\.start: a string"),
            (("adjustments", 1, "start"), "7:00", "not a time of day"),
            (("adjustments", 2, "count"), "2", r"adjustments\[2\]\.count: a whole number"),
            (("adjustments", 2, "count"), True, r"adjustments\[2\]\.count: a whole number"),
        ],
    )
    def test_is_refused_with_its_place(self, path: tuple[Any, ...], value: object, says: str) -> None:
        with pytest.raises(FeeError, match=says):
            from_json(changed(path, value))

    def test_a_condition_is_no_exception(self) -> None:
        with pytest.raises(ValueError, match="not a fact"):
            from_json(changed(("adjustments", 0, "when"), {"fact": "card.colour", "op": "=", "value": "red"}))


class TestAFeeAsJson:
    @given(policies())
    def test_comes_back_equal(self, policy: Any) -> None:
        assert from_json(json.loads(json.dumps(to_json(policy)))) == policy

    def test_holds_amounts_in_fen_and_numbers_as_strings(self) -> None:
        assert to_json(parse("percent:0.1% of amount cap 200 CNY # bank tariff")) == {
            "schedule": {
                "kind": "percent",
                "rate": "0.1",
                "base": "amount",
                "period": None,
                "least": None,
                "cap": 20_000,
                "cap_period": None,
            },
            "adjustments": [],
            "reason": {"en": "bank tariff", "zh": "bank tariff"},
        }
