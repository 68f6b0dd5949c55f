"""One line of an import file: every fault names its field and repeats no value."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_core.cards import Status
from joincard_core.issuance import Fault, read_line

TODAY = date(2026, 3, 2)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)
MISSING = object()


def line(**changes: Any) -> dict[str, Any]:
    """A line in order, and a change for ``identity__full_name`` and the like."""
    whole: dict[str, Any] = {
        "reference": "ann",
        "as_of": "2026-03-01",
        "identity": {
            "full_name": "Ann Example",
            "date_of_birth": "1990-01-02",
            "nationality": "GBR",
            "passport_number": "P1234567",
        },
        "facts": {"permit.status": "valid", "permit.days_left": 30},
        "card": {"region": "330400", "number": "C1234567", "status": "active", "issue_city": "330400"},
    }
    for name, value in changes.items():
        *path, last = name.split("__")
        place = whole
        for step in path:
            place = place[step]
        if value is MISSING:
            del place[last]
        else:
            place[last] = value
    return whole


class TestALine:
    def test_becomes_a_person_with_facts_and_a_card(self) -> None:
        person = read_line(json.dumps(line()), TODAY)
        assert person.identity.full_name == "Ann Example"
        assert person.card is not None
        assert person.card.status is Status.ACTIVE
        assert person.columns == {
            "relation": "self",
            "born_on": date(1990, 1, 2),
            "permit_status": "valid",
            "permit_expires_on": date(2026, 3, 31),
        }

    def test_may_leave_out_the_card_and_the_day(self) -> None:
        person = read_line(json.dumps(line(card=MISSING, as_of=MISSING)), TODAY)
        assert (person.card, person.number) == (None, None)
        assert person.columns["permit_expires_on"] == date(2026, 4, 1)

    def test_is_the_same_content_in_any_order(self) -> None:
        turned = dict(reversed(line().items()))
        assert read_line(json.dumps(turned), TODAY).content == read_line(json.dumps(line()), TODAY).content

    def test_is_not_shown_in_its_text(self) -> None:
        assert "Ann" not in repr(read_line(json.dumps(line()), TODAY))

    @pytest.mark.parametrize(
        ("field", "change"),
        [
            ("reference", {"reference": MISSING}),
            ("reference", {"reference": " "}),
            ("as_of", {"as_of": "yesterday"}),
            ("line", {"surname": "Secret"}),
            ("identity", {"identity": MISSING}),
            ("identity", {"identity": "Secret"}),
            ("identity", {"identity__surname": "Secret"}),
            ("identity.full_name", {"identity__full_name": MISSING}),
            ("identity.full_name", {"identity__full_name": 7}),
            ("identity.full_name", {"identity__full_name": "Secret\ud800"}),
            ("identity.date_of_birth", {"identity__date_of_birth": "2026-03-03"}),
            ("identity.date_of_birth", {"identity__date_of_birth": "1899-12-31"}),
            ("identity.date_of_birth", {"identity__date_of_birth": "Secret"}),
            ("identity.passport_number", {"identity__passport_number": "Secret!"}),
            ("facts", {"facts": MISSING}),
            ("facts", {"facts__Secret": 1}),
            ("permit.status", {"facts__permit.status": "Secret"}),
            ("principal", {"principal": "stephen"}),
            ("principal", {"facts__holder.relation": "child"}),
            ("card", {"card": "Secret"}),
            ("card", {"card__number": "Secret!"}),
            ("card.number", {"card__number": MISSING}),
            ("card.region", {"card__region": "999999"}),
            ("card.region", {"card__region": MISSING}),
            ("card.region", {"card__region": ["330400"]}),
            ("card.status", {"card__status": MISSING}),
            ("card.status", {"card__status": "none"}),
            ("card.issue_city", {"card__issue_city": MISSING}),
            ("card.valid_days", {"card__valid_days": "Secret"}),
            ("facts", {"card__Secret": 1}),
        ],
    )
    def test_with_a_fault_is_refused_by_field_without_the_value(
        self, field: str, change: dict[str, Any]
    ) -> None:
        with pytest.raises(Fault) as caught:
            read_line(json.dumps(line(**change)), TODAY)
        assert str(caught.value).startswith(f"{field}: ")
        assert "Secret" not in str(caught.value)

    @pytest.mark.parametrize(
        "text",
        [
            "Secret",
            "[]",
            '"Secret"',
            '{"reference": NaN}',
            '{"reference": "a", "reference": "b"}',
            "[" * 100_000,
            '"' + "x" * 70_000 + '"',
        ],
    )
    def test_that_is_no_object_is_refused(self, text: str) -> None:
        with pytest.raises(Fault, match="line"):
            read_line(text, TODAY)

    @given(st.sampled_from(sorted(line())), JSON)
    def test_never_fails_in_any_other_way(self, part: str, value: Any) -> None:
        try:
            read_line(json.dumps(line(**{part: value})), TODAY)
        except Fault:
            return

    @given(st.sampled_from(["identity", "facts", "card"]), st.data(), JSON)
    def test_never_fails_for_one_wrong_value(self, part: str, data: st.DataObject, value: Any) -> None:
        name = data.draw(st.sampled_from([*line()[part], "chinese_name", "holder.relation", "valid_days"]))
        whole = line()
        whole[part][name] = value
        try:
            read_line(json.dumps(whole), TODAY)
        except Fault:
            return
