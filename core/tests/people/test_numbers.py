"""Check characters: published examples, and the slips of a pen that they must catch."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from joincard_core.people import BadIdentifier
from joincard_core.people.numbers import icao_731, mod_11_2, permanent_residence_number

DIGITS = st.text("0123456789", min_size=17, max_size=17)
NEW = st.tuples(
    st.integers(10, 65), st.integers(1, 999), st.dates().map(lambda day: f"{day:%Y%m%d}"), st.integers(0, 999)
).map(lambda parts: f"9{parts[0]:02}{parts[1]:03}{parts[2]:0>8}{parts[3]:03}")
OLD = st.from_regex(r"[A-Z]{3}[0-9]{11}", fullmatch=True).filter(str.isascii)


class TestMod112:
    @pytest.mark.parametrize(
        ("digits", "check"),
        [("11010519491231002", "X"), ("44052418800101001", "4"), ("0794", "0"), ("079", "X")],
    )
    def test_agrees_with_published_examples(self, digits: str, check: str) -> None:
        assert mod_11_2(digits) == check

    @given(DIGITS, st.integers(0, 16), st.sampled_from("0123456789"))
    def test_notices_every_wrong_digit(self, digits: str, at: int, other: str) -> None:
        assume(digits[at] != other)
        assert mod_11_2(digits[:at] + other + digits[at + 1 :]) != mod_11_2(digits)

    @given(DIGITS, st.integers(0, 15))
    def test_notices_every_swap_of_neighbours(self, digits: str, at: int) -> None:
        assume(digits[at] != digits[at + 1])
        swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        assert mod_11_2(swapped) != mod_11_2(digits)


class TestIcao731:
    @pytest.mark.parametrize(
        ("text", "check"), [("L898902C3", "6"), ("740812", "2"), ("120415", "9"), ("ZE184226B<<<<<", "1")]
    )
    def test_agrees_with_the_specimen_of_doc_9303(self, text: str, check: str) -> None:
        assert icao_731(text) == check


class TestAPermanentResidenceNumber:
    @given(NEW)
    def test_of_18_characters_is_accepted_as_people_type_it(self, body: str) -> None:
        number = body + mod_11_2(body)
        assert permanent_residence_number(f" {number[:6]} {number[6:].lower()} ") == number

    @given(OLD)
    def test_of_15_characters_is_accepted(self, body: str) -> None:
        number = body + icao_731(body)
        assert permanent_residence_number(number) == number

    @given(NEW | OLD, st.sampled_from("0123456789X"))
    def test_with_another_check_character_is_refused(self, body: str, check: str) -> None:
        right = mod_11_2(body) if len(body) == 17 else icao_731(body)
        assume(check != right)
        with pytest.raises(BadIdentifier) as caught:
            permanent_residence_number(body + check)
        assert body not in str(caught.value)

    def test_with_a_birth_date_that_never_was_is_refused(self) -> None:
        body = "93384019900230001"
        with pytest.raises(BadIdentifier, match="birth date"):
            permanent_residence_number(body + mod_11_2(body))

    @pytest.mark.parametrize("text", ["", "9", "1" * 18, "９" * 18, "ABC12345678901", "9338401990010100X"])
    def test_of_another_form_is_refused(self, text: str) -> None:
        with pytest.raises(BadIdentifier):
            permanent_residence_number(text)
