"""What a holder is shown of themselves and of what they agreed to, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from joincard_core import registry
from joincard_core.cards import Because, Cards, Move
from joincard_core.clock import FixedClock
from joincard_core.credentials import Shown
from joincard_core.holding import Holding
from joincard_core.keys import KeyErased, Vault
from joincard_core.oauth import Clients, NewClient, grants
from joincard_core.oauth.card_claims import OF_SCOPE
from joincard_core.oauth.grants import Grant
from joincard_core.registry import Provider
from joincard_core.storage import Database, new_id
from joserfc.jwk import ECKey

if TYPE_CHECKING:
    from core.tests.conftest import Enrol

Give = Callable[..., Grant]


@pytest.fixture
def holding(database: Database, vault: Vault, clock: FixedClock) -> Holding:
    return Holding(database, vault, clock)


@pytest.fixture
def ann(enrol: Enrol) -> Shown:
    (shown,) = enrol(enrol.line("ann", identity={"chinese_name": "安"}))
    return shown


@pytest.fixture
def give(database: Database, clock: FixedClock, ann: Shown) -> Give:
    """Ann lets a system of one of two do something; ``changes`` say otherwise."""
    keys = {"keys": [ECKey.generate_key("P-256", auto_kid=True).as_dict(private=False)]}
    with database.write() as tx:
        registry.providers.add(tx, Provider("bank", "Bank of Jiaxing"), clock.now())
    for client in ("portal", "app"):
        Clients(database, clock).add(NewClient(client, "bank", client.title(), keys))

    def give(client: str = "portal", **changes: Any) -> Grant:
        usual: dict[str, Any] = {
            "id": new_id(),
            "client_id": client,
            "provider_id": "bank",
            "sub": "pairwise",
            "scopes": frozenset({"openid"}),
            "details": (),
            "created_at": clock.now(),
            "expires_at": clock.now() + timedelta(days=90),
            "person_id": ann.person,
        }
        grant = Grant(**{**usual, **changes})
        with database.write() as tx:
            grants.add(tx, grant)
        return grant

    return give


class TestAHolder:
    def test_is_known_by_name_and_the_end_of_the_number(
        self, holding: Holding, ann: Shown, enrol: Enrol
    ) -> None:
        found = holding.holder(ann.person, ann.card)
        number = enrol.number("ann")
        assert (found.name, found.chinese_name, found.number_end) == ("Ann Example", "安", number[-4:])
        assert (found.status, found.issue_city) == ("active", "330400")
        assert number not in repr(found)
        assert "Ann" not in repr(found)

    def test_sees_how_the_card_stands_now(
        self, holding: Holding, ann: Shown, database: Database, clock: FixedClock
    ) -> None:
        with database.write() as tx:
            Cards().move(tx, ann.card, Move.SUSPEND, Because("tests", "A test.", clock.now()))
        assert holding.holder(ann.person, ann.card).status == "suspended"

    def test_who_was_erased_is_not_shown(
        self, holding: Holding, ann: Shown, database: Database, vault: Vault
    ) -> None:
        with database.write() as tx:
            vault.destroy_key(tx, ann.person)
        with pytest.raises(KeyErased):
            holding.holder(ann.person, ann.card)


class TestConsents:
    def test_are_one_for_each_system_the_last_one_first(
        self, holding: Holding, ann: Shown, give: Give, clock: FixedClock
    ) -> None:
        first = give(scopes=frozenset({"openid", "profile"}))
        clock.advance(timedelta(days=1))
        give("app")
        clock.advance(timedelta(days=1))
        last = give(claims=frozenset({"nationalities"}))
        portal, app = holding.consents(ann.person)
        assert (portal.client_name, portal.provider_name, app.client_name) == (
            "Portal",
            "Bank of Jiaxing",
            "App",
        )
        assert (portal.since, portal.until) == (first.created_at, last.expires_at)
        assert portal.scopes == {"openid", "profile"}
        assert portal.claims == {*OF_SCOPE["profile"], "nationalities"}
        assert app.claims == frozenset()

    def test_that_ended_are_in_the_history_alone(
        self, holding: Holding, ann: Shown, give: Give, clock: FixedClock
    ) -> None:
        short = give(expires_at=clock.now() + timedelta(days=1))
        clock.advance(timedelta(days=1))
        assert holding.consents(ann.person) == ()
        assert [each.grant.id for each in holding.given(ann.person)] == [short.id]

    def test_are_withdrawn_by_system_with_those_of_its_subcontractors(
        self, holding: Holding, ann: Shown, give: Give
    ) -> None:
        for _ in range(2):
            give()
        give("app", parent=grants.Parent("a-token", "portal", None))
        assert holding.withdraw(ann.person, "portal")
        assert holding.consents(ann.person) == ()
        assert len(holding.given(ann.person)) == 3
        assert not holding.withdraw(ann.person, "portal")

    def test_of_others_are_neither_seen_nor_withdrawn(
        self, holding: Holding, ann: Shown, give: Give, enrol: Enrol
    ) -> None:
        give()
        (ben,) = enrol(enrol.line("ben"))
        assert (holding.consents(ben.person), holding.given(ben.person)) == ((), ())
        assert not holding.withdraw(ben.person, "portal")
        assert len(holding.consents(ann.person)) == 1

    def test_of_a_provider_that_has_gone_show_its_id(self, holding: Holding, ann: Shown, give: Give) -> None:
        give(provider_id="gone")
        assert holding.consents(ann.person)[0].provider_name == "gone"


def test_systems_are_called_by_their_names(holding: Holding, give: Give) -> None:
    assert holding.client_names(["portal", "app", "portal", "nobody"]) == {"portal": "Portal", "app": "App"}
    assert holding.client_names([]) == {}
