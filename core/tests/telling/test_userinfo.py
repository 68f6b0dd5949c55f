"""What userinfo tells: what the holder agreed to, from what is on file, each time with a line for the holder."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from joincard_core.clock import FixedClock
from joincard_core.keys import KeyErased, Vault
from joincard_core.oauth import CARD_CLAIMS, CLAIMS, OWN_CLAIMS, Caller
from joincard_core.oauth.sender_constraint import Binding
from joincard_core.people import SAID_BY_HOLDER, Contacts
from joincard_core.storage import Database
from joincard_core.telling import Telling
from joincard_sdk.values import ELEMENTS

if TYPE_CHECKING:
    from core.tests.conftest import Enrol


@pytest.fixture
def telling(database: Database, vault: Vault, clock: FixedClock) -> Telling:
    return Telling(database, vault, clock)


@pytest.fixture
def caller(enrol: Enrol) -> Caller:
    """A system that Ann signed in to."""
    (shown,) = enrol(enrol.line("ann", {"permit.class": "B"}))
    return Caller(
        "portal",
        "jiaxing-first",
        "t",
        Binding("k"),
        sub="pairwise",
        scopes=frozenset({"openid"}),
        person_id=shown.person,
        card_id=shown.card,
    )


class TestUserinfo:
    def test_tells_the_pairwise_name_alone_and_leaves_no_line(self, telling: Telling, caller: Caller) -> None:
        assert telling.userinfo(caller) == {"sub": "pairwise"}
        assert telling.releases(str(caller.person_id)) == ()

    def test_tells_what_a_scope_names(self, telling: Telling, caller: Caller, clock: FixedClock) -> None:
        with_profile = replace(caller, scopes=frozenset({"openid", "profile"}))
        assert telling.userinfo(with_profile) == {
            "sub": "pairwise",
            "name": "Ann Example",
            "birthdate": "1988-02-29",
            "updated_at": int(clock.now().timestamp()),
        }

    @pytest.mark.parametrize(
        ("scope", "named"),
        [
            ("email", {"email": "ann@example.org", "email_verified": True}),
            ("phone", {"phone_number": "+861012345678", "phone_number_verified": False}),
            ("address", {"address": {"locality": "Jiaxing"}}),
        ],
    )
    def test_tells_what_holders_say_and_what_was_confirmed(
        self, telling: Telling, caller: Caller, scope: str, named: dict[str, object]
    ) -> None:
        asking = replace(caller, scopes=frozenset({"openid", scope}))
        assert telling.userinfo(asking) == {"sub": "pairwise"}
        contacts = Contacts(telling.vault, telling.clock)
        typed = {"email": "ann@example.org", "phone_number": "+86 10 1234 5678", "locality": "Jiaxing"}
        with telling.database.write() as tx:
            contacts.set_email(tx, str(caller.person_id), typed["email"], verified=True)
            contacts.say(tx, str(caller.person_id), typed)
        assert telling.userinfo(asking) == {"sub": "pairwise", **named}
        by_name = replace(caller, claims=frozenset(named))
        assert telling.userinfo(by_name) == {"sub": "pairwise", **named}

    def test_tells_what_was_agreed_to_and_nothing_more(self, telling: Telling, caller: Caller) -> None:
        told = telling.userinfo(replace(caller, claims=frozenset({"nationalities", "work_permit_category"})))
        assert told == {
            "sub": "pairwise",
            "nationalities": ["GBR"],
            "work_permit_category": {"permit.class": "B"},
        }

    def test_leaves_out_what_is_not_on_file(self, telling: Telling, caller: Caller) -> None:
        assert "portrait" not in telling.userinfo(replace(caller, claims=frozenset({"portrait"})))

    def test_knows_every_element(self, telling: Telling, caller: Caller) -> None:
        assert set(CARD_CLAIMS.values()) == set(ELEMENTS)
        assert set(OWN_CLAIMS) == set(SAID_BY_HOLDER)
        assert set(CLAIMS) == {*CARD_CLAIMS, *OWN_CLAIMS, "family_name", "given_name", "middle_name"}
        told = telling.userinfo(replace(caller, claims=frozenset(CARD_CLAIMS)))
        assert {"name", "birthdate", "passport_number", "card_number", "card_validity", "residence"} <= set(
            told
        )

    def test_notes_each_release_for_the_holder(
        self, telling: Telling, caller: Caller, clock: FixedClock
    ) -> None:
        telling.userinfo(replace(caller, claims=frozenset({"name", "nationalities"})))
        (line,) = telling.releases(str(caller.person_id))
        assert (line.client_id, line.provider_id, line.at) == ("portal", "jiaxing-first", clock.now())
        assert line.claims == ("name", "nationalities")

    def test_notes_what_is_on_file_and_no_more(self, telling: Telling, caller: Caller) -> None:
        telling.userinfo(replace(caller, claims=frozenset({"portrait"})))
        assert telling.releases(str(caller.person_id)) == ()
        telling.userinfo(replace(caller, claims=frozenset({"name", "portrait", "nickname", "email"})))
        (line,) = telling.releases(str(caller.person_id))
        assert line.claims == ("name",)

    def test_of_a_system_alone_is_its_name(self, telling: Telling, caller: Caller) -> None:
        alone = replace(caller, person_id=None, card_id=None, claims=frozenset({"name"}))
        assert telling.userinfo(alone) == {"sub": "pairwise"}

    def test_of_an_erased_person_tells_nothing_and_notes_nothing(
        self, telling: Telling, caller: Caller, vault: Vault, database: Database
    ) -> None:
        with database.write() as tx:
            vault.destroy_key(tx, str(caller.person_id))
        with pytest.raises(KeyErased):
            telling.userinfo(replace(caller, claims=frozenset({"name"})))
        assert telling.releases(str(caller.person_id)) == ()
