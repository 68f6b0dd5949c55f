"""Passwords: which may be chosen, how they are kept, and that an unknown one costs the same."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from datetime import date
from typing import Literal

import pytest
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from hypothesis import given
from hypothesis import strategies as st
from joincard_core.clock import FixedClock
from joincard_core.keys import KeyErased, Vault
from joincard_core.people import OWASP, Checked, Identity, PasswordRefused, Passwords, People
from joincard_core.people.passwords import compared, decoy, is_trivial, normalised, require_fit
from joincard_core.people.store import person_passwords
from joincard_core.storage import Database

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
GOOD = "correct horse 电池"


@pytest.fixture
def room(vault: Vault) -> Passwords:
    return Passwords(vault, QUICK)


@pytest.fixture
def ann(database: Database, vault: Vault, clock: FixedClock) -> str:
    identity = Identity(
        full_name="Ann", date_of_birth=date(1990, 1, 2), nationality="GBR", passport_number="P1234567"
    )
    with database.write() as tx:
        return People(vault).register(tx, identity, "ann", "content", clock.now())


def give(database: Database, room: Passwords, ann: str, clock: FixedClock, password: str = GOOD) -> None:
    hashed = room.hashed(password)
    with database.write() as tx:
        room.keep(tx, ann, hashed, clock.now())


def check(database: Database, room: Passwords, person: str, password: str) -> Checked:
    with database.read() as tx:
        kept = room.of(tx, person)
    return room.check(kept, password)


class TestAPasswordThatIsChosen:
    @pytest.mark.parametrize(
        "password",
        [
            GOOD,
            "8 signs?",
            "密码可以是一句中文诗",
            "🚲🚌🚇🏥🏦🏛📚🎫",
            "x" * 60 + "yz" * 34,
            "1234567x9",
        ],
    )
    def test_may_be_of_any_characters(self, password: str) -> None:
        require_fit(normalised(password), ())

    @pytest.mark.parametrize("password", ["", "short77", "long " * 26])
    def test_has_a_length_that_the_refusal_names(self, password: str) -> None:
        with pytest.raises(PasswordRefused) as caught:
            require_fit(password, ())
        assert "8 to 128 characters" in caught.value.sentence

    @pytest.mark.parametrize(
        "password",
        [
            "aaaaaaaa",
            "abababab",
            "abc1abc1abc1",
            "12345678",
            "hgfedcba",
            "Password",
            "PASSWORD1",
            "一一一一一一一一",
        ],
    )
    def test_is_not_one_that_everybody_tries(self, password: str) -> None:
        with pytest.raises(PasswordRefused) as caught:
            require_fit(password, ())
        assert password not in caught.value.sentence

    @pytest.mark.parametrize("password", ["D00000417", "d0000 0417", "my card D00000417!"])
    def test_is_not_the_number_of_the_card(self, password: str) -> None:
        with pytest.raises(PasswordRefused) as caught:
            require_fit(password, ("D00000417",))
        assert "0417" not in caught.value.sentence

    @pytest.mark.parametrize("sign", ["\x00", "\n", "\x7f", "\ud800"])
    def test_has_no_sign_that_cannot_be_typed(self, sign: str) -> None:
        with pytest.raises(PasswordRefused):
            require_fit(f"correct {sign} horse", ())

    def test_is_counted_in_characters_after_normalisation(self) -> None:
        apart = unicodedata.normalize("NFD", "éàüöñçâ")  # 14 code points for 7 letters
        assert len(apart) == 14
        with pytest.raises(PasswordRefused):
            require_fit(normalised(apart), ())

    @given(st.text())
    def test_is_judged_whatever_it_is(self, password: str) -> None:
        chosen = normalised(password)
        with suppress(PasswordRefused):
            require_fit(chosen, ("330400",))
            assert 8 <= len(chosen) <= 128
            assert not is_trivial(chosen)
            assert "330400" not in compared(chosen)


class TestAPasswordThatIsKept:
    def test_is_right_and_every_other_is_wrong(
        self, database: Database, room: Passwords, ann: str, clock: FixedClock
    ) -> None:
        give(database, room, ann, clock)
        assert check(database, room, ann, GOOD) == Checked(right=True)
        for other in (GOOD + " ", GOOD.upper(), "", "\ud800", "x" * 100_000):
            assert check(database, room, ann, other) == Checked(right=False)

    def test_is_the_same_on_every_keyboard(
        self, database: Database, room: Passwords, ann: str, clock: FixedClock
    ) -> None:
        give(database, room, ann, clock, unicodedata.normalize("NFD", "café au lait"))
        assert check(database, room, ann, unicodedata.normalize("NFC", "café au lait")).right

    def test_gives_way_to_a_new_one(
        self, database: Database, room: Passwords, ann: str, clock: FixedClock
    ) -> None:
        give(database, room, ann, clock)
        give(database, room, ann, clock, "another battery")
        assert check(database, room, ann, "another battery").right
        assert not check(database, room, ann, GOOD).right

    def test_cannot_even_be_guessed_at_from_the_database_alone(
        self, database: Database, room: Passwords, ann: str, clock: FixedClock
    ) -> None:
        give(database, room, ann, clock)
        with database.read() as tx:
            stored = tx.execute(person_passwords.select()).one()
        assert b"argon2" not in bytes(stored.hash)

    def test_goes_with_its_person(
        self, database: Database, room: Passwords, vault: Vault, ann: str, clock: FixedClock
    ) -> None:
        give(database, room, ann, clock)
        with database.write() as tx:
            vault.destroy_key(tx, ann)
        assert not check(database, room, ann, GOOD).right
        with database.write() as tx, pytest.raises(KeyErased):
            room.keep(tx, ann, room.hashed(GOOD), clock.now())

    def test_is_never_printed(self, database: Database, room: Passwords, ann: str, clock: FixedClock) -> None:
        give(database, room, ann, clock)
        with database.read() as tx:
            assert "argon2" not in repr(room.of(tx, ann))


class TestAHash:
    def test_is_argon2id_with_the_parameters_of_owasp(self, vault: Vault) -> None:
        assert Passwords(vault).hashed(GOOD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")
        assert OWASP.check_needs_rehash(QUICK.hash(GOOD))

    def test_of_earlier_parameters_is_renewed(
        self, database: Database, vault: Vault, room: Passwords, ann: str, clock: FixedClock
    ) -> None:
        give(database, room, ann, clock)
        today = Passwords(vault, PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
        with database.read() as tx:
            kept = today.of(tx, ann)
        assert kept is not None
        assert today.check(kept, GOOD) == Checked(right=True, outdated=True)
        with database.write() as tx:
            today.renew(tx, kept, today.rehashed(GOOD))
        assert check(database, today, ann, GOOD) == Checked(right=True)

    def test_is_not_renewed_over_a_password_that_was_changed_meanwhile(
        self, database: Database, room: Passwords, ann: str, clock: FixedClock
    ) -> None:
        give(database, room, ann, clock)
        with database.read() as tx:
            kept = room.of(tx, ann)
        assert kept is not None
        give(database, room, ann, clock, "another battery")
        with database.write() as tx:
            room.renew(tx, kept, room.rehashed(GOOD))
        assert check(database, room, ann, "another battery").right


class Counting(PasswordHasher):
    """Counts how often it verifies."""

    verified = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
        self.verified += 1
        return super().verify(hash, password)


class TestAPersonWithoutAPassword:
    def test_costs_one_verification_like_every_other(
        self, database: Database, vault: Vault, ann: str, clock: FixedClock
    ) -> None:
        hasher = Counting(time_cost=1, memory_cost=8, parallelism=1)
        room = Passwords(vault, hasher)
        assert room.check(None, GOOD) == Checked(right=False)
        assert hasher.verified == 1
        give(database, room, ann, clock)
        check(database, room, ann, "wrong")
        assert hasher.verified == 2

    def test_costs_what_a_kept_hash_costs(self) -> None:
        assert not QUICK.check_needs_rehash(decoy(QUICK))
        assert not OWASP.check_needs_rehash(decoy(OWASP))
        with pytest.raises(VerifyMismatchError):  # compared to the end, not refused at its form
            QUICK.verify(decoy(QUICK), GOOD)
