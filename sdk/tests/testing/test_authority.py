"""The authority in the test's own process, asked by the client that providers use.

That it answers as the real one does is held in tests/journeys/test_two_authorities.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from joincard_sdk.bundle import Bundle, CatalogueError
from joincard_sdk.client import Client, NotAllowed, NotPossible, Outcome, Presentation, Problem
from joincard_sdk.facts import FactError
from joincard_sdk.money import fen, yuan
from joincard_sdk.testing.authority import SHANGHAI, Clock, Holder, LocalAuthority, authority

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=SHANGHAI)
VISIT = "libraries.desk.visit"
ADULT = {"card.status": "active", "holder.age": 34}
NAMED = {"full_name": {"printed": "ANN EXAMPLE", "chinese": None}}


@pytest.fixture
def opened(small_bundle: Bundle) -> Iterator[LocalAuthority]:
    """One service, one person, a Monday at noon."""
    with authority(small_bundle, people=[Holder("ann", ADULT, elements=NAMED)], at=NOON) as one:
        yield one


class TestACard:
    def test_is_permitted_with_a_price_and_what_is_disclosed(self, opened: LocalAuthority) -> None:
        found = opened.client().verify(VISIT, "330400", opened.card("ann"))
        assert found.outcome is Outcome.PERMITTED
        assert found.charge is not None
        assert found.charge.price == yuan(20)
        assert found.disclosed == NAMED
        assert found.decided_at == NOON

    def test_that_is_lost_is_refused_from_then_on(self, opened: LocalAuthority) -> None:
        client = opened.client()
        opened.change("ann", {"card.status": "lost"})
        found = client.verify(VISIT, "330400", opened.card("ann"))
        assert found.outcome is Outcome.REFUSED
        assert found.reference == found.id

    def test_grows_older_with_the_clock(self, opened: LocalAuthority) -> None:
        opened.clock.advance(timedelta(days=366 * 36))
        found = opened.client().verify(VISIT, "330400", opened.card("ann"))
        assert found.charge is not None
        assert found.charge.price == yuan(0)

    def test_of_a_persona_is_there_unless_others_are_named(self, small_bundle: Bundle) -> None:
        with authority(small_bundle) as one:
            assert one.client().verify(VISIT, "330400", one.card("stephen")).outcome is Outcome.PERMITTED

    def test_that_nobody_has_is_a_problem(self, opened: LocalAuthority) -> None:
        with pytest.raises(Problem) as caught:
            opened.client().verify(VISIT, "330400", Presentation("330400", "X00000001"))
        assert caught.value.code == "card.unknown"


class TestAUse:
    def test_is_settled_and_closed(self, opened: LocalAuthority) -> None:
        client = opened.client()
        made = client.verify(VISIT, "330400", opened.card("ann"))
        client.settle(made.id, fen(1_500))
        after = client.close(made.id)
        assert [str(move.status) for move in after.moves] == ["settled", "closed"]
        assert after.disclosed == {}

    def test_cannot_be_cancelled_twice_over(self, opened: LocalAuthority) -> None:
        client = opened.client()
        made = client.verify(VISIT, "330400", opened.card("ann"))
        client.close(made.id)
        with pytest.raises(NotPossible):
            client.cancel(made.id)

    def test_has_a_receipt_that_can_be_checked(self, opened: LocalAuthority) -> None:
        client = opened.client()
        made = client.verify(VISIT, "330400", opened.card("ann"))
        assert client.check_receipt(made.receipt.compact).id == made.id


class TestAProvider:
    def test_asks_about_what_it_is_accredited_for(self, opened: LocalAuthority) -> None:
        opened.register("bank", "bank", ["finance.*"])
        with pytest.raises(NotAllowed) as caught:
            opened.client("bank").verify(VISIT, "330400", opened.card("ann"))
        assert caught.value.code == "provider.not-accredited"

    def test_with_another_key_gets_no_token(self, opened: LocalAuthority) -> None:
        stale = opened.register("his")
        opened.register("his")
        with Client(opened.issuer, "his", stale) as client, pytest.raises(Problem):
            client.verify(VISIT, "330400", opened.card("ann"))


class TestATest:
    def test_that_names_nobody_is_told_who_there_is(self, opened: LocalAuthority) -> None:
        with pytest.raises(LookupError, match="There are: ann"):
            opened.card("bob")

    def test_cannot_give_one_number_to_two(self, opened: LocalAuthority) -> None:
        with pytest.raises(ValueError, match="number of another card"):
            opened.add(Holder("bob", ADULT))

    def test_cannot_invent_facts_or_elements(self) -> None:
        with pytest.raises(FactError):
            Holder("bob", {"card.colour": "red"})
        with pytest.raises(ValueError, match="no data element"):
            Holder("bob", elements={"shoe_size": 43})

    def test_cannot_offer_a_service_twice(self, small_bundle: Bundle) -> None:
        with pytest.raises(CatalogueError), authority(small_bundle, rebuilt(small_bundle)):
            pass

    def test_cannot_stop_a_clock_without_a_zone(self) -> None:
        with pytest.raises(ValueError, match="time zone"):
            Clock(datetime(2026, 3, 2))


def rebuilt(bundle: Bundle) -> Bundle:
    """The same services under another id."""
    return replace(bundle, plugin="other.libraries.desk")
