"""A receipt proves one answer to one question, or it proves nothing."""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any

import pytest
from joincard_sdk.client import Client, ClientError, Clock, Presentation, ReceiptRejected
from joincard_sdk.keys import new_key
from joserfc import jwt
from joserfc.jwk import ECKey

from .http_side import Fault, Reply, altered
from .moments import Moments
from .standin import JWKS, VERIFICATIONS, StandIn


def ask(client: Any, shown: Presentation) -> Any:
    return client.verify("healthcare.hospital.registration", "330400", shown)


def b64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def resigned(authority: StandIn, change: Callable[[dict[str, Any]], object], **how: Any) -> Fault:
    """The right answer, its receipt signed again after a change."""

    def fault(seen: Any, answer: Any) -> Reply:
        told = json.loads(answer(seen).body)
        claims = authority.receipt_claims(told, seen.body)
        change(claims)
        return Reply.of(201, told | {"receipt": authority.signed(claims, **how)})

    return fault


def unchanged(_: dict[str, Any]) -> None:
    pass


class TestAStatement:
    @pytest.mark.parametrize(
        ("claim", "value"),
        [
            ("iss", "https://evil.example"),
            ("aud", "another-client"),
            ("aud", ["clinic-7", "another-client"]),
            ("jti", "v-99"),
            ("service", "finance.bank.account"),
            ("city", "310000"),
            ("outcome", "refused"),
            ("price", "0.01"),
            ("price", None),
            ("price", 20),
            ("deposit", None),
            ("currency", "USD"),
            ("disclosed", []),
            ("disclosed", ["full_name", "passport_number"]),
            ("catalogue", "sha256:" + "cd" * 32),
            ("request", "sha256:" + "00" * 32),
            ("request", None),
            ("iat", "now"),
            ("iat", 10**30),
            ("iat", True),
            ("presentation", None),
        ],
    )
    def test_that_differs_from_the_answer_rejects_it(
        self, client: Any, authority: StandIn, shown: Presentation, claim: str, value: object
    ) -> None:
        authority.http.plan(VERIFICATIONS, resigned(authority, lambda claims: claims.update({claim: value})))
        with pytest.raises(ReceiptRejected) as raised:
            ask(client, shown)
        assert raised.value.code == "client.receipt-rejected"
        assert raised.value.verification_id == "v-1"
        assert raised.value.idempotency_key

    @pytest.mark.parametrize(
        "claim",
        [
            "iss",
            "aud",
            "jti",
            "iat",
            "service",
            "city",
            "outcome",
            "price",
            "deposit",
            "catalogue",
            "request",
        ],
    )
    def test_that_is_missing_rejects_it(
        self, client: Any, authority: StandIn, shown: Presentation, claim: str
    ) -> None:
        authority.http.plan(VERIFICATIONS, resigned(authority, lambda claims: claims.pop(claim)))
        with pytest.raises(ReceiptRejected):
            ask(client, shown)

    def test_that_nobody_asked_for_is_passed_over(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        authority.http.plan(VERIFICATIONS, resigned(authority, lambda claims: claims.update(future=[1])))
        assert ask(client, shown).permitted

    def test_signed_again_without_a_change_is_believed(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        authority.http.plan(VERIFICATIONS, resigned(authority, unchanged))
        assert ask(client, shown).permitted


class TestASignature:
    def test_of_another_key_under_the_authoritys_name_is_rejected(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        forger = new_key()
        forger.dict_value["kid"] = str(authority.key.kid)
        authority.http.plan(VERIFICATIONS, resigned(authority, unchanged, key=forger))
        with pytest.raises(ReceiptRejected, match="signature is wrong"):
            ask(client, shown)

    def test_with_a_changed_payload_is_rejected(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        def change(told: dict[str, Any]) -> None:
            header, _, signature = told["receipt"].split(".")
            told["receipt"] = f"{header}.{b64(json.dumps({'jti': 'v-1'}).encode())}.{signature}"

        authority.http.plan(VERIFICATIONS, altered(change))
        with pytest.raises(ReceiptRejected, match="signature is wrong"):
            ask(client, shown)

    @pytest.mark.parametrize(
        "typ", ["JWT", "at+jwt", "dpop+jwt", "joincard-bundle+jws", "JOINCARD-RECEIPT+JWT"]
    )
    def test_under_another_kind_of_token_is_rejected(
        self, client: Any, authority: StandIn, shown: Presentation, typ: str
    ) -> None:
        authority.http.plan(VERIFICATIONS, resigned(authority, unchanged, typ=typ))
        with pytest.raises(ReceiptRejected, match="not of type"):
            ask(client, shown)

    @pytest.mark.parametrize("alg", ["none", "HS256", "ES384", "EdDSA", "es256"])
    def test_by_another_algorithm_is_rejected(
        self, client: Any, authority: StandIn, shown: Presentation, alg: str
    ) -> None:
        def change(told: dict[str, Any]) -> None:
            _, payload, signature = told["receipt"].split(".")
            header = {"alg": alg, "typ": "joincard-receipt+jwt", "kid": authority.key.kid}
            told["receipt"] = (
                f"{b64(json.dumps(header).encode())}.{payload}.{'' if alg == 'none' else signature}"
            )

        authority.http.plan(VERIFICATIONS, altered(change))
        with pytest.raises(ReceiptRejected, match="not of type"):
            ask(client, shown)

    def test_by_hmac_with_the_public_key_as_secret_is_rejected(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        def change(told: dict[str, Any]) -> None:
            _, payload, _ = told["receipt"].split(".")
            header = {"alg": "HS256", "typ": "joincard-receipt+jwt", "kid": authority.key.kid}
            signed = f"{b64(json.dumps(header).encode())}.{payload}"
            mac = hmac.digest(authority.key.as_pem(private=False), signed.encode(), "sha256")
            told["receipt"] = f"{signed}.{b64(mac)}"

        authority.http.plan(VERIFICATIONS, altered(change))
        with pytest.raises(ReceiptRejected, match="not of type"):
            ask(client, shown)

    def test_that_brings_its_own_key_is_rejected(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        def fault(seen: Any, answer: Any) -> Reply:
            told, forger = json.loads(answer(seen).body), new_key()
            header: dict[str, Any] = {"alg": "ES256", "typ": "joincard-receipt+jwt", "kid": authority.key.kid}
            header["jwk"] = forger.as_dict(private=False)
            claims = authority.receipt_claims(told, seen.body)
            return Reply.of(201, told | {"receipt": jwt.encode(header, claims, forger)})

        authority.http.plan(VERIFICATIONS, fault)
        with pytest.raises(ReceiptRejected, match="signature is wrong"):
            ask(client, shown)

    @pytest.mark.parametrize(
        "receipt",
        [
            "x",
            "a.b",
            "..",
            "a.b.c.d",
            "é.é.é",
            "e30.e30.e30",
            "bnVsbA.e30.AA",
            "W10.e30.AA",
            "x" * 20_000,
            17,
        ],
    )
    def test_that_is_none_is_rejected(
        self, client: Any, authority: StandIn, shown: Presentation, receipt: object
    ) -> None:
        authority.http.plan(VERIFICATIONS, altered(lambda told: told.update(receipt=receipt)))
        with pytest.raises(ClientError) as raised:
            ask(client, shown)
        assert raised.value.code in ("client.receipt-rejected", "client.unexpected-answer")


class TestAReceiptOfAnotherVerification:
    def test_proves_nothing(self, client: Any, authority: StandIn, shown: Presentation) -> None:
        earlier = ask(client, shown).receipt.compact
        authority.http.plan(VERIFICATIONS, altered(lambda told: told.update(receipt=earlier)))
        with pytest.raises(ReceiptRejected, match="something else about id"):
            ask(client, shown)

    def test_with_its_whole_answer_proves_nothing_about_another_card(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        first: list[Reply] = []

        def remembered(seen: Any, answer: Any) -> Reply:
            first.append(answer(seen))
            return first[0]

        authority.http.plan(VERIFICATIONS, remembered, lambda seen, answer: first[0])
        ask(client, shown)
        with pytest.raises(ReceiptRejected, match="something else about asked"):
            ask(client, Presentation("330400", "J27182818Y"))

    def test_of_a_move_does_not_stand_for_a_decision(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        found = ask(client, shown)
        moved = client.cancel(found.id).moves[0].receipt.compact
        told = authority.verifications[found.id] | {"receipt": moved}
        authority.verifications[found.id] = told
        with pytest.raises(ReceiptRejected, match="something else about outcome"):
            client.get(found.id)


class TestAnOldAnswer:
    """The same question, answered from a cache: every statement fits, but its day is past."""

    def caches(self, authority: StandIn) -> None:
        kept: list[Reply] = []

        def remembered(seen: Any, answer: Any) -> Reply:
            kept.append(answer(seen))
            return kept[0]

        authority.http.plan(VERIFICATIONS, remembered, lambda seen, answer: kept[0])

    @pytest.mark.parametrize(("age", "old"), [(630, False), (632, True), (86_400, True)])
    def test_is_rejected(
        self, client: Any, authority: StandIn, shown: Presentation, moments: Moments, age: int, old: bool
    ) -> None:
        self.caches(authority)
        ask(client, shown)
        moments.advance(age)
        if old:
            with pytest.raises(ReceiptRejected, match="older than the question") as raised:
                ask(client, shown)
            assert raised.value.verification_id == "v-1"
        else:
            assert ask(client, shown).id == "v-1"

    def test_is_what_is_asked_for_with_a_key_of_ones_own(
        self, client: Any, shown: Presentation, moments: Moments
    ) -> None:
        question = ("healthcare.hospital.registration", "330400", shown)
        first = client.verify(*question, idempotency_key="visit-17")
        moments.advance(86_400)
        assert client.verify(*question, idempotency_key="visit-17") == first

    def test_is_not_taken_for_one_by_a_clock_that_was_off(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        authority.ahead = -4_000.0
        assert ask(client, shown).permitted


class TestTheAuthoritysKeys:
    def test_are_fetched_again_for_a_name_not_seen_before(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        ask(client, shown)
        authority.key = new_key()
        authority.listed = [authority.key.as_dict(private=False)]
        assert ask(client, shown).permitted
        assert len(authority.http.at(JWKS)) == 2

    def test_are_not_fetched_again_and_again_for_forged_names(
        self, client: Any, authority: StandIn, shown: Presentation, moments: Moments
    ) -> None:
        ask(client, shown)
        for _ in range(3):
            authority.http.plan(VERIFICATIONS, resigned(authority, unchanged, key=new_key()))
            with pytest.raises(ReceiptRejected, match="does not list"):
                ask(client, shown)
        assert len(authority.http.at(JWKS)) == 2
        moments.advance(60)
        authority.http.plan(VERIFICATIONS, resigned(authority, unchanged, key=new_key()))
        with pytest.raises(ReceiptRejected, match="does not list"):
            ask(client, shown)
        assert len(authority.http.at(JWKS)) == 3

    @pytest.mark.parametrize("first", [True, False])
    def test_are_those_for_es256_alone(
        self, client: Any, authority: StandIn, shown: Presentation, first: bool
    ) -> None:
        other = ECKey.generate_key("P-384", {"kid": str(authority.key.kid)}).as_dict(private=False)
        authority.listed = [other, *authority.listed] if first else [*authority.listed, other]
        assert ask(client, shown).permitted

    def test_that_were_taken_back_are_believed_for_an_hour_at_most(
        self, client: Any, authority: StandIn, shown: Presentation, moments: Moments
    ) -> None:
        ask(client, shown)
        authority.listed = [new_key().as_dict(private=False)]
        assert ask(client, shown).permitted
        moments.advance(3600)
        with pytest.raises(ReceiptRejected, match="does not list"):
            ask(client, shown)


class TestAKeptReceipt:
    def test_is_read_again(self, client: Any, shown: Presentation) -> None:
        found = ask(client, shown)
        assert client.check_receipt(found.receipt.compact) == found.receipt

    def test_is_read_by_a_client_that_asked_nothing(
        self, client: Any, authority: StandIn, shown: Presentation, clock: Clock
    ) -> None:
        compact = ask(client, shown).receipt.compact
        with Client(authority.issuer, "clinic-7", new_key(), clock=clock) as reader:
            assert reader.check_receipt(compact).outcome == "permitted"

    def test_of_another_client_is_rejected(
        self, client: Any, authority: StandIn, shown: Presentation, clock: Clock
    ) -> None:
        compact = ask(client, shown).receipt.compact
        with (
            Client(authority.issuer, "clinic-8", new_key(), clock=clock) as reader,
            pytest.raises(ReceiptRejected, match="audience"),
        ):
            reader.check_receipt(compact)

    def test_of_any_length_is_not_even_looked_at(self, client: Any) -> None:
        with pytest.raises(ReceiptRejected, match="too long"):
            client.check_receipt("x" * 20_000)

    @pytest.mark.parametrize("compact", ["", "x.y.z", "汉字"])
    def test_that_is_none_is_rejected(self, client: Any, compact: str) -> None:
        with pytest.raises(ReceiptRejected):
            client.check_receipt(compact)
