"""Neither key, token, proof nor card number stands in anything that ends in a log."""

import json
import logging
import pickle
import traceback
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from joincard_sdk.client import ClientError, Clock, Presentation, Problem, ReceiptRejected
from joincard_sdk.client.patience import Deadline
from joincard_sdk.client.problems import HIDDEN
from joincard_sdk.client.session import Wanted
from joincard_sdk.client.token import Token
from joincard_sdk.client.wire import Answer, Ask
from joserfc.jwk import ECKey

from .http_side import Fault, Reply, dropped_after, html, once
from .standin import TOKEN, VERIFICATIONS, StandIn

NUMBER = "J31415926X"
NAME = "STEPHEN STRANGE"


def ask(client: Any, shown: Presentation) -> Any:
    return client.verify("healthcare.hospital.registration", "330400", shown)


def secrets_of(authority: StandIn, key: ECKey) -> set[str]:
    found = {NUMBER, NAME, str(key.as_dict(private=True)["d"]), *authority.tokens.given}
    for seen in authority.http.seen:
        if "dpop" in seen.headers:
            found |= {seen.headers["dpop"], seen.headers["dpop"].split(".")[2]}
    for sent in authority.http.at(TOKEN):
        found.add(sent.body.decode().split("client_assertion=")[1][-80:])
    return found


def everything_in(value: object) -> str:
    """``repr`` and ``str`` of a value and of all it is made of, except where a field says it is secret."""
    text = f"{value!r} {value}"
    if is_dataclass(value) and not isinstance(value, type):
        text += "".join(everything_in(getattr(value, each.name)) for each in fields(value) if each.repr)
    return text


class TestALog:
    def test_of_every_level_holds_no_secret(
        self,
        client: Any,
        authority: StandIn,
        key: ECKey,
        shown: Presentation,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        caplog.set_level(logging.DEBUG)
        authority.ahead = 100.0
        authority.tokens.nonces = {"resource": "n"}
        authority.http.plan(VERIFICATIONS, html(503), dropped_after)
        found = ask(client, shown)
        client.cancel(found.id)
        assert "asking again in" in caplog.text
        assert [secret for secret in secrets_of(authority, key) if secret in caplog.text] == []


class TestAResult:
    def test_holds_no_secret_in_repr_or_str(
        self, client: Any, authority: StandIn, key: ECKey, shown: Presentation
    ) -> None:
        found = client.cancel(ask(client, shown).id)
        text = everything_in(ask(client, shown)) + everything_in(found) + everything_in(shown)
        text += f"{client!r} {client}"
        leaked = [secret for secret in secrets_of(authority, key) if secret in text]
        assert leaked == []
        assert found.receipt.compact not in text

    def test_of_the_innermost_session_holds_none_either(
        self, client: Any, authority: StandIn, key: ECKey, shown: Presentation
    ) -> None:
        ask(client, shown)
        session = getattr(client, "client", client)
        session = getattr(session, "_calls", session)._session
        text = everything_in(session)
        assert [secret for secret in secrets_of(authority, key) if secret in text] == []


class TestThePartsWithin:
    def test_hide_what_they_carry(self, clock: Clock) -> None:
        over = Deadline.after(1.0, clock)
        parts = [
            Token(NUMBER, 0.0),
            Wanted("POST", "https://a.example", NUMBER.encode()),
            Ask("POST", "https://a.example", over, {"authorization": NUMBER}, NUMBER.encode()),
            Answer(200, {"dpop-nonce": NUMBER}, NUMBER.encode()),
        ]
        assert NUMBER not in "".join(everything_in(part) for part in parts)


def echo(seen: Any, answer: Any) -> Reply:
    """An authority that repeats what it should not."""
    body = {
        "title": f"No card {NUMBER}",
        "code": "card.unknown",
        "detail": f"No card has the number {NUMBER}.",
        "errors": [{"pointer": "/presentation/number", "detail": f"{NUMBER} is unknown"}],
    }
    return Reply(422, json.dumps(body).encode(), {"Content-Type": "application/problem+json"})


class TestAnError:
    def test_does_not_repeat_a_number_that_the_authority_repeated(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        authority.http.plan(VERIFICATIONS, echo)
        with pytest.raises(Problem) as raised:
            ask(client, shown)
        error = raised.value
        shown_text = f"{error} {error!r} {error.title} {error.detail} {error.errors}"
        assert NUMBER not in shown_text
        assert HIDDEN in error.detail

    @pytest.mark.parametrize(
        "faults",
        [
            [html(403)],
            [dropped_after] * 8,
            [once(Reply(201, b'{"id": "J31415926X"', {"Content-Type": "application/json"}))],
            [once(Reply.problem(401, "oauth.invalid-token"))],
        ],
    )
    def test_holds_no_secret_in_its_traceback(
        self, client: Any, authority: StandIn, key: ECKey, shown: Presentation, faults: list[Fault]
    ) -> None:
        authority.http.plan(VERIFICATIONS, *faults)
        with pytest.raises(ClientError) as raised:
            ask(client, shown)
        text = "".join(traceback.format_exception(raised.value)) + repr(raised.value.__dict__)
        assert [secret for secret in secrets_of(authority, key) if secret in text] == []

    def test_survives_a_task_queue(self, client: Any, authority: StandIn, shown: Presentation) -> None:
        authority.http.plan(VERIFICATIONS, echo)
        with pytest.raises(Problem) as raised:
            ask(client, shown)
        again = pickle.loads(pickle.dumps(raised.value))
        assert (type(again), str(again), again.__dict__) == (
            type(raised.value),
            str(raised.value),
            raised.value.__dict__,
        )
        assert str(pickle.loads(pickle.dumps(ReceiptRejected("No.")))) == "No."
