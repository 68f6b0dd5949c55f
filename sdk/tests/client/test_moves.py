"""What became of a permitted use: read, cancelled, settled, closed."""

import json
from typing import Any

import pytest
from joincard_sdk.client import NotKnown, NotPossible, Presentation, ReceiptRejected
from joincard_sdk.money import Money, fen

from .http_side import Reply, altered, once
from .standin import VERIFICATIONS, StandIn


def ask(client: Any, shown: Presentation) -> Any:
    return client.verify("healthcare.hospital.registration", "330400", shown)


class TestAVerification:
    def test_can_be_read_again_without_what_was_disclosed(self, client: Any, shown: Presentation) -> None:
        found = ask(client, shown)
        again = client.get(found.id)
        assert (again.id, again.outcome, again.charge) == (found.id, found.outcome, found.charge)
        assert (again.receipt, again.disclosed) == (found.receipt, {})

    def test_that_is_cancelled_says_so_with_a_receipt(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        found = ask(client, shown)
        moved = client.cancel(found.id, "the visit was called off")
        (move,) = moved.moves
        assert (moved.status, move.status, move.receipt.status) == ("cancelled", "cancelled", "cancelled")
        assert moved.receipt == found.receipt
        (sent,) = authority.http.at(f"{VERIFICATIONS}/{found.id}/cancel")
        assert json.loads(sent.body) == {"reason": "the visit was called off"}
        assert sent.headers["idempotency-key"]

    def test_is_settled_at_the_price_paid(self, client: Any, authority: StandIn, shown: Presentation) -> None:
        found = ask(client, shown)
        moved = client.settle(found.id, fen(1_550))
        assert (moved.status, moved.moves[0].price, moved.charge.price) == ("settled", fen(1_550), fen(2_000))
        assert json.loads(authority.http.at(f"{VERIFICATIONS}/{found.id}/settle")[0].body) == {
            "price": "15.50"
        }

    def test_is_closed_after_it_was_settled(self, client: Any, shown: Presentation) -> None:
        found = ask(client, shown)
        client.settle(found.id, fen(0))
        moved = client.close(found.id)
        assert [move.status for move in moved.moves] == ["settled", "closed"]
        assert client.get(found.id) == moved

    def test_cannot_be_cancelled_twice(self, client: Any, shown: Presentation) -> None:
        found = ask(client, shown)
        client.cancel(found.id)
        with pytest.raises(NotPossible) as raised:
            client.cancel(found.id)
        assert raised.value.code == "verification.illegal-move"

    def test_is_moved_once_by_one_key(self, client: Any, shown: Presentation) -> None:
        found = ask(client, shown)
        first = client.cancel(found.id, idempotency_key="c-1")
        assert client.cancel(found.id, idempotency_key="c-1") == first

    def test_of_nobody_is_not_known(self, client: Any) -> None:
        with pytest.raises(NotKnown) as raised:
            client.get("v-404")
        assert raised.value.code == "verification.unknown"

    @pytest.mark.parametrize(
        "id_", ["", "..", ".", "../catalogue", "a/b", "a?b", "a#b", "a%2fb", "v 1", "v\r\n1"]
    )
    def test_id_that_leads_elsewhere_is_stopped_here(self, client: Any, authority: StandIn, id_: str) -> None:
        for call in (client.get, client.cancel, client.close, lambda it: client.settle(it, fen(1))):
            with pytest.raises(ValueError, match="not the id of a verification"):
                call(id_)
        assert authority.http.seen == []

    @pytest.mark.parametrize("price", [fen(-1), Money(100, "USD")])
    def test_price_that_cannot_be_is_stopped_here(
        self, client: Any, authority: StandIn, price: Money
    ) -> None:
        with pytest.raises(ValueError, match="settled in yuan"):
            client.settle("v-1", price)
        assert authority.http.seen == []


class TestTheReceiptOfAMove:
    @pytest.mark.parametrize("member", ["status", "price"])
    def test_must_say_what_the_move_says(
        self, client: Any, authority: StandIn, shown: Presentation, member: str
    ) -> None:
        found = ask(client, shown)
        wrong = {"status": "closed", "price": "1.00"}
        change = altered(lambda told: told["moves"][0].update({member: wrong[member]}))
        authority.http.plan(f"{VERIFICATIONS}/{found.id}/cancel", change)
        with pytest.raises(ReceiptRejected, match=f"something else about {member}"):
            client.cancel(found.id)

    def test_must_be_of_the_same_verification(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        first, second = ask(client, shown), ask(client, shown)
        other = client.cancel(first.id).moves[0].receipt.compact
        change = altered(lambda told: told["moves"][0].update(receipt=other))
        authority.http.plan(f"{VERIFICATIONS}/{second.id}/cancel", change)
        with pytest.raises(ReceiptRejected, match="something else about id") as raised:
            client.cancel(second.id)
        assert raised.value.verification_id == second.id

    def test_may_be_of_another_client_of_the_provider(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        found = ask(client, shown)
        told = authority.verifications[found.id]
        claims = authority.receipt_claims(told | {"disclosed": found.disclosed}, b"{}") | {"aud": "clinic-8"}
        authority.http.plan(
            f"{VERIFICATIONS}/{found.id}", once(Reply.of(200, told | {"receipt": authority.signed(claims)}))
        )
        assert client.get(found.id).receipt.audience == "clinic-8"

    def test_cannot_cover_what_was_never_listed(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        found = ask(client, shown)
        change = altered(lambda told: told.update(disclosed={"passport_number": "E1"}))
        authority.http.plan(f"{VERIFICATIONS}/{found.id}", change)
        with pytest.raises(ReceiptRejected, match="does not list"):
            client.get(found.id)
