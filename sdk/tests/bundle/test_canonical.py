from __future__ import annotations

import json
from decimal import Decimal

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from joincard_sdk.bundle import canonical

SCALARS = (
    st.none() | st.booleans() | st.integers(-canonical.LARGEST_INTEGER, canonical.LARGEST_INTEGER) | st.text()
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(), inner, max_size=5),
    max_leaves=30,
)


def code_of(call: object, *arguments: object) -> str:
    with pytest.raises(canonical.CanonicalError) as caught:
        call(*arguments)  # type: ignore[operator]  # any callable will do
    return caught.value.code


@given(VALUES)
def test_the_bytes_are_those_of_an_independent_implementation(value: object) -> None:
    assert canonical.encode(value) == rfc8785.dumps(value)  # type: ignore[arg-type]  # every value is JSON


@given(VALUES)
def test_what_was_written_reads_back(value: object) -> None:
    assert canonical.decode(canonical.encode(value)) == value


@given(VALUES)
def test_any_other_spelling_is_refused(value: object) -> None:
    spelled = json.dumps(value, indent=1, ensure_ascii=True).encode()
    if spelled == canonical.encode(value):
        assert canonical.decode(spelled) == value
    else:
        assert code_of(canonical.decode, spelled) == "canonical.form"


def test_keys_sort_by_utf16_units_and_not_by_code_points() -> None:
    assert canonical.encode({"\ufb33": 1, "\U0001f600": 2}) == '{"\U0001f600":2,"\ufb33":1}'.encode()


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (1.0, "canonical.type"),
        (Decimal("1.50"), "canonical.type"),
        ({"price": [1, 0.5]}, "canonical.type"),
        (b"bytes", "canonical.type"),
        ({1, 2}, "canonical.type"),
        ({1: "one"}, "canonical.type"),
        (2**53, "canonical.number"),
        (-(2**53), "canonical.number"),
        ("\ud800", "canonical.text"),
        ({"\ud800": 1}, "canonical.text"),
    ],
)
def test_a_value_without_a_canonical_form_is_refused(value: object, code: str) -> None:
    assert code_of(canonical.encode, value) == code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "canonical.unreadable"),
        (b"{", "canonical.unreadable"),
        (b'{"a":1}x', "canonical.unreadable"),
        (b'"\xff"', "canonical.unreadable"),
        (b"1.0", "canonical.number"),
        (b"1e3", "canonical.number"),
        (b"NaN", "canonical.number"),
        (b"Infinity", "canonical.number"),
        (b"9007199254740992", "canonical.number"),
        (b"9" * 5000, "canonical.unreadable"),
        (b"-0", "canonical.form"),
        (b'{"b":1,"a":2}', "canonical.form"),
        (b'{"a":1,"a":1}', "canonical.form"),
        (b'"\\u0041"', "canonical.form"),
        (b"[1, 2]", "canonical.form"),
        (b"[1]\n", "canonical.form"),
        (b"[" * 1000 + b"]" * 1000, "canonical.depth"),
        (b"[" * 200_000 + b"]" * 200_000, "canonical.depth"),
    ],
)
def test_bytes_outside_the_form_are_refused_with_a_code(data: bytes, code: str) -> None:
    assert code_of(canonical.decode, data) == code


def test_the_digest_is_that_of_sha256() -> None:
    assert (
        canonical.digest(b"{}") == "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    )
