"""The order of the ways to sign in."""

from __future__ import annotations

import pytest
from joincard_core.signing_in import ACRS, at_least


def test_a_stronger_way_satisfies_who_asks_for_a_weaker_one() -> None:
    password, code, passkey = ACRS
    assert [at_least(each, code) for each in ACRS] == [False, True, True]
    assert at_least(passkey, password)
    assert not at_least(password, passkey)


@pytest.mark.parametrize("other", ["", "phr", "urn:joincard:acr:", "urn:joincard:acr:PASSKEY"])
def test_a_name_that_is_not_ours_neither_satisfies_nor_is_satisfied(other: str) -> None:
    assert not at_least(other, ACRS[0])
    assert not at_least(ACRS[-1], other)
    assert not at_least(other, other)
