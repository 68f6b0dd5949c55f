"""Contacts: one address on file, confirmed or not, that opens under its person's key alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_core.clock import FixedClock
from joincard_core.keys import KeyErased, SealBroken, Vault
from joincard_core.people import BadContact, Contacts, Email, Identity, People
from joincard_core.people.email import email_address
from joincard_core.people.store import person_contacts
from joincard_core.storage import Database
from sqlalchemy import select, update

ADDRESS = "ann@example.org"


@pytest.fixture
def room(vault: Vault, clock: FixedClock) -> Contacts:
    return Contacts(vault, clock)


def register(database: Database, vault: Vault, clock: FixedClock, name: str) -> str:
    identity = Identity(
        full_name=name,
        date_of_birth=date(1990, 1, 2),
        nationality="GBR",
        passport_number=f"{name}123".upper(),
    )
    with database.write() as tx:
        return People(vault).register(tx, identity, name, "content", clock.now())


@pytest.fixture
def ann(database: Database, vault: Vault, clock: FixedClock) -> str:
    return register(database, vault, clock, "Ann")


def set_email(database: Database, room: Contacts, person: str, address: str, verified: bool) -> None:
    with database.write() as tx:
        room.set_email(tx, person, address, verified)


def email(database: Database, room: Contacts, person: str) -> Email | None:
    with database.read() as tx:
        return room.email(tx, person)


class TestAnAddress:
    def test_is_not_there_until_somebody_gives_it(self, database: Database, room: Contacts, ann: str) -> None:
        assert email(database, room, ann) is None

    def test_is_replaced_by_the_next_one(self, database: Database, room: Contacts, ann: str) -> None:
        set_email(database, room, ann, ADDRESS, True)
        assert email(database, room, ann) == Email(ADDRESS, True)
        set_email(database, room, ann, "new@example.org", False)
        assert email(database, room, ann) == Email("new@example.org", False)

    def test_can_be_forgotten(self, database: Database, room: Contacts, ann: str) -> None:
        set_email(database, room, ann, ADDRESS, True)
        with database.write() as tx:
            room.remove_email(tx, ann)
            room.remove_email(tx, ann)
        assert email(database, room, ann) is None

    def test_is_sealed_and_erased_with_the_person(
        self, database: Database, room: Contacts, vault: Vault, ann: str
    ) -> None:
        set_email(database, room, ann, ADDRESS, True)
        with database.write() as tx:
            assert b"example" not in tx.execute(select(person_contacts.c.sealed)).scalar_one()
            vault.destroy_key(tx, ann)
        with pytest.raises(KeyErased):
            email(database, room, ann)
        with pytest.raises(KeyErased):
            set_email(database, room, ann, ADDRESS, True)

    def test_cannot_be_copied_to_another_kind(self, database: Database, room: Contacts, ann: str) -> None:
        set_email(database, room, ann, ADDRESS, True)
        with database.write() as tx:
            tx.execute(update(person_contacts).values(kind="phone_number"))
        with database.read() as tx, pytest.raises(SealBroken):
            room.own_say(tx, ann)

    def test_belongs_to_one_person(
        self, database: Database, room: Contacts, vault: Vault, clock: FixedClock, ann: str
    ) -> None:
        ben = register(database, vault, clock, "Ben")
        set_email(database, room, ann, ADDRESS, True)
        set_email(database, room, ben, "ben@example.org", False)
        assert email(database, room, ann) == Email(ADDRESS, True)
        assert email(database, room, ben) == Email("ben@example.org", False)

    def test_is_never_printed(self) -> None:
        assert "ann" not in repr(Email(ADDRESS, True))


class TestTheFormOfAnAddress:
    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("ann@example.org", "ann@example.org"),
            (" Ann.O'Neil+card@Example.ORG ", "Ann.O'Neil+card@example.org"),
            ("a@xn--fiqs8s.cn", "a@xn--fiqs8s.cn"),
            ("a@a.xn--fiqs8s", "a@a.xn--fiqs8s"),
        ],
    )
    def test_keeps_what_a_server_may_tell_apart(self, typed: str, kept: str) -> None:
        assert Email(typed, False).address == kept

    @pytest.mark.parametrize(
        "typed",
        [
            "",
            "ann",
            "ann@localhost",
            "@example.org",
            "ann@example.org\nBcc: ben@example.org",
            "ann@example.org, ben@example.org",
            "Ann <ann@example.org>",
            "ann..o@example.org",
            '"ann o"@example.org',
            "ann@[127.0.0.1]",
            "ann@127.0.0.1",
            "ann@-example.org",
            "安@example.org",
            "a" * 65 + "@example.org",
            "a@" + "b." * 126 + "org",
        ],
    )
    def test_is_one_plain_address(self, typed: str) -> None:
        with pytest.raises(BadContact) as caught:
            Email(typed, True)
        assert caught.value.field == "email"
        assert "ann" not in str(caught.value)

    @given(st.text(max_size=300))
    def test_is_read_the_same_twice_and_holds_no_line_break(self, typed: str) -> None:
        try:
            kept = email_address(typed)
        except BadContact:
            return
        assert email_address(kept) == kept
        assert kept.isascii()
        assert kept.isprintable()
        assert " " not in kept
