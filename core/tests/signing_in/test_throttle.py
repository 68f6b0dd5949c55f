"""Guessing is limited, and nobody is locked out by what others do."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from joincard_core.clock import FixedClock
from joincard_core.credentials import Shown
from joincard_core.signing_in import Keyed, SignIn, SignInRefused, TooManySignIns, store, throttle
from joincard_core.signing_in.throttle import PER_ADDRESS, PER_CARD, PER_CARD_AND_ADDRESS, network
from joincard_core.storage import Database

from core.tests.signing_in.conftest import ELSEWHERE, HERE

Typed = Callable[..., Keyed]


def outcome(sign_in: SignIn, keyed: Keyed) -> str:
    try:
        sign_in.with_password(keyed)
    except SignInRefused:
        return "refused"
    except TooManySignIns as limited:
        return f"wait {limited.retry_after}"
    return "in"


def outcomes(sign_in: SignIn, *attempts: Keyed) -> list[str]:
    return [outcome(sign_in, each) for each in attempts]


class TestGuessing:
    def test_ends_after_ten_attempts_even_with_the_right_password(
        self, sign_in: SignIn, ann: Shown, keyed: Typed
    ) -> None:
        assert outcomes(sign_in, *[keyed(password="wrong")] * 11) == ["refused"] * 10 + ["wait 60"]
        assert outcome(sign_in, keyed()) == "wait 60"

    def test_goes_on_a_minute_later(
        self, sign_in: SignIn, ann: Shown, clock: FixedClock, keyed: Typed
    ) -> None:
        outcomes(sign_in, *[keyed(password="wrong")] * 11)
        clock.advance(timedelta(seconds=59))
        assert outcome(sign_in, keyed()) == "wait 1"
        clock.advance(timedelta(seconds=1))
        assert outcome(sign_in, keyed()) == "in"

    def test_at_an_unknown_card_counts_alike(self, sign_in: SignIn, keyed: Typed) -> None:
        unknown = keyed(number="A9999999")
        assert outcomes(sign_in, *[unknown] * 11) == ["refused"] * 10 + ["wait 60"]

    def test_over_many_cards_ends_for_the_address(self, sign_in: SignIn, ann: Shown, keyed: Typed) -> None:
        tried = [keyed(number=f"B{number:07}") for number in range(PER_ADDRESS)]
        assert set(outcomes(sign_in, *tried)) == {"refused"}
        assert outcome(sign_in, keyed()) == "wait 60"
        assert outcome(sign_in, keyed(address=ELSEWHERE)) == "in"

    def test_from_many_addresses_slows_down(self, sign_in: SignIn, ann: Shown, keyed: Typed) -> None:
        tried = [keyed(password="wrong", address=f"203.0.113.{n}") for n in range(PER_CARD)]
        assert set(outcomes(sign_in, *tried)) == {"refused"}
        assert outcome(sign_in, keyed(password="wrong", address="203.0.113.200")) == "wait 60"

    def test_with_a_card_of_ones_own_in_between_gains_nothing(
        self, sign_in: SignIn, ann: Shown, keyed: Typed
    ) -> None:
        for number in range(PER_ADDRESS):
            assert outcome(sign_in, keyed(number=f"B{number:07}")) == "refused"
            if number % 8 == 0 and number < PER_ADDRESS - 1:
                assert outcome(sign_in, keyed()) == "in"
        assert outcome(sign_in, keyed(number="B9999999")) == "wait 60"

    def test_many_times_at_once_is_no_more_than_the_limit(
        self, sign_in: SignIn, ann: Shown, keyed: Typed
    ) -> None:
        with ThreadPoolExecutor(12) as at_once:
            found = list(at_once.map(lambda _: outcome(sign_in, keyed(password="wrong")), range(40)))
        assert found.count("refused") == PER_CARD_AND_ADDRESS
        assert found.count("wait 60") == 40 - PER_CARD_AND_ADDRESS


class TestAHolder:
    def test_is_not_locked_out_by_a_stranger_elsewhere(
        self, sign_in: SignIn, ann: Shown, keyed: Typed
    ) -> None:
        outcomes(sign_in, *[keyed(password="wrong", address=ELSEWHERE)] * 11)
        assert outcome(sign_in, keyed()) == "in"

    def test_gets_through_from_where_they_signed_in_before(
        self, sign_in: SignIn, ann: Shown, clock: FixedClock, keyed: Typed
    ) -> None:
        assert outcome(sign_in, keyed()) == "in"
        clock.advance(timedelta(days=30))
        outcomes(sign_in, *[keyed(password="wrong", address=f"203.0.113.{n}") for n in range(PER_CARD + 1)])
        assert outcome(sign_in, keyed(address=ELSEWHERE)) == "wait 60"
        assert outcome(sign_in, keyed()) == "in"

    def test_gets_through_where_somebody_else_uses_the_address_up(
        self, sign_in: SignIn, ann: Shown, keyed: Typed
    ) -> None:
        assert outcome(sign_in, keyed()) == "in"
        outcomes(sign_in, *[keyed(number=f"B{number:07}") for number in range(PER_ADDRESS)])
        assert outcome(sign_in, keyed(number="B9999999")) == "wait 60"
        assert outcomes(sign_in, keyed(), keyed(password="wrong")) == ["in", "refused"]
        assert outcomes(sign_in, *[keyed(password="wrong")] * 10) == ["refused"] * 9 + ["wait 60"]

    def test_can_sign_in_often(self, sign_in: SignIn, ann: Shown, keyed: Typed) -> None:
        assert set(outcomes(sign_in, *[keyed()] * 70)) == {"in"}

    def test_makes_mistakes_in_between(self, sign_in: SignIn, ann: Shown, keyed: Typed) -> None:
        for _ in range(4):
            assert outcomes(sign_in, keyed(password="wrong"), keyed()) == ["refused", "in"]


class TestWhatIsKept:
    def test_names_no_address_and_no_card(
        self, sign_in: SignIn, database: Database, ann: Shown, keyed: Typed
    ) -> None:
        outcomes(sign_in, keyed(), keyed(password="wrong"))
        with database.read() as tx:
            rows = [*tx.execute(store.sign_in_attempts.select()), *tx.execute(store.sign_in_places.select())]
        assert rows
        written = str([tuple(row) for row in rows])
        assert HERE not in written
        assert keyed().number not in written

    def test_is_removed_when_its_time_is_over(
        self, sign_in: SignIn, database: Database, ann: Shown, clock: FixedClock, keyed: Typed
    ) -> None:
        sign_in.with_password(keyed())
        clock.advance(throttle.KNOWN_FOR + timedelta(hours=2))
        assert outcome(sign_in, keyed(password="wrong", address=ELSEWHERE)) == "refused"
        with database.read() as tx:
            assert len(tx.execute(store.sign_in_attempts.select()).all()) == 3
            assert tx.execute(store.sign_in_places.select()).all() == []


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::", "2001:db8:1:2::"),
        ("fe80::1%eth0", "fe80::"),
        ("", ""),
        ("not an address", ""),
    ],
)
def test_an_address_counts_by_its_customer(address: str, counted: str) -> None:
    assert network(address) == counted
