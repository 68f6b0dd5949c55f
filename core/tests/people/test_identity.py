"""Identifiers are checked when they are put together, and never repeated in an error."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_core.people import BadIdentifier, Identity

ANN: dict[str, Any] = {
    "full_name": "Ann Example",
    "date_of_birth": date(1990, 1, 2),
    "nationality": "GBR",
    "passport_number": "P1234567",
}


class TestAnIdentity:
    def test_is_kept_in_one_form(self) -> None:
        ann = Identity(
            **ANN | {"full_name": " Ann Example ", "passport_number": "p 123 4567", "nationality": "gbr"}
        )
        assert ann == Identity(**ANN)

    def test_may_have_a_very_long_name(self) -> None:
        name = "Maria " + "da Conceição " * 20
        assert Identity(**ANN | {"full_name": name}).full_name == name.strip()

    def test_is_not_shown_in_its_text(self) -> None:
        assert "Ann" not in repr(Identity(**ANN))

    def test_needs_a_passport_or_a_permanent_residence_number(self) -> None:
        with pytest.raises(BadIdentifier, match="passport_number"):
            Identity(**ANN | {"passport_number": None})

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("full_name", ""),
            ("full_name", "x" * 301),
            ("full_name", "Ann\nExample"),
            ("full_name", "Ann \u202e Example"),
            ("chinese_name", "\x00"),
            ("nationality", "UK"),
            ("passport_number", "P-1234"),
            ("passport_number", "Ｐ1234"),
            ("social_security_number", "12"),
            ("work_permit_number", "W" * 25),
            ("permanent_residence_number", "933840199001010010"),
        ],
    )
    def test_names_the_field_that_is_wrong_and_not_the_value(self, field: str, value: str) -> None:
        with pytest.raises(BadIdentifier) as caught:
            Identity(**ANN | {field: value})
        assert caught.value.field == field
        assert not value or value not in str(caught.value)

    @given(st.text(max_size=30))
    def test_never_fails_in_any_other_way(self, text: str) -> None:
        for field in ("full_name", "chinese_name", "nationality", "passport_number"):
            try:
                kept = getattr(Identity(**ANN | {field: text}), field)
            except BadIdentifier:
                continue
            assert kept.strip() == kept != ""

    def test_takes_the_country_into_a_passports_uniqueness(self) -> None:
        assert Identity(**ANN).lookups() == {"passport_number": ("GBR", "P1234567")}
