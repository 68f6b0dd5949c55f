"""What holders say of themselves: kept field by field, and told as the claims of OpenID Connect."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_core.clock import FixedClock
from joincard_core.people import ADDRESS_FIELDS, FIELDS, SAID_BY_HOLDER, BadProfile, Contacts, OwnSay
from joincard_core.people.profile import read_profile
from joincard_core.people.store import person_contacts
from joincard_core.storage import Database
from sqlalchemy import select

from core.tests.people.test_contacts import ADDRESS, ann, email, room, set_email

__all__ = ["ann", "room"]  # fixtures

EVERYTHING = {
    "nickname": "Annie",
    "preferred_username": "ann.of.jiaxing",
    "gender": "female",
    "profile": "https://ann.example.org/about",
    "picture": "https://ann.example.org/me.jpg",
    "website": "https://ann.example.org/",
    "zoneinfo": "Asia/Shanghai",
    "locale": "en-GB",
    "email": ADDRESS,
    "phone_number": "+861012345678",
    "formatted": "1 Lake Road\nJiaxing 314000\nChina",
    "street_address": "1 Lake Road",
    "locality": "Jiaxing",
    "region": "Zhejiang",
    "postal_code": "314000",
    "country": "China",
}


def say(database: Database, room: Contacts, ann: str, typed: Mapping[str, str]) -> OwnSay:
    with database.write() as tx:
        room.say(tx, ann, typed)
        return room.own_say(tx, ann)


def claims(database: Database, room: Contacts, ann: str, *wanted: str) -> dict[str, object]:
    with database.read() as tx:
        return room.claims(tx, ann, wanted or SAID_BY_HOLDER)


class TestWhatIsSaid:
    def test_is_kept_and_nothing_else(self, database: Database, room: Contacts, ann: str) -> None:
        assert set(EVERYTHING) == set(FIELDS)
        assert say(database, room, ann, {**EVERYTHING, "sub": "x"}).fields == EVERYTHING

    def test_is_forgotten_when_it_is_left_out(self, database: Database, room: Contacts, ann: str) -> None:
        say(database, room, ann, EVERYTHING)
        assert say(database, room, ann, {"nickname": " Annie ", "email": " "}) == OwnSay(
            {"nickname": "Annie"}
        )
        assert say(database, room, ann, {}) == OwnSay({})
        with database.read() as tx:
            assert tx.execute(select(person_contacts)).all() == []

    def test_is_sealed(self, database: Database, room: Contacts, ann: str) -> None:
        say(database, room, ann, EVERYTHING)
        with database.read() as tx:
            kept = b"".join(row.sealed for row in tx.execute(select(person_contacts)))
        assert not [text for text in EVERYTHING.values() if text.encode() in kept]

    def test_is_never_printed(self, database: Database, room: Contacts, ann: str) -> None:
        assert "ann" not in repr(say(database, room, ann, EVERYTHING))


class TestAConfirmedAddress:
    """Codes for signing in go there: who has a session of somebody else must not lead them elsewhere."""

    def test_stays_until_the_new_one_is_confirmed(self, database: Database, room: Contacts, ann: str) -> None:
        set_email(database, room, ann, ADDRESS, True)
        said = say(database, room, ann, {"email": "new@example.org"})
        assert (said.fields["email"], said.email_verified, said.waiting) == (ADDRESS, True, "new@example.org")
        assert claims(database, room, ann, "email") == {"email": ADDRESS}
        set_email(database, room, ann, "new@example.org", True)
        assert say(database, room, ann, {"email": "new@example.org"}).waiting is None

    def test_stays_confirmed_when_it_is_said_again(
        self, database: Database, room: Contacts, ann: str
    ) -> None:
        set_email(database, room, ann, ADDRESS, True)
        say(database, room, ann, {"email": "new@example.org"})
        said = say(database, room, ann, {"email": ADDRESS})
        assert (said.email_verified, said.waiting) == (True, None)

    def test_cannot_be_cleared_by_whoever_has_the_session(
        self, database: Database, room: Contacts, ann: str
    ) -> None:
        set_email(database, room, ann, ADDRESS, True)
        assert say(database, room, ann, {}).fields == {"email": ADDRESS}

    def test_is_what_a_holder_cannot_make_of_one_by_saying_it(
        self, database: Database, room: Contacts, ann: str
    ) -> None:
        say(database, room, ann, {"email": ADDRESS})
        found = email(database, room, ann)
        assert found is not None
        assert not found.verified


def test_a_confirmed_number_is_one_number(database: Database, room: Contacts, ann: str) -> None:
    with database.write() as tx:
        assert not room.confirm_phone(tx, ann)
    say(database, room, ann, EVERYTHING)
    with database.write() as tx:
        assert room.confirm_phone(tx, ann)
    assert say(database, room, ann, EVERYTHING).phone_number_verified
    assert not say(database, room, ann, {"phone_number": "+862112345678"}).phone_number_verified


class TestTheClaims:
    def test_are_all_there_once_everything_is_said(
        self, database: Database, room: Contacts, ann: str
    ) -> None:
        say(database, room, ann, EVERYTHING)
        told = claims(database, room, ann)
        assert set(told) == set(SAID_BY_HOLDER)
        assert (told["email_verified"], told["phone_number_verified"]) == (False, False)
        assert told["address"] == {name: EVERYTHING[name] for name in ADDRESS_FIELDS}

    def test_are_left_out_where_nothing_is_said(self, database: Database, room: Contacts, ann: str) -> None:
        assert set(claims(database, room, ann)) == {"updated_at"}

    def test_are_those_that_are_wanted(self, database: Database, room: Contacts, ann: str) -> None:
        say(database, room, ann, EVERYTHING)
        assert claims(database, room, ann, "nickname", "email_verified", "name") == {
            "nickname": "Annie",
            "email_verified": False,
        }

    def test_say_when_anything_changed_last(
        self, database: Database, room: Contacts, clock: FixedClock, ann: str
    ) -> None:
        registered = claims(database, room, ann)["updated_at"]
        assert registered == int(clock.now().timestamp())
        clock.advance(timedelta(days=1))
        say(database, room, ann, EVERYTHING)
        assert claims(database, room, ann)["updated_at"] == registered + 86_400
        clock.advance(timedelta(days=1))
        say(database, room, ann, EVERYTHING)
        assert claims(database, room, ann)["updated_at"] == registered + 86_400


class TestAFieldThatCannotBeKept:
    @pytest.mark.parametrize(
        ("name", "typed"),
        [
            ("nickname", "x" * 101),
            ("nickname", "right\u202eleft"),
            ("nickname", "half \ud800"),
            ("gender", "a\nb"),
            ("website", "http://ann.example.org"),
            ("website", "javascript:alert(1)"),
            ("website", "https:///nowhere"),
            ("website", "https://ann@bank.example/"),
            ("website", "https://ann.example.org/ x"),
            ("website", "https://ann.example.org:port/"),
            ("picture", "https://ann.example.org/" + "x" * 500),
            ("profile", 'https://ann.example.org/"><script>'),
            ("zoneinfo", "Beijing time"),
            ("locale", "en_GB.UTF-8"),
            ("email", "ann"),
            ("phone_number", "010 1234 5678"),
            ("phone_number", "+0861012345678"),
            ("street_address", "\n".join("1234567")),
            ("formatted", "x" * 301),
            ("formatted", "bell\x07"),
        ],
    )
    def test_is_named_with_what_is_allowed(self, name: str, typed: str) -> None:
        with pytest.raises(BadProfile) as caught:
            read_profile({"locality": "Jiaxing", name: typed})
        assert caught.value.faults == {name: FIELDS[name].remedy}
        assert len(typed) < 4 or typed not in caught.value.sentence

    def test_is_told_with_every_other(self) -> None:
        with pytest.raises(BadProfile) as caught:
            read_profile({"website": "ftp://x", "email": "@", "phone_number": "1"})
        assert set(caught.value.faults) == {"website", "email", "phone_number"}

    def test_changes_nothing(self, database: Database, room: Contacts, ann: str) -> None:
        say(database, room, ann, {"nickname": "Annie"})
        with pytest.raises(BadProfile), database.write() as tx:
            room.say(tx, ann, {"nickname": "Anna", "email": "@"})
        with database.read() as tx:
            assert room.own_say(tx, ann).fields == {"nickname": "Annie"}

    @given(st.sampled_from(sorted(FIELDS)), st.text(max_size=600))
    def test_is_either_refused_or_kept_as_it_will_be_read_again(self, name: str, typed: str) -> None:
        try:
            kept = read_profile({name: typed})
        except BadProfile:
            return
        assert read_profile(kept) == kept
        assert set(kept) <= {name}


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("phone_number", "+86 (10) 1234-5678", "+861012345678"),
        ("street_address", "1 Lake Road\r\n\r\n Room 2 ", "1 Lake Road\nRoom 2"),
        ("email", "Ann@Example.ORG", "Ann@example.org"),
        ("nickname", "小安", "小安"),
        ("zoneinfo", "America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
    ],
)
def test_is_kept_in_one_form(name: str, typed: str, kept: str) -> None:
    assert read_profile({name: typed}) == {name: kept}
