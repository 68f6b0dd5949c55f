from typing import Any

import pytest
from joincard_sdk.rules import RuleError, from_json

ACTIVE = {"fact": "card.status", "op": "=", "value": "active"}


class TestJsonFromStrangers:
    @pytest.mark.parametrize(
        ("written", "code"),
        [
            (None, "rule.json"),
            ("card.status = active", "rule.json"),
            ({}, "rule.json"),
            ({"all": ACTIVE}, "rule.json"),
            ({"all": []}, "rule.not-normal"),
            ({"all": [ACTIVE]}, "rule.not-normal"),
            ({"any": [{"any": [ACTIVE, ACTIVE]}, ACTIVE]}, "rule.not-normal"),
            ({"not": {"not": ACTIVE}}, "rule.not-normal"),
            ({"all": [ACTIVE, ACTIVE], "any": []}, "rule.json"),
            ({**ACTIVE, "extra": 1}, "rule.json"),
            ({**ACTIVE, "op": "=="}, "rule.json"),
            ({**ACTIVE, "op": []}, "rule.json"),
            ({**ACTIVE, "value": "activ"}, "rule.value-invalid"),
            ({**ACTIVE, "value": ["active"]}, "rule.value-invalid"),
            ({**ACTIVE, "fact": "card.colour"}, "rule.unknown-fact"),
            ({**ACTIVE, "fact": 7}, "rule.json"),
            ({"fact": "request.escorted", "op": "=", "value": "yes"}, "rule.json"),
            ({"fact": "request.amount", "op": ">", "value": "5.00"}, "rule.json"),
            ({"fact": "request.amount", "op": ">", "value": 5}, "rule.json"),
            ({"fact": "holder.age", "op": ">", "value": 5.5}, "rule.value-invalid"),
            ({"fact": "holder.age", "op": ">", "value": True}, "rule.value-invalid"),
            ({"fact": "holder.age", "from": 1, "to": True}, "rule.json"),
            ({"fact": "holder.age", "from": 9, "to": 1}, "rule.empty"),
            ({"fact": "holder.age", "in": []}, "rule.empty"),
            ({"fact": "holder.age", "in": [1, 1]}, "rule.repeated-value"),
            ({"fact": "holder.age", "in": list(range(101))}, "rule.too-large"),
            (
                {"fact": "at.city", "in_set": {"set": "yangtze_41", "version": 1, "digest": "x"}},
                "rule.unknown-set",
            ),
            ({"fact": "at.city", "op": "=", "other": "holder.age"}, "rule.type-mismatch"),
            ({"all": [ACTIVE] * 201}, "rule.too-large"),
        ],
    )
    def test_is_refused_with_a_code(self, written: Any, code: Any) -> None:
        with pytest.raises(RuleError) as caught:
            from_json(written)
        assert caught.value.code == code

    def test_deep_nesting_is_refused_before_it_is_followed(self) -> None:
        written: Any = ACTIVE
        for _ in range(100_000):
            written = {"not": written}
        with pytest.raises(RuleError) as caught:
            from_json(written)
        assert caught.value.code == "rule.too-deep"
