"""Verifications over HTTP: the view translates, the story answers."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from joincard_core.keys import KeyRing

if TYPE_CHECKING:
    from core.tests.web.conftest import Reply, Site, System

ASK = "/v1/verifications"
FLAT, CONSENT, SEND, LOAN = (
    "trial.plain.flat",
    "trial.plain.consent",
    "trial.money.send",
    "trial.library.loan",
)


EACH_DATABASE = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


@EACH_DATABASE
class TestAsking:
    def test_gives_an_answer_with_a_receipt_that_can_be_checked(
        self, system: System, key_ring: KeyRing
    ) -> None:
        answer = system.verify(FLAT)
        assert answer.status == 201
        assert answer.json["outcome"] == "permitted"
        assert answer.json["charge"]["price"] == "12.00"
        claims = key_ring.verify("receipt", answer.json["receipt"], "joincard-receipt+jwt")
        assert (claims["jti"], claims["aud"], claims["price"]) == (answer.json["id"], "his-1", "12.00")

    def test_gives_a_refusal_the_same_status(self, system: System) -> None:
        answer = system.verify("trial.plain.grown")
        assert (answer.status, answer.json["outcome"]) == (201, "refused")
        assert answer.json["receipt"]

    def test_says_where_the_verification_can_be_read(self, system: System) -> None:
        answer = system.verify(FLAT)
        assert answer.headers["Location"] == f"{ASK}/{answer.json['id']}"

    def test_is_not_to_be_kept_by_anything_between(self, system: System) -> None:
        assert system.verify(FLAT).headers["Cache-Control"] == "no-store"

    @pytest.mark.parametrize("consent", [True, "yes"])
    def test_passes_facts_on(self, system: System, consent: object) -> None:
        assert system.verify(CONSENT, facts={"request.consent": consent}).json["outcome"] == "permitted"

    @pytest.mark.parametrize("amount", ["120.00", 120])
    def test_passes_amounts_on(self, system: System, amount: object) -> None:
        answer = system.verify(SEND, facts={"request.amount": amount})
        assert answer.json["charge"]["price"] == "1.20"

    def test_discloses_what_the_service_lists(self, system: System) -> None:
        disclosed = system.verify("trial.plain.named").json["disclosed"]
        assert set(disclosed) == {"full_name", "card_number"}


class TestTheSameKey:
    def test_with_the_same_body_gives_the_same_bytes(self, system: System) -> None:
        body = json.dumps(system.question(FLAT)).encode()
        first = system.call("POST", ASK, body, Idempotency_Key="k1")
        again = system.call("POST", ASK, body, Idempotency_Key="k1")
        assert (again.status, again.body) == (first.status, first.body)
        assert "Idempotent-Replayed" not in first.headers
        assert again.headers["Idempotent-Replayed"] == "true"

    def test_with_another_body_is_refused(self, system: System) -> None:
        system.call("POST", ASK, system.question(FLAT), Idempotency_Key="k1")
        answer = system.call("POST", ASK, system.question(LOAN), Idempotency_Key="k1")
        assert (answer.status, answer.code) == (422, "idempotency.mismatch")

    @pytest.mark.parametrize(
        "change",
        [
            {"city": "330100"},
            {"service": "no.such.service"},
            {"facts": {"no.such": 1}},
            {"surprise": True},
            {"city": None},
            {"presentation": {"region": "330400", "number": "a-b-c-d-e"}},
        ],
    )
    def test_with_another_body_that_is_wrong_itself_is_refused_for_the_key(
        self, system: System, change: dict[str, object]
    ) -> None:
        system.call("POST", ASK, system.question(FLAT), Idempotency_Key="k1")
        wrong = {**system.question(FLAT), **change}
        assert system.call("POST", ASK, wrong, Idempotency_Key="k1").code == "idempotency.mismatch"
        assert system.call("POST", ASK, wrong, Idempotency_Key="k2").code != "idempotency.mismatch"

    def test_with_a_body_that_is_no_json_is_refused_for_the_key(self, system: System) -> None:
        system.call("POST", ASK, system.question(FLAT), Idempotency_Key="k1")
        assert system.call("POST", ASK, b"{", Idempotency_Key="k1").code == "idempotency.mismatch"
        assert system.call("POST", ASK, b"{", Idempotency_Key="k2").code == "request.not-json"

    def test_may_be_written_in_quotes(self, system: System) -> None:
        body = json.dumps(system.question(FLAT)).encode()
        first = system.call("POST", ASK, body, Idempotency_Key='"k\\"1"')
        assert system.call("POST", ASK, body, Idempotency_Key='k"1').body == first.body

    @pytest.mark.parametrize(
        ("key", "code"),
        [
            (None, "idempotency.missing"),
            ("", "idempotency.malformed"),
            ("two words", "idempotency.malformed"),
        ],
    )
    def test_must_be_there_and_well_formed(self, system: System, key: str | None, code: str) -> None:
        answer = system.call("POST", ASK, system.question(FLAT), Idempotency_Key=key)
        assert (answer.status, answer.code) == (400, code)

    def test_is_too_long_past_255_characters(self, system: System) -> None:
        answer = system.call("POST", ASK, system.question(FLAT), Idempotency_Key="k" * 256)
        assert answer.code == "idempotency.malformed"


@EACH_DATABASE
class TestReading:
    def test_gives_the_verification_without_what_was_disclosed(self, system: System) -> None:
        asked = system.verify("trial.plain.named").json
        read = system.call("GET", f"{ASK}/{asked['id']}")
        assert read.status == 200
        assert read.json == {**asked, "disclosed": {}}

    def test_is_for_every_client_of_the_provider(
        self, system: System, systems: Callable[[str], System]
    ) -> None:
        asked = system.verify(FLAT).json
        assert systems("his-2").call("GET", f"{ASK}/{asked['id']}").status == 200

    def test_is_for_no_other_provider(self, system: System, systems: Callable[[str], System]) -> None:
        asked = system.verify(FLAT).json
        others = systems("teller").call("GET", f"{ASK}/{asked['id']}")
        nobodys = systems("teller").call("GET", f"{ASK}/{'0' * 32}")
        assert (others.status, others.code) == (404, "verification.unknown")
        assert {**others.json, "request_id": ""} == {**nobodys.json, "request_id": ""}

    @pytest.mark.parametrize("name", ["1", "x" * 32, "0" * 33, "%00" * 32, "G" * 32, "%F0%9F%92%B3"])
    def test_finds_nothing_under_what_is_no_id(self, system: System, name: str) -> None:
        answer = system.call("GET", f"{ASK}/{name}")
        assert (answer.status, answer.code) == (404, "verification.unknown")


@EACH_DATABASE
class TestMoving:
    def test_cancels(self, system: System) -> None:
        asked = system.verify(FLAT).json
        answer = system.call("POST", f"{ASK}/{asked['id']}/cancel", {"reason": "patient left"})
        assert (answer.status, answer.json["status"]) == (200, "cancelled")

    @pytest.mark.parametrize("move", ["cancel", "close"])
    def test_may_say_nothing(self, system: System, move: str) -> None:
        asked = system.verify(LOAN).json
        assert system.call("POST", f"{ASK}/{asked['id']}/{move}").status == 200

    def test_settles_at_most_at_the_price(self, system: System) -> None:
        asked = system.verify(FLAT).json
        above = system.call("POST", f"{ASK}/{asked['id']}/settle", {"price": "12.01"})
        assert (above.status, above.code) == (422, "settle.bad-price")
        answer = system.call("POST", f"{ASK}/{asked['id']}/settle", {"price": "7.50"})
        assert (answer.json["status"], answer.json["moves"][0]["price"]) == ("settled", "7.50")

    def test_against_the_status_is_a_conflict(self, system: System) -> None:
        asked = system.verify(FLAT).json
        system.call("POST", f"{ASK}/{asked['id']}/cancel")
        answer = system.call("POST", f"{ASK}/{asked['id']}/close")
        assert (answer.status, answer.code) == (409, "verification.illegal-move")

    def test_is_for_no_other_provider(self, system: System, systems: Callable[[str], System]) -> None:
        asked = system.verify(FLAT).json
        answer = systems("teller").call("POST", f"{ASK}/{asked['id']}/cancel")
        assert (answer.status, answer.code) == (404, "verification.unknown")

    def test_needs_a_key(self, system: System) -> None:
        asked = system.verify(FLAT).json
        answer = system.call("POST", f"{ASK}/{asked['id']}/cancel", Idempotency_Key=None)
        assert answer.code == "idempotency.missing"


class TestAQuestion:
    @pytest.mark.parametrize(
        ("change", "status", "code"),
        [
            ({"service": "trial.plain.absent"}, 422, "service.unknown"),
            ({"city": "330100"}, 422, "service.not-covered"),
            ({"city": "999999"}, 422, "city.unknown"),
            ({"facts": {"card.status": "active"}}, 422, "fact.not-yours"),
            ({"facts": {"usage.open": 0}}, 422, "fact.not-yours"),
            ({"facts": {"no.such": 1}}, 422, "fact.unknown"),
            ({"facts": {"request.amount": "1"}}, 422, "fact.not-read"),
            ({"use": {"paid": "5"}}, 422, "use.ledger-only"),
            ({"use": {"prior": {}}}, 422, "use.ledger-only"),
            ({"use": {"counted": 1}}, 422, "use.ledger-only"),
            ({"use": {"minutes": 3}}, 422, "use.ledger-only"),
            ({"presentation": {"region": "330400", "number": "NOSUCH0001"}}, 422, "card.unknown"),
            ({"presentation": {"region": "310000", "number": "NOSUCH0001"}}, 422, "card.unknown"),
            ({"presentation": {"region": "330400", "number": "a-b-c-d-e"}}, 422, "presentation.malformed"),
        ],
    )
    def test_that_cannot_be_answered_says_why(
        self, system: System, change: dict[str, object], status: int, code: str
    ) -> None:
        answer = system.call("POST", ASK, {**system.question(FLAT), **change})
        assert (answer.status, answer.code) == (status, code)

    def test_of_a_mistyped_fact_says_so(self, system: System) -> None:
        answer = system.verify(CONSENT, facts={"request.consent": 7})
        assert (answer.status, answer.code) == (422, "fact.mistyped")

    def test_from_a_provider_that_is_not_accredited_is_refused(
        self, systems: Callable[[str], System]
    ) -> None:
        answer = systems("teller").verify(FLAT)
        assert (answer.status, answer.code) == (403, "provider.not-accredited")

    def test_without_a_catalogue_is_for_later(self, empty_site: Site) -> None:
        assert empty_site.get("/readyz").code == "authority.not-ready"

    def test_echoes_no_card_number(self, system: System) -> None:
        shown = {"region": "330400", "number": "SECRET0001"}
        answer = system.call("POST", ASK, {**system.question(FLAT), "presentation": shown})
        assert b"SECRET0001" not in answer.body


class TestTheBody:
    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"{",
            b"[]",
            b"null",
            b'"text"',
            b"\xff",
            b'{"a": NaN}',
            b'{"service": "a", "service": "b"}',
            b'{"a": ' * 40 + b"1" + b"}" * 40,
            b"[" * 60_000,
            b'{"a": ' + b"9" * 5000 + b"}",
        ],
    )
    def test_is_strict_json(self, system: System, body: bytes) -> None:
        answer = system.call("POST", ASK, body)
        assert (answer.status, answer.code) == (400, "request.not-json")

    @pytest.mark.parametrize(
        "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", None]
    )
    def test_is_of_the_right_type(self, system: System, kind: str | None) -> None:
        answer = system.call("POST", ASK, b"{}", Content_Type=kind)
        assert (answer.status, answer.code) == (415, "request.media-type")

    def test_is_not_compressed(self, system: System) -> None:
        answer = system.call("POST", ASK, b"{}", Content_Encoding="gzip")
        assert (answer.status, answer.code) == (415, "request.media-type")

    def test_is_of_moderate_size(self, system: System) -> None:
        answer = system.call("POST", ASK, b'{"a": "' + b"x" * 65_536 + b'"}')
        assert (answer.status, answer.code) == (413, "request.too-large")

    def test_of_unknown_length_is_of_moderate_size_too(self, system: System) -> None:
        answer = self.streamed(system, io.BytesIO(b'{"a": "' + b"x" * 70_000 + b'"}'))
        assert (answer.status, answer.code) == (413, "request.too-large")

    def test_that_broke_off_is_refused(self, system: System) -> None:
        class Broken(io.BytesIO):
            def read(self, size: int | None = -1) -> bytes:
                raise ValueError("a chunk without a length")

            readinto = readline = read  # type: ignore[assignment]  # none of them ever returns

        answer = self.streamed(system, Broken(b"{"))
        assert (answer.status, answer.code) == (400, "request.malformed")

    def streamed(self, system: System, stream: Any) -> Reply:
        """Send a body whose end only the server below knows."""
        sent = {"Authorization": f"DPoP {system.token}", "DPoP": system.proof("POST", ASK, system.token)}
        sent |= {"Content-Type": "application/json", "Idempotency-Key": "k"}
        below = {"wsgi.input_terminated": True}
        return system.site.open("POST", ASK, input_stream=stream, headers=sent, environ_overrides=below)

    @pytest.mark.parametrize(
        ("change", "pointer"),
        [
            ({"service": None}, "/service"),
            ({"service": 7}, "/service"),
            ({"service": "x" * 200}, "/service"),
            ({"service": "a.b.c\n"}, "/service"),
            ({"city": "Jiaxing"}, "/city"),
            ({"city": "３３０４００"}, "/city"),
            ({"presentation": "K0001"}, "/presentation"),
            ({"presentation": {"region": "330400"}}, "/presentation/number"),
            ({"presentation": {"region": "330400", "number": "1", "pin": "2"}}, "/presentation/pin"),
            ({"facts": []}, "/facts"),
            ({"facts": {"request.amount": None}}, "/facts/request.amount"),
            ({"facts": {"request.amount": [1]}}, "/facts/request.amount"),
            ({"facts": {f"a{n}": 1 for n in range(65)}}, "/facts"),
            ({"use": 7}, "/use"),
            ({"use": {"colour": 1}}, "/use/colour"),
            ({"use": {"stay": ""}}, "/use/stay"),
            ({"colour": "red"}, "/colour"),
        ],
    )
    def test_with_a_wrong_member_says_which(
        self, system: System, change: dict[str, Any], pointer: str
    ) -> None:
        wanted = {
            name: value for name, value in {**system.question(FLAT), **change}.items() if value is not None
        }
        answer = system.call("POST", ASK, wanted)
        assert (answer.status, answer.code) == (422, "request.invalid")
        assert pointer in {error["pointer"] for error in answer.json["errors"]}

    def test_with_an_unknown_member_is_told_which_exist(self, system: System) -> None:
        answer = system.call("POST", ASK, {**system.question(FLAT), "colour": "red"})
        assert "Allowed: city, facts, presentation, service, use." in answer.json["errors"][0]["detail"]

    def test_that_is_refused_leaves_nothing_behind(self, system: System) -> None:
        """The key was not used: the same key with the corrected body is answered."""
        assert system.call("POST", ASK, b"{", Idempotency_Key="k9").status == 400
        assert system.call("POST", ASK, system.question(FLAT), Idempotency_Key="k9").status == 201
