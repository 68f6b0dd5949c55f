"""Answers that must not be believed: each ends in a ClientError, none in anything else."""

import gzip
import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from joincard_sdk.client import (
    AuthorityUnavailable,
    ClientError,
    Clock,
    NotAllowed,
    NotKnown,
    NotUnderstood,
    Patience,
    Presentation,
    Problem,
    ProblemPart,
    UnexpectedAnswer,
)
from joincard_sdk.client.members import Members
from joincard_sdk.client.opening import timeout
from joincard_sdk.client.patience import Deadline
from joincard_sdk.client.problems import read_problem
from joincard_sdk.client.receipt import Receipt
from joincard_sdk.client.verification import read_verification, receipts_of
from joincard_sdk.client.wire import LARGE, SMALL, Answer, Ask, Gathering

from .http_side import Fault, Reply, altered, html, once
from .moments import Moments
from .standin import CATALOGUE, VERIFICATIONS, StandIn

JSON = {"Content-Type": "application/json"}
RECEIPT = Receipt("v-1", "i", "a", datetime.now(UTC), "s", "c", "number", None)


def deadline(moments: Moments) -> Deadline:
    return Deadline.after(12.0, Clock(moments.now, moments.elapsed))


def ask(client: Any, shown: Presentation) -> Any:
    return client.verify("healthcare.hospital.registration", "330400", shown)


def without(name: str) -> Fault:
    return altered(lambda body: body.pop(name))


def changed(name: str, value: object) -> Fault:
    return altered(lambda body: body.update({name: value}))


class TestAnAnswer:
    @pytest.mark.parametrize(
        "fault",
        [
            html(200),
            html(201),
            html(403),
            html(500),
            once(Reply(201, b"", {})),
            once(Reply(204)),
            once(Reply(201, b"{", JSON)),
            once(Reply(201, b"null", JSON)),
            once(Reply(201, b"[]", JSON)),
            once(Reply(201, b'{"id": NaN}', JSON)),
            once(Reply(201, b'{"id": "\xff"}', JSON)),
            once(Reply(201, b"[" * 100_000, JSON)),
            once(Reply(201, b"1" * 10_000, JSON)),
            once(Reply(201, gzip.compress(b"{}"), JSON | {"Content-Encoding": "gzip"})),
            once(Reply(201, b'"' + b"x" * SMALL, JSON)),
            once(Reply(201, b"\0" * (8 * SMALL), JSON)),
            without("id"),
            without("outcome"),
            without("receipt"),
            without("charge"),
            without("decided_at"),
            changed("outcome", "maybe"),
            changed("outcome", None),
            changed("outcome", "refused"),
            changed("charge", None),
            changed("charge", "20.00"),
            changed("charge", {"price": 20, "currency": "CNY", "lines": []}),
            changed("charge", {"price": "20.001", "currency": "CNY", "lines": []}),
            changed("charge", {"price": "20.00", "currency": "yuan", "lines": []}),
            changed("reasons", {"code": "x"}),
            changed("reasons", [{"code": "x"}]),
            changed("disclosed", ["STEPHEN STRANGE"]),
            changed("decided_at", "yesterday"),
            changed("decided_at", "2026-01-01T00:00:00"),
            changed("moves", [None]),
            changed("service", "finance.bank.account"),
            changed("city", "310000"),
        ],
    )
    def test_that_breaks_the_contract_is_an_error(
        self, client: Any, authority: StandIn, shown: Presentation, fault: Fault
    ) -> None:
        authority.http.plan(VERIFICATIONS, fault)
        with pytest.raises(ClientError) as raised:
            ask(client, shown)
        assert raised.value.code in ("client.unexpected-answer", "client.receipt-rejected")
        assert raised.value.idempotency_key
        assert "secret-page" not in str(raised.value)
        assert len(authority.http.at(VERIFICATIONS)) == 1

    def test_about_the_wrong_service_is_an_error_even_when_signed(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        def for_another_question(seen: Any, answer: Any) -> Reply:
            asked = json.loads(seen.body) | {"service": "finance.bank.account"}
            told = authority.told(asked, "v-9")
            told["receipt"] = authority.signed(authority.receipt_claims(told, seen.body))
            return Reply.of(201, told)

        authority.http.plan(VERIFICATIONS, for_another_question)
        with pytest.raises(UnexpectedAnswer, match="another service or city"):
            ask(client, shown)

    @pytest.mark.parametrize("outcome", ["permitted", "refused"])
    def test_must_have_a_charge_with_permission_and_none_without(
        self, client: Any, authority: StandIn, shown: Presentation, outcome: str
    ) -> None:
        def signed_nonsense(seen: Any, answer: Any) -> Reply:
            told = authority.told(json.loads(seen.body), "v-9") | {"outcome": outcome}
            told["charge"] = None if outcome == "permitted" else told["charge"]
            told["receipt"] = authority.signed(authority.receipt_claims(told, seen.body))
            return Reply.of(201, told)

        authority.http.plan(VERIFICATIONS, signed_nonsense)
        with pytest.raises(UnexpectedAnswer, match="charge without permission"):
            ask(client, shown)

    def test_about_another_verification_is_an_error(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        first, second = ask(client, shown), ask(client, shown)
        authority.http.plan(
            f"{VERIFICATIONS}/{first.id}", once(Reply.of(200, authority.verifications[second.id]))
        )
        with pytest.raises(UnexpectedAnswer, match="another verification"):
            client.get(first.id)

    def test_that_drips_ends_with_patience(
        self, client: Any, authority: StandIn, shown: Presentation, moments: Moments
    ) -> None:
        def slow(seen: Any, answer: Any) -> Reply:
            reply: Reply = answer(seen)
            moments.advance(31)
            return reply

        authority.http.plan(VERIFICATIONS, slow)
        with pytest.raises(AuthorityUnavailable, match="too slowly"):
            ask(client, shown)

    def test_of_the_catalogue_may_be_long_but_not_endless(self, client: Any, authority: StandIn) -> None:
        padded = altered(lambda body: body.update(more="x" * (4 * SMALL)))
        authority.http.plan(CATALOGUE, padded, once(Reply(200, b" " * (LARGE + 1), JSON)))
        assert client.catalogue().total == 1
        with pytest.raises(UnexpectedAnswer, match="longer than"):
            client.catalogue()

    @given(body=st.binary(max_size=200) | st.text(max_size=50).map(lambda text: json.dumps(text).encode()))
    def test_of_any_bytes_is_read_or_is_an_error(self, body: bytes) -> None:
        answer = Answer(200, {"content-type": "application/json"}, body)
        with suppress(UnexpectedAnswer):
            Members.of(answer)

    @settings(suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.dictionaries(
            st.sampled_from(["id", "outcome", "charge", "reasons", "moves", "disclosed", "decided_at"]),
            st.recursive(
                st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
                lambda inner: (
                    st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
                ),
                max_leaves=8,
            ),
        )
    )
    def test_of_any_members_is_read_or_is_an_error(self, body: dict[str, Any]) -> None:
        members = Members(body | {"receipt": "r"})
        with suppress(UnexpectedAnswer):
            read_verification(members, dict.fromkeys(receipts_of(members), RECEIPT))


def relabelled(name: str, value: str) -> Fault:
    """The right answer under another header."""

    def fault(seen: Any, answer: Any) -> Reply:
        reply = answer(seen)
        return Reply(reply.status, reply.body, {**reply.headers, name: value})

    return fault


class TestTheLabelOfAnAnswer:
    @pytest.mark.parametrize(
        ("name", "value"), [("Content-Type", "text/html"), ("Content-Type", ""), ("Content-Encoding", "br")]
    )
    def test_must_fit_whatever_the_body_is(
        self, client: Any, authority: StandIn, shown: Presentation, name: str, value: str
    ) -> None:
        authority.http.plan(VERIFICATIONS, relabelled(name, value))
        with pytest.raises(UnexpectedAnswer):
            ask(client, shown)

    @pytest.mark.parametrize(
        "value", ["application/json; charset=utf-8", "APPLICATION/JSON", "application/x+json"]
    )
    def test_may_be_any_json(self, client: Any, authority: StandIn, shown: Presentation, value: str) -> None:
        authority.http.plan(VERIFICATIONS, relabelled("Content-Type", value))
        assert ask(client, shown).permitted


class TestGathering:
    def test_stops_at_the_limit_and_not_before(self, moments: Moments) -> None:
        gathering = Gathering(Ask("GET", "https://a.example", deadline(moments), limit=10))
        assert gathering.take(b"12345")
        assert gathering.take(b"67890")
        assert not gathering.take(b"1")

    def test_stops_when_time_is_over(self, moments: Moments) -> None:
        gathering = Gathering(Ask("GET", "https://a.example", deadline(moments)))
        assert gathering.take(b"12345")
        moments.advance(12.0)
        assert not gathering.take(b"67890")


class TestAProblem:
    @pytest.mark.parametrize(
        ("status", "code", "kind"),
        [
            (403, "provider.not-accredited", NotAllowed),
            (403, "oauth.insufficient-scope", NotAllowed),
            (404, "service.unknown", NotKnown),
            (422, "service.not-in-force", NotKnown),
            (422, "card.unknown", NotKnown),
            (422, "fact.not-yours", NotUnderstood),
            (422, "fee.no-tariff", NotUnderstood),
            (422, "use.ledger-only", NotUnderstood),
            (418, "future.code", Problem),
            (404, "future.code", NotKnown),
        ],
    )
    def test_has_the_class_of_its_code_or_else_of_its_status(
        self,
        client: Any,
        authority: StandIn,
        shown: Presentation,
        status: int,
        code: str,
        kind: type[Problem],
    ) -> None:
        authority.http.plan(VERIFICATIONS, once(Reply.problem(status, code, "What was wrong.")))
        with pytest.raises(Problem) as raised:
            ask(client, shown)
        assert type(raised.value) is kind
        assert (raised.value.code, raised.value.status, raised.value.detail) == (
            code,
            status,
            "What was wrong.",
        )
        assert str(raised.value) == f"{code} ({status}): What was wrong."

    def test_lists_its_parts(self, client: Any, authority: StandIn, shown: Presentation) -> None:
        parts = [{"pointer": "/facts/request.amount", "detail": "takes a number", "code": "fact.mistyped"}]
        body = {"title": "Bad facts", "code": "fact.mistyped", "errors": parts}
        kind = {"Content-Type": "application/problem+json; charset=utf-8"}
        authority.http.plan(VERIFICATIONS, once(Reply(422, json.dumps(body).encode(), kind)))
        with pytest.raises(NotUnderstood) as raised:
            ask(client, shown)
        expected = ProblemPart("/facts/request.amount", "takes a number", "fact.mistyped")
        assert raised.value.errors == (expected,)

    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"code": 7},
            {"code": "x.y", "errors": {"a": ["b"]}},
            {"code": "x.y", "errors": [1]},
            {"title": []},
        ],
    )
    def test_that_is_itself_faulty_is_still_that_problem(self, body: dict[str, object]) -> None:
        answer = Answer(422, {"content-type": "application/problem+json"}, json.dumps(body).encode())
        problem = read_problem(answer)
        assert (type(problem), problem.status, problem.errors) == (NotUnderstood, 422, ())


class TestTheLimitsOfOneAttempt:
    def test_are_never_longer_than_what_is_left(self, moments: Moments) -> None:
        until = deadline(moments)
        assert timeout(Patience(), until).as_dict() == {
            "connect": 5.0,
            "read": 10.0,
            "write": 10.0,
            "pool": 5.0,
        }
        moments.advance(9.0)
        assert timeout(Patience(), until).read == 3.0
        moments.advance(9.0)
        assert 0 < (timeout(Patience(), until).read or 0) < 0.01
