"""What a provider is told, on both databases."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from joincard_core.audit import TYP
from joincard_core.cards import Status
from joincard_core.verification import VerificationUnknown

if TYPE_CHECKING:
    from core.tests.verification.conftest import World

HANGZHOU = "330100"


class TestAnActiveCard:
    def test_may_use_a_free_service(self, world: World) -> None:
        told = world.ask("trial.plain.free")
        assert (told["outcome"], told["status"], told["reasons"]) == ("permitted", "open", [])
        assert told["charge"]["price"] == "0.00"
        assert told["disclosed"] == {}
        assert told["reference"] is None

    def test_is_told_the_price_that_its_holder_pays(self, world: World) -> None:
        world.holder("old", born=date(1950, 1, 1))
        assert world.ask("trial.plain.flat")["charge"]["price"] == "12.00"
        assert world.ask("trial.plain.flat", "old")["charge"]["price"] == "0.00"

    def test_discloses_what_the_service_lists_and_no_more(self, world: World) -> None:
        told = world.ask("trial.plain.named")["disclosed"]
        assert set(told) == {"full_name", "card_number", "card_validity"}
        assert told["full_name"]["printed"] == "ANN"
        assert told["card_number"] == world.numbers["ann"].number

    def test_is_answered_under_the_catalogue_in_use(self, world: World) -> None:
        told = world.ask("trial.plain.free")
        assert told["catalogue"] == world.rooms.shelf.current().digest


class TestALostCard:
    def test_is_refused_with_a_receipt(self, world: World) -> None:
        world.lose("ann")
        told = world.ask("trial.plain.named")
        assert (told["outcome"], told["status"], told["charge"]) == ("refused", "closed", None)
        assert told["disclosed"] == {}
        assert world.keys.verify("receipt", told["receipt"], TYP)["outcome"] == "refused"

    def test_is_refused_at_the_next_request(self, world: World) -> None:
        assert world.ask("trial.plain.free")["outcome"] == "permitted"
        world.lose("ann", Status.SUSPENDED)
        assert world.ask("trial.plain.free")["outcome"] == "refused"

    def test_says_why_where_the_service_discloses_the_state(self, world: World) -> None:
        world.lose("ann")
        told = world.ask("trial.plain.named")
        assert [reason["code"] for reason in told["reasons"]] == ["card.status"]
        assert told["reference"] is None

    def test_says_no_more_than_not_eligible_elsewhere(self, world: World) -> None:
        world.lose("ann")
        told = world.ask("trial.plain.free")
        assert [reason["code"] for reason in told["reasons"]] == ["not-eligible"]
        assert told["reference"] == told["id"]


class TestAFactThatIsMissing:
    def test_refuses_with_a_receipt(self, world: World) -> None:
        told = world.ask("trial.plain.consent", facts={"request.consent": True})
        assert told["outcome"] == "refused"
        assert [(r["code"], r["state"]) for r in told["reasons"]] == [("record.overdue", "missing")]
        assert told["receipt"]

    def test_is_not_the_same_as_a_wrong_one(self, world: World) -> None:
        told = world.ask("trial.plain.consent", facts={"request.consent": False, "record.overdue": 2})
        assert [(r["code"], r["state"]) for r in told["reasons"]] == [
            ("request.consent", "wrong"),
            ("record.overdue", "wrong"),
        ]


class TestAReceipt:
    def test_binds_the_answer(self, world: World) -> None:
        told = world.ask("trial.plain.flat", city=HANGZHOU)
        claims = world.keys.verify("receipt", told["receipt"], TYP)
        assert claims["iss"] == "https://card.example"
        assert claims["aud"] == "his-1"
        assert claims["jti"] == told["id"]
        assert (claims["service"], claims["city"]) == ("trial.plain.flat", HANGZHOU)
        assert (claims["outcome"], claims["price"], claims["currency"]) == ("permitted", "12.00", "CNY")
        assert claims["catalogue"] == told["catalogue"]
        assert claims["presentation"] == "number"
        assert claims["iat"] == int(world.clock.now().timestamp())
        assert claims["request"].startswith("sha256:")

    def test_names_what_was_disclosed_without_its_values(self, world: World) -> None:
        told = world.ask("trial.plain.named")
        claims = world.keys.verify("receipt", told["receipt"], TYP)
        assert claims["disclosed"] == ["card_number", "card_validity", "full_name"]
        assert "ANN" not in str(claims)
        assert world.numbers["ann"].number not in str(claims)


class TestReading:
    def test_gives_the_answer_as_it_stands(self, world: World) -> None:
        told = world.ask("trial.plain.flat")
        read = world.read(told["id"])
        assert read == told

    def test_hands_disclosed_values_over_once(self, world: World) -> None:
        told = world.ask("trial.plain.named")
        read = world.read(told["id"])
        assert read["disclosed"] == {}
        assert {**read, "disclosed": told["disclosed"]} == told

    @pytest.mark.parametrize("provider", ["another", "Jiaxing-first", ""])
    def test_is_for_the_same_provider(self, world: World, provider: str) -> None:
        told = world.ask("trial.plain.flat")
        with pytest.raises(VerificationUnknown):
            world.authority.read(told["id"], world.caller(provider_id=provider))

    def test_of_an_id_that_was_never_given_is_the_same_error(self, world: World) -> None:
        with pytest.raises(VerificationUnknown):
            world.authority.read("0" * 32, world.caller())
