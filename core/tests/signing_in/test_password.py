"""Signing in with a card number and a password."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from joincard_core.cards import Because, Cards, Move
from joincard_core.clock import FixedClock
from joincard_core.credentials import Shown
from joincard_core.keys import Vault
from joincard_core.people import Passwords
from joincard_core.signing_in import (
    CardAtItsEnd,
    Keyed,
    SignedIn,
    SignIn,
    SignInMalformed,
    SignInRefused,
    TooManySignIns,
)
from joincard_core.storage import Database

from core.tests.signing_in.conftest import PASSWORD, QUICK

Typed = Callable[..., Keyed]


def refusal(sign_in: SignIn, keyed: Keyed) -> str:
    with pytest.raises(SignInRefused) as refused:
        sign_in.with_password(keyed)
    return refused.value.sentence


def move(database: Database, ann: Shown, clock: FixedClock, *moves: Move) -> None:
    with database.write() as tx:
        for each in moves:
            Cards().move(tx, ann.card, each, Because("tests", "A test.", clock.now()))


class TestAHolder:
    def test_signs_in(self, sign_in: SignIn, ann: Shown, keyed: Typed, clock: FixedClock) -> None:
        assert sign_in.with_password(keyed()) == SignedIn(
            ann.person, ann.card, clock.now(), "urn:joincard:acr:password", ("pwd",)
        )

    def test_may_type_as_people_do(self, sign_in: SignIn, ann: Shown, keyed: Typed) -> None:
        number = keyed().number
        wide = "".join(chr(ord(sign) + 0xFEE0) for sign in number)
        for typed in (number.lower(), f" {number[:4]} {number[4:]} ", wide):
            assert sign_in.with_password(keyed(number=typed)).card_id == ann.card
        assert sign_in.with_password(keyed(region="３３０４００")).card_id == ann.card

    def test_is_refused_in_one_sentence_whatever_is_wrong(
        self, sign_in: SignIn, ann: Shown, keyed: Typed, enrol: Any
    ) -> None:
        enrol(enrol.line("ben"))
        assert (
            refusal(sign_in, keyed(password="wrong"))
            == refusal(sign_in, keyed(number="A9999999"))
            == refusal(sign_in, keyed(region="310000"))
            == refusal(sign_in, keyed(number=enrol.number("ben")))  # who has no password
        )

    def test_is_looked_up_by_the_same_queries_whatever_is_wrong(
        self, sign_in: SignIn, ann: Shown, keyed: Typed, enrol: Any, seen_queries: Any
    ) -> None:
        enrol(enrol.line("ben"))
        refusal(sign_in, keyed(number="A9999990"))  # the first one of all also tidies up
        asked = []
        for typed in (
            keyed(password="wrong"),
            keyed(number="A9999999"),
            keyed(number=enrol.number("ben")),
        ):
            with seen_queries() as seen:
                refusal(sign_in, typed)
            asked.append(seen)
        assert asked[0] == asked[1] == asked[2]

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("region", ""),
            ("region", "Jiaxing"),
            ("region", "33040"),
            ("number", ""),
            ("number", "'; DROP TABLE people; --"),
            ("number", "\x00\ud800"),
            ("number", "9" * 10_000),
            ("password", ""),
        ],
    )
    def test_is_told_which_field_cannot_be_right(
        self, sign_in: SignIn, keyed: Typed, field: str, value: str
    ) -> None:
        with pytest.raises(SignInMalformed) as malformed:
            sign_in.with_password(keyed(**{field: value}))
        assert malformed.value.field == field

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
    @given(st.text(), st.text(), st.text(), st.text())
    def test_can_type_anything(
        self, sign_in: SignIn, region: str, number: str, password: str, address: str
    ) -> None:
        with pytest.raises((SignInMalformed, SignInRefused, TooManySignIns)):
            sign_in.with_password(Keyed(region, number, password, address))

    def test_has_the_hash_renewed_when_parameters_change(
        self, sign_in: SignIn, database: Database, vault: Vault, clock: FixedClock, ann: Shown, keyed: Typed
    ) -> None:
        today = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
        later = SignIn(database, vault, clock, today)
        later.with_password(keyed())
        with database.read() as tx:
            kept = Passwords(vault, QUICK).of(tx, ann.person)
        assert kept is not None
        assert "m=16,t=2" in kept.hashed
        later.with_password(keyed())


class TestACard:
    @pytest.mark.parametrize("status", [Move.SUSPEND, None])
    def test_that_is_suspended_or_in_order_signs_in(
        self,
        sign_in: SignIn,
        database: Database,
        ann: Shown,
        clock: FixedClock,
        keyed: Typed,
        status: Move | None,
    ) -> None:
        move(database, ann, clock, *([status] if status else []))
        assert sign_in.with_password(keyed()).card_id == ann.card

    @pytest.mark.parametrize(("ending", "status"), [(Move.REPORT_LOST, "lost"), (Move.CANCEL, "cancelled")])
    def test_at_its_end_says_so_to_its_holder_alone(
        self,
        sign_in: SignIn,
        database: Database,
        ann: Shown,
        clock: FixedClock,
        keyed: Typed,
        ending: Move,
        status: str,
    ) -> None:
        move(database, ann, clock, ending)
        with pytest.raises(CardAtItsEnd) as ended:
            sign_in.with_password(keyed())
        assert status in ended.value.sentence
        assert refusal(sign_in, keyed(password="wrong")) == refusal(sign_in, keyed(number="A9999999"))

    def test_past_its_last_day_has_expired(
        self, sign_in: SignIn, ann: Shown, clock: FixedClock, keyed: Typed
    ) -> None:
        clock.advance(timedelta(days=366 * 5))
        with pytest.raises(CardAtItsEnd) as ended:
            sign_in.with_password(keyed())
        assert ended.value.status == "expired"


class TestWhoHasSignedIn:
    def test_goes_on_with_a_card_that_is_still_good(
        self, sign_in: SignIn, database: Database, ann: Shown, clock: FixedClock
    ) -> None:
        sign_in.require_good(ann.card)
        move(database, ann, clock, Move.REPORT_LOST)
        with pytest.raises(CardAtItsEnd):
            sign_in.require_good(ann.card)


def test_nothing_typed_is_printed(keyed: Typed) -> None:
    shown = repr(keyed())
    assert PASSWORD not in shown
    assert keyed().number not in shown
