"""Tokens and proofs: when they are made anew. The stand-in checks each of them by the RFCs."""

import json
import threading
from base64 import urlsafe_b64decode
from typing import Any

import pytest
from joincard_sdk.client import Client, Clock, NotAuthenticated, Patience, Presentation, UnexpectedAnswer
from joincard_sdk.client.proof import bare
from joincard_sdk.keys import new_key
from joserfc.jwk import ECKey

from .http_side import Fault, Reply, Seen, altered, html, once
from .moments import Moments
from .standin import CATALOGUE, TOKEN, VERIFICATIONS, StandIn

THREADS = 16


def ask(client: Any, shown: Presentation) -> Any:
    return client.verify("healthcare.hospital.registration", "330400", shown)


def part(compact: str, number: int) -> Any:
    encoded = compact.split(".")[number]
    return json.loads(urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)))


class TestAToken:
    def test_is_renewed_before_it_ends(
        self, client: Any, authority: StandIn, shown: Presentation, moments: Moments
    ) -> None:
        ask(client, shown)
        moments.advance(269)
        ask(client, shown)
        assert len(authority.http.at(TOKEN)) == 1
        moments.advance(1)
        ask(client, shown)
        assert len(authority.http.at(TOKEN)) == 2
        assert len(authority.http.at(VERIFICATIONS)) == 3

    def test_of_a_short_life_serves_three_quarters_of_it(
        self, client: Any, authority: StandIn, shown: Presentation, moments: Moments
    ) -> None:
        authority.tokens.lifetime = 8
        ask(client, shown)
        moments.advance(5.9)
        ask(client, shown)
        assert len(authority.http.at(TOKEN)) == 1
        moments.advance(0.2)
        ask(client, shown)
        assert len(authority.http.at(TOKEN)) == 2

    def test_that_ended_in_the_middle_is_renewed_once(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        ask(client, shown)
        authority.tokens.revoke_all()
        assert ask(client, shown).permitted
        _first, refused, repeated = authority.http.at(VERIFICATIONS)
        assert len(authority.http.at(TOKEN)) == 2
        assert refused.headers["idempotency-key"] == repeated.headers["idempotency-key"]
        assert refused.headers["authorization"] != repeated.headers["authorization"]

    def test_refused_again_is_an_error(self, client: Any, authority: StandIn, shown: Presentation) -> None:
        authority.tokens.lifetime = 0
        with pytest.raises(NotAuthenticated) as raised:
            ask(client, shown)
        assert (raised.value.code, raised.value.status) == ("oauth.invalid-token", 401)
        assert len(authority.http.at(VERIFICATIONS)) == 2

    def test_is_not_needed_for_the_public_catalogue(self, client: Any, authority: StandIn) -> None:
        client.catalogue()
        assert [seen.path for seen in authority.http.seen] == [CATALOGUE]
        assert "authorization" not in authority.http.seen[0].headers

    @pytest.mark.parametrize(
        "fault",
        [
            altered(lambda body: body.update(token_type="Bearer")),
            altered(lambda body: body.update(access_token="two words")),
            altered(lambda body: body.update(access_token="line\r\nX-Evil: 1")),
            altered(lambda body: body.update(access_token="")),
            altered(lambda body: body.update(expires_in="300")),
            altered(lambda body: body.update(expires_in=-1)),
            altered(lambda body: body.update(expires_in=10**400)),
            altered(lambda body: body.pop("expires_in")),
            html(200),
            html(500),
            once(Reply.of(500, {"no": "error"})),
            once(Reply(307, headers={"Location": "https://evil.example/token"})),
        ],
    )
    def test_that_is_none_is_never_used(
        self, client: Any, authority: StandIn, shown: Presentation, fault: Fault
    ) -> None:
        authority.http.plan(TOKEN, fault)
        with pytest.raises(UnexpectedAnswer):
            ask(client, shown)
        assert authority.http.at(VERIFICATIONS) == []


class TestAClientThatIsNotKnown:
    def test_is_told_so_and_not_tried_again(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        authority.clients.clear()
        with pytest.raises(NotAuthenticated) as raised:
            ask(client, shown)
        assert (raised.value.code, raised.value.status) == ("oauth.invalid-client", 401)
        assert len(authority.http.at(TOKEN)) == 1


class TestManyThreads:
    def test_share_one_token(
        self, authority: StandIn, key: ECKey, shown: Presentation, clock: Clock, patience: Patience
    ) -> None:
        begin = threading.Barrier(THREADS)
        found: list[str] = []

        def visit() -> None:
            begin.wait(timeout=10)
            found.append(ask(client, shown).id)

        with Client(authority.issuer, "clinic-7", key, patience=patience, clock=clock) as client:
            threads = [threading.Thread(target=visit) for _ in range(THREADS)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        assert len(set(found)) == THREADS
        assert len(authority.http.at(TOKEN)) == 1


class TestAProof:
    def test_is_fresh_for_each_request_and_made_for_it(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        found = ask(client, shown)
        client.get(found.id)
        proofs = [seen.headers["dpop"] for seen in authority.http.seen if "dpop" in seen.headers]
        claims = [part(proof, 1) for proof in proofs]
        assert len({claim["jti"] for claim in claims}) == len(claims) == 3
        assert [claim["htm"] for claim in claims] == ["POST", "POST", "GET"]
        assert claims[2]["htu"] == f"{authority.issuer}{VERIFICATIONS}/{found.id}"
        assert ["ath" in claim for claim in claims] == [False, True, True]

    def test_shows_the_public_key_alone_and_not_the_clients(
        self, client: Any, authority: StandIn, shown: Presentation, key: ECKey
    ) -> None:
        ask(client, shown)
        header = part(authority.http.at(TOKEN)[0].headers["dpop"], 0)
        assert set(header) == {"alg", "typ", "jwk"}
        assert set(header["jwk"]) == {"kty", "crv", "x", "y"}
        assert header["jwk"]["x"] != key.as_dict()["x"]

    @pytest.mark.parametrize(
        ("url", "htu"),
        [
            ("https://a.example/v1/catalogue?q=1#x", "https://a.example/v1/catalogue"),
            ("https://a.example:8443/v1", "https://a.example:8443/v1"),
        ],
    )
    def test_is_for_an_address_without_query(self, url: str, htu: str) -> None:
        assert bare(url) == htu


class TestAnAssertion:
    def test_names_its_key_by_thumbprint_where_the_key_has_no_name(
        self, authority: StandIn, shown: Presentation, clock: Clock
    ) -> None:
        named = new_key()
        authority.clients["clinic-7"] = named
        members = {name: value for name, value in named.as_dict(private=True).items() if name != "kid"}
        with Client(authority.issuer, "clinic-7", ECKey.import_key(members), clock=clock) as client:
            assert ask(client, shown).permitted


class TestANonce:
    @pytest.mark.parametrize("servers", [("authorization",), ("resource",), ("authorization", "resource")])
    def test_that_is_asked_for_is_sent_with_one_retry(
        self, client: Any, authority: StandIn, shown: Presentation, servers: tuple[str, ...]
    ) -> None:
        authority.tokens.nonces = {server: f"nonce-of-{server}" for server in servers}
        assert ask(client, shown).permitted
        assert len(authority.http.at(TOKEN)) == 1 + ("authorization" in servers)
        assert len(authority.http.at(VERIFICATIONS)) == 1 + ("resource" in servers)
        assert len({seen.headers["idempotency-key"] for seen in authority.http.at(VERIFICATIONS)}) == 1

    def test_is_remembered_and_replaced(self, client: Any, authority: StandIn, shown: Presentation) -> None:
        authority.tokens.nonces = {"resource": "first"}
        ask(client, shown)
        ask(client, shown)
        assert len(authority.http.at(VERIFICATIONS)) == 3
        authority.tokens.nonces = {"resource": "second"}
        ask(client, shown)
        assert len(authority.http.at(VERIFICATIONS)) == 5

    def test_that_never_suits_ends_after_one_retry(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        challenge = {"WWW-Authenticate": 'DPoP error="use_dpop_nonce"', "DPoP-Nonce": "another"}
        again = once(Reply.problem(401, "oauth.use-dpop-nonce", headers=challenge))
        authority.http.plan(VERIFICATIONS, again, again, again)
        with pytest.raises(NotAuthenticated):
            ask(client, shown)
        assert len(authority.http.at(VERIFICATIONS)) == 2

    def test_that_never_suits_the_token_endpoint_ends_likewise(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        again = once(Reply.of(400, {"error": "use_dpop_nonce"}, {"DPoP-Nonce": "another"}))
        authority.http.plan(TOKEN, *[again] * 5)
        with pytest.raises(NotAuthenticated):
            ask(client, shown)
        assert len(authority.http.at(TOKEN)) == 2

    def test_that_is_asked_for_but_not_told_ends_at_once(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        challenge = {"WWW-Authenticate": 'DPoP error="use_dpop_nonce"'}
        authority.http.plan(
            VERIFICATIONS, once(Reply.problem(401, "oauth.use-dpop-nonce", headers=challenge))
        )
        with pytest.raises(NotAuthenticated):
            ask(client, shown)
        assert len(authority.http.at(VERIFICATIONS)) == 1

    def test_and_an_ended_token_are_both_put_right(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        ask(client, shown)
        authority.tokens.revoke_all()
        authority.tokens.nonces = {"resource": "n", "authorization": "m"}
        assert ask(client, shown).permitted


class TestAClockThatIsOff:
    @pytest.mark.parametrize("ahead", [-4_000.0, -90.0, 90.0, 4_000.0])
    def test_is_corrected_by_the_authoritys_date(
        self, client: Any, authority: StandIn, shown: Presentation, ahead: float
    ) -> None:
        authority.ahead = ahead
        assert ask(client, shown).permitted
        ask(client, shown)
        assert (len(authority.http.at(TOKEN)), len(authority.http.at(VERIFICATIONS))) == (2, 2)

    def test_in_the_middle_is_corrected_too(
        self, client: Any, authority: StandIn, shown: Presentation, caplog: pytest.LogCaptureFixture
    ) -> None:
        ask(client, shown)
        authority.ahead = 100.0
        assert ask(client, shown).permitted
        assert "clock differs from the authority's by 100 s" in caplog.text

    def test_is_not_blamed_where_it_is_right(
        self, client: Any, authority: StandIn, shown: Presentation
    ) -> None:
        challenge = {"WWW-Authenticate": 'DPoP error="invalid_dpop_proof"'}
        authority.http.plan(
            VERIFICATIONS, once(Reply.problem(401, "oauth.invalid-dpop-proof", headers=challenge))
        )
        with pytest.raises(NotAuthenticated):
            ask(client, shown)
        assert len(authority.http.at(VERIFICATIONS)) == 1

    def test_does_not_shorten_or_lengthen_a_tokens_life(
        self, client: Any, authority: StandIn, shown: Presentation, moments: Moments
    ) -> None:
        authority.ahead = 4_000.0
        ask(client, shown)
        tokens = len(authority.http.at(TOKEN))
        moments.advance(269)
        ask(client, shown)
        assert len(authority.http.at(TOKEN)) == tokens


class TestAStrangersRequest:
    """The stand-in itself: a test that passes against a lenient one shows nothing."""

    def test_is_refused_by_the_stand_in(self, authority: StandIn) -> None:
        bare_request = Seen("POST", VERIFICATIONS, "", {"authorization": "DPoP made-up"}, b"{}")
        reply = authority.answer(bare_request)
        assert reply.status == 401
        assert authority.answer(Seen("POST", TOKEN, "", {}, b"")).status == 400
