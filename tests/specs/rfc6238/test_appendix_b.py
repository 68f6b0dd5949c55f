"""The RFC's own vectors (appendix B), and what the validation system does with them (section 5.2).

The vectors have eight digits; a code of six is the end of it, by the truncation of RFC 4226 section 5.3.
"""

from __future__ import annotations

from base64 import b32encode

import pytest
from joincard_core.signing_in.authenticator import DIGITS, PERIOD, right

SECRET = b32encode(b"12345678901234567890").decode()  # the seed for HMAC-SHA-1
VECTORS = (
    (59, "94287082"),
    (1_111_111_109, "07081804"),
    (1_111_111_111, "14050471"),
    (1_234_567_890, "89005924"),
    (2_000_000_000, "69279037"),
    (20_000_000_000, "65353130"),
)


@pytest.mark.parametrize(("at", "code"), VECTORS)
def test_each_vector_is_the_code_of_its_time_step(at: int, code: str) -> None:
    assert right(SECRET, at // PERIOD, code[-DIGITS:])


@pytest.mark.parametrize(("at", "code"), VECTORS)
def test_and_of_no_other_step_near_it(at: int, code: str) -> None:
    near = (at // PERIOD + away for away in (-1, 1, 2, 3))
    assert not any(right(SECRET, step, code[-DIGITS:]) for step in near)


def test_the_time_step_is_that_of_the_vectors() -> None:
    assert (PERIOD, DIGITS) == (30, 6)
    assert [at // PERIOD for at, _ in VECTORS[:3]] == [0x1, 0x23523EC, 0x23523ED]
