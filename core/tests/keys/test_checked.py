"""A signature that was checked is remembered, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_core.clock import FixedClock
from joincard_core.keys import BadSignature, KeyRing
from joincard_core.keys.checked import MOST, Checked
from joincard_core.storage import Database

TYP = "at+jwt"


class TestTheMemory:
    @given(st.lists(st.text(), unique=True, min_size=2))
    def test_knows_what_it_was_told_to_the_last_character(self, tokens: list[str]) -> None:
        checked = Checked()
        for token in tokens[1:]:
            checked.add(token)
        assert tokens[0] not in checked
        assert all(token in checked for token in tokens[1:])

    def test_stays_small(self) -> None:
        checked = Checked()
        for number in range(MOST + 1):
            checked.add(str(number))
        assert sum(str(number) in checked for number in range(MOST + 1)) <= MOST


class TestATokenThatWasChecked:
    @pytest.fixture
    def token(self, key_ring: KeyRing) -> str:
        token = key_ring.sign("token", TYP, {"sub": "his-1"})
        assert key_ring.verify("token", token, TYP) == {"sub": "his-1"}
        return token

    def test_is_read_again(self, key_ring: KeyRing, token: str) -> None:
        assert key_ring.verify("token", token, TYP) == {"sub": "his-1"}

    def test_gives_claims_that_are_nobody_elses(self, key_ring: KeyRing, token: str) -> None:
        key_ring.verify("token", token, TYP)["sub"] = "another"
        assert key_ring.verify("token", token, TYP) == {"sub": "his-1"}

    def test_is_refused_for_another_use_or_type(self, key_ring: KeyRing, token: str) -> None:
        for use, typ in (("receipt", TYP), ("token", "JWT")):
            with pytest.raises(BadSignature):
                key_ring.verify(use, token, typ)  # type: ignore[arg-type]  # a text of the loop, not a literal

    def test_is_refused_with_another_signature(self, key_ring: KeyRing, token: str) -> None:
        other = key_ring.sign("token", TYP, {"sub": "his-2"})
        with pytest.raises(BadSignature):
            key_ring.verify("token", f"{token.rpartition('.')[0]}.{other.rpartition('.')[2]}", TYP)

    def test_is_refused_when_its_key_is_revoked(
        self, key_ring: KeyRing, token: str, database: Database, clock: FixedClock
    ) -> None:
        keys = key_ring.jwks()["keys"]
        with database.write() as tx:
            for key in keys:
                key_ring.revoke(tx, key["kid"], clock.now())
        key_ring.refresh()
        with pytest.raises(BadSignature):
            key_ring.verify("token", token, TYP)
