"""A question, its answer, and what goes over the wire."""

import json
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from joincard_sdk.client import NotPossible, Outcome, Presentation
from joincard_sdk.fees import Use
from joincard_sdk.money import fen

from .standin import REFUSED_NUMBER, TOKEN, VERIFICATIONS, StandIn

SERVICE = "healthcare.hospital.registration"
JIAXING = "330400"


class TestAPermission:
    def test_says_price_lines_and_what_is_disclosed(self, client: Any, shown: Presentation) -> None:
        found = client.verify(SERVICE, JIAXING, shown)
        assert found.permitted
        assert found.outcome is Outcome.PERMITTED
        assert (found.charge.price, found.charge.deposit) == (fen(2_000), fen(500))
        assert [(line.step, line.amount) for line in found.charge.lines] == [
            ("schedule", fen(2_000)),
            ("round", fen(2_000)),
        ]
        assert found.disclosed == {"full_name": "STEPHEN STRANGE"}
        assert (found.status, found.reasons, found.reference, found.moves) == ("open", (), None, ())

    def test_comes_with_a_receipt_that_was_checked(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        receipt = client.verify(SERVICE, JIAXING, shown).receipt
        assert (receipt.issuer, receipt.audience, receipt.outcome) == (
            authority.issuer,
            "clinic-7",
            "permitted",
        )
        assert (receipt.price, receipt.disclosed) == (fen(2_000), {"full_name"})
        assert receipt.issued_at.timestamp() == int(authority.now())


class TestARefusal:
    def test_is_a_result_with_reasons_and_a_receipt(self, client: Any) -> None:
        found = client.verify(SERVICE, JIAXING, Presentation(JIAXING, REFUSED_NUMBER))
        assert not found.permitted
        assert (found.charge, found.status, found.reference) == (None, "closed", found.id)
        (reason,) = found.reasons
        assert (reason.code, reason.state) == ("record.reservation", "missing")
        assert (reason.change.on, reason.change.exact) == (date(2026, 1, 2), True)
        assert found.receipt.outcome == "refused"


class TestTheRequest:
    def test_carries_facts_and_use_as_the_contract_writes_them(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        facts = {
            "request.amount": Decimal("1E+2"),
            "record.reservation": True,
            "event.days": 3,
            "request.kind": "visit",
            "event.on": date(2026, 2, 3),
            "request.at": time(7, 30),
        }
        client.verify(
            SERVICE, JIAXING, shown, facts, Use(basis=Decimal("350.00"), units=Decimal(2), stay="S-1")
        )
        (sent,) = authority.http.at(VERIFICATIONS)
        assert json.loads(sent.body) == {
            "service": SERVICE,
            "city": JIAXING,
            "presentation": {"region": JIAXING, "number": "J31415926X"},
            "facts": {
                "request.amount": "100",
                "record.reservation": True,
                "event.days": 3,
                "request.kind": "visit",
                "event.on": "2026-02-03",
                "request.at": "07:30",
            },
            "use": {"basis": "350", "units": "2", "stay": "S-1"},
        }
        assert sent.headers["content-type"] == "application/json"

    def test_leaves_out_what_was_not_given(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        client.verify(SERVICE, JIAXING, shown)
        assert set(json.loads(authority.http.at(VERIFICATIONS)[0].body)) == {
            "service",
            "city",
            "presentation",
        }

    def test_says_which_release_asks_and_wants_no_compression(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        client.verify(SERVICE, JIAXING, shown)
        for seen in authority.http.seen:
            assert seen.headers["user-agent"].startswith("joincard-sdk/")
            assert seen.headers["accept-encoding"] == "identity"

    @pytest.mark.parametrize(
        "value", [1.5, datetime(2026, 1, 1, 12, 0), Decimal("NaN"), Decimal("Infinity"), None, b"x", ["x"]]
    )
    def test_of_a_value_that_json_would_blur_is_stopped_here(
        self, client: Any, authority: StandIn, shown: Presentation, value: object
    ) -> None:
        with pytest.raises(ValueError, match=r"request\.amount"):
            client.verify(SERVICE, JIAXING, shown, {"request.amount": value})
        assert authority.http.seen == []

    @pytest.mark.parametrize(
        "use",
        [
            Use(paid={"day": Decimal(1)}),
            Use(prior={"day": 1}),
            Use(counted={"day": Decimal(1)}),
            Use(minutes=0),
        ],
    )
    def test_of_what_the_ledger_alone_knows_is_stopped_here(
        self, client: Any, authority: StandIn, shown: Presentation, use: Use
    ) -> None:
        with pytest.raises(ValueError, match="kept by the authority"):
            client.verify(SERVICE, JIAXING, shown, use=use)
        assert authority.http.seen == []

    @pytest.mark.parametrize(("region", "number"), [("", "J1"), ("330400", ""), ("330400", 17)])
    def test_needs_a_whole_presentation(self, region: str, number: Any) -> None:
        with pytest.raises(ValueError, match="A presentation needs"):
            Presentation(region, number)


class TestTheIdempotencyKey:
    def test_is_new_for_each_call(self, client: Any, authority: StandIn, shown: Presentation) -> None:
        ids = {client.verify(SERVICE, JIAXING, shown).id for _ in range(3)}
        keys = {seen.headers["idempotency-key"] for seen in authority.http.at(VERIFICATIONS)}
        assert (len(ids), len(keys)) == (3, 3)

    def test_given_again_brings_the_same_answer(self, client: Any, shown: Presentation) -> None:
        first = client.verify(SERVICE, JIAXING, shown, {"b": 1, "a": 2}, idempotency_key="visit-17")
        again = client.verify(SERVICE, JIAXING, shown, {"a": 2, "b": 1}, idempotency_key="visit-17")
        assert again == first

    def test_given_for_another_question_is_an_error(self, client: Any, shown: Presentation) -> None:
        client.verify(SERVICE, JIAXING, shown, idempotency_key="visit-17")
        with pytest.raises(NotPossible) as raised:
            client.verify(SERVICE, "310000", shown, idempotency_key="visit-17")
        assert (raised.value.code, raised.value.idempotency_key) == ("idempotency.mismatch", "visit-17")

    @pytest.mark.parametrize("given", ["", "two words", "line\r\nbreak", "钥匙", "x" * 256])
    def test_that_no_header_can_carry_is_stopped_here(
        self, client: Any, shown: Presentation, given: str
    ) -> None:
        with pytest.raises(ValueError, match="Idempotency-Key"):
            client.verify(SERVICE, JIAXING, shown, idempotency_key=given)


class TestManyQuestions:
    def test_need_one_token(self, client: Any, authority: StandIn, shown: Presentation) -> None:
        for _ in range(3):
            client.verify(SERVICE, JIAXING, shown)
        assert len(authority.http.at(TOKEN)) == 1
