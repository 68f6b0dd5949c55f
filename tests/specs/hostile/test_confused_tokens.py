"""RFC 8725 section 2.8 and 3.11: no kind of token, and nothing else that we give out, is taken for another."""

import secrets
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.specs.hostile.kinds import KINDS, Kind, access_token, signer_of, unb64
from tests.specs.hostile.target import CALLBACK, VERIFIER, Portal, Target
from tests.specs.system import ISSUER, b64

OTHERS = ("at+jwt", "dpop+jwt", "oauth-authz-req+jwt", "client-authentication+jwt", "JWT")
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def given_out(target: Target) -> Iterator[tuple[str, str]]:
    """Everything that the authority signs for others or lets them hold, and that is no access token."""
    portal = target.portal()
    answered = portal.approved(*portal.opened(portal.request_uri(response_mode="jwt")))
    yield "a signed response", parse_qs(urlsplit(answered.headers["Location"]).query)["response"][0]
    yield "a code", portal.code()
    yield "a request_uri", portal.request_uri()
    tokens = portal.redeem(portal.code()).json
    yield "an ID token", tokens["id_token"]
    yield "a refresh token", tokens["refresh_token"]
    form = portal.form(grant_type=None, token=tokens["access_token"])
    accept = {"Accept": "application/token-introspection+jwt"}
    with portal.web.post("/oauth/introspect", data=form, headers=accept) as answer:
        assert answer.status_code == 200
        yield "a signed introspection", answer.get_data(as_text=True)


def made_by_clients(target: Target, kind: Kind) -> Iterator[tuple[str, str]]:
    """One in order of every other kind, as it is and under the name of this one."""
    for other in KINDS:
        genuine = other.genuine(target)
        if other.genuine != kind.genuine:
            yield other.name, genuine.compact
            for typ in OTHERS:
                yield f"{other.name} of typ {typ}", genuine.with_header(typ=typ)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
class TestAToken:
    def test_of_another_kind_is_not_taken(self, target: Target, kind: Kind) -> None:
        genuine = kind.genuine(target)
        others = [*given_out(target), *made_by_clients(target, kind)]
        if "introspected" in kind.name:  # where a refresh token is at home, too: with its own client
            others = [(name, text) for name, text in others if name != "a refresh token"]
        replies = {name: kind.send(target, genuine, text) for name, text in others}
        assert [name for name, reply in replies.items() if kind.taken(reply)] == []
        assert [(name, r.status_code) for name, r in replies.items() if not kind.refused(r)] == []
        assert len(replies) >= 20
        assert kind.taken(kind.send(target, genuine, genuine.compact))

    def test_of_our_own_key_is_not_taken_for_the_clients(self, target: Target, kind: Kind) -> None:
        """Whoever made us sign would still not be a client."""
        genuine = kind.genuine(target)
        if kind.ours:
            forged = [access_token(target).with_header(typ=typ) for typ in OTHERS if typ != "at+jwt"]
        else:
            forged = [replace(genuine, signer=signer_of(target.keys)).with_header(typ=t) for t in kind.types]
        assert [kind.taken(kind.send(target, genuine, each)) for each in forged] == [False] * len(forged)


def twin(compact: str) -> str:
    """The other signature that ECDSA finds as good: s becomes n - s."""
    text, _, end = compact.rpartition(".")
    raw = unb64(end)
    other = ORDER - int.from_bytes(raw[32:], "big")
    return f"{text}.{b64(raw[:32] + other.to_bytes(32, 'big'))}"


class TestATwinOfASignature:
    """Nobody can forbid it, RFC 7518 does not: so it must be worth nothing beside the first."""

    @pytest.mark.parametrize("kind", [each for each in KINDS if not each.ours], ids=lambda kind: kind.name)
    def test_is_used_up_with_the_first(self, target: Target, kind: Kind) -> None:
        genuine = kind.genuine(target)
        compact = genuine.compact
        assert kind.taken(kind.send(target, genuine, compact))
        assert kind.refused(kind.send(target, genuine, twin(compact)))

    def test_is_revoked_with_the_first(self, target: Target) -> None:
        portal = target.portal()
        token = portal.redeem(portal.code()).json["access_token"]
        assert portal.introspect(twin(token)).json == portal.introspect(token).json
        assert portal.userinfo(twin(token)).status_code == 200
        assert portal.revoke(token).status_code == 200
        assert [portal.userinfo(each).status_code for each in (token, twin(token))] == [401, 401]
        assert portal.introspect(twin(token)).json == {"active": False}

    def test_takes_the_first_with_it(self, target: Target) -> None:
        portal = target.portal()
        token = portal.redeem(portal.code()).json["access_token"]
        assert portal.revoke(twin(token)).status_code == 200
        assert portal.userinfo(token).status_code == 401


class TestATokenInAPlaceForAnother:
    """What is a secret in one place is none in another one."""

    def test_is_not_redeemed(self, target: Target) -> None:
        portal = target.portal()
        tokens = portal.redeem(portal.code()).json
        uri, code = portal.request_uri(), portal.code()
        for wrong in (tokens["refresh_token"], tokens["access_token"], uri, uri.rpartition(":")[2]):
            assert portal.redeem(wrong).json["error"] == "invalid_grant"
        for wrong in (code, tokens["access_token"], tokens["id_token"], uri):
            assert portal.refresh(wrong).json["error"] == "invalid_grant"
        assert (portal.redeem(code).status_code, portal.refresh(tokens["refresh_token"]).status_code) == (
            200,
            200,
        )

    def test_is_not_another_clients(self, target: Target) -> None:
        portal, rotating = target.portal(), target.portal("rotating")
        code = portal.code()
        tokens = portal.redeem(portal.code()).json
        assert rotating.redeem(code).json["error"] == "invalid_grant"
        assert rotating.refresh(tokens["refresh_token"]).json["error"] == "invalid_grant"
        assert rotating.introspect(tokens["refresh_token"]).json == {"active": False}
        for token in (tokens["refresh_token"], tokens["access_token"]):
            assert rotating.revoke(token).status_code == 200
        assert portal.userinfo(tokens["access_token"]).status_code == 200
        assert (portal.redeem(code).status_code, portal.refresh(tokens["refresh_token"]).status_code) == (
            200,
            200,
        )

    @pytest.mark.parametrize(
        "verifier",
        [None, "", VERIFIER[:-1], f"{VERIFIER}x", VERIFIER.upper(), "x" * 43, "plain", secrets.token_hex(64)],
    )
    def test_is_not_redeemed_with_another_verifier(self, portal: Portal, verifier: str | None) -> None:
        """RFC 7636 section 4.6."""
        code = portal.code()
        assert portal.redeem(code, code_verifier=verifier).json["error"] == "invalid_grant"
        assert portal.redeem(code).status_code == 200

    @pytest.mark.parametrize("uri", ["https://evil.example/cb", f"{CALLBACK}/", f"{CALLBACK}?a", ISSUER])
    def test_is_not_redeemed_for_another_address(self, portal: Portal, uri: str) -> None:
        code = portal.code()
        assert portal.redeem(code, redirect_uri=uri).json["error"] == "invalid_grant"
        assert portal.redeem(code).status_code == 200
