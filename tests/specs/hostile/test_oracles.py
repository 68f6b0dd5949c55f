"""RFC 7662 section 4, RFC 6749 section 10: what is refused is refused alike, whatever would have been true."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from joincard_core.oauth import NewClient, jws
from joserfc.jwk import Key

from tests.specs.hostile.genuine import FORGERS
from tests.specs.hostile.target import CALLBACK, Target
from tests.specs.system import EC, ISSUER, OKP, RSA, Reply, public

ENDPOINTS = ("/oauth/token", "/oauth/par", "/oauth/introspect", "/oauth/revoke")
OF_THE_REQUEST = ("X-Request-Id",)
UNKNOWN = "A" * 43


def seen(reply: Reply) -> tuple[object, ...]:
    """Everything of an answer but the name of its request."""
    headers = sorted((name, value) for name, value in reply.headers.items() if name not in OF_THE_REQUEST)
    return reply.status_code, reply.data, tuple(headers)


def alike(replies: Iterable[Reply]) -> bool:
    """Whether nobody can tell the answers apart."""
    found = {seen(reply) for reply in replies}
    assert len(found) == 1, found
    return True


@pytest.fixture
def closed(target: Target) -> Target:
    """The authority with clients that are suspended, expired, and gone."""
    known = {client.id for client in target.clients.of_provider("other-bank")}
    for name in ("suspended", "expired"):
        if name not in known:
            ends = target.clock.now() - timedelta(days=1) if name == "expired" else None
            keys = {"keys": [public(EC)]}
            target.clients.add(NewClient(name, "other-bank", name, keys, frozenset({"verify"}), ends))
    if "suspended" not in known:
        target.clients.suspend("suspended")
    return target


class TestAClientThatIsNotProved:
    @pytest.mark.parametrize("path", ENDPOINTS)
    def test_is_not_told_whether_it_exists(self, closed: Target, path: str) -> None:
        names = ("hospital", "nobody", "suspended", "expired", "bank", "museum", "h" * 64, "x.y-z_1")
        replies = [
            closed.portal(name, key=FORGERS["EC"]).post(path, token="x", grant_type="client_credentials")
            for name in names
        ]
        assert alike(replies)
        assert replies[0].json["error"] == "invalid_client"

    @pytest.mark.parametrize("path", ENDPOINTS)
    def test_is_not_told_which_of_its_keys_are_known(self, closed: Target, path: str) -> None:
        hospital = closed.portal("hospital")
        forger = FORGERS["EC"]
        names = (EC.thumbprint(), "unknown", "../x")
        tried: list[tuple[Key, dict[str, object]]] = [
            *((forger, {"kid": name}) for name in names),  # type: ignore[list-item]  # a text is an object
            *((key, {}) for key in (*FORGERS.values(), RSA, OKP)),
        ]
        replies = [
            hospital.post(path, token="x", client_assertion=hospital.assertion(header, key))
            for key, header in tried
        ]
        assert alike(replies)

    @pytest.mark.parametrize("key", FORGERS.values(), ids=lambda key: str(key.key_type))
    def test_costs_one_signature_whether_it_exists(
        self, target: Target, key: Key, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Time is not measured here: what would take it is counted."""
        checked: list[str] = []
        check = jws.is_signed_by

        def counted(token: jws.UnverifiedToken, of: Key) -> bool:
            checked.append(str(of.key_type))
            return check(token, of)

        monkeypatch.setattr(jws, "is_signed_by", counted)
        found = {}
        for name in ("hospital", "bank", "museum", "nobody"):
            checked.clear()
            assert target.portal(name, key=key).introspect("x").json["error"] == "invalid_client"
            found[name] = list(checked)
        assert {tuple(each) for each in found.values()} == {(str(key.key_type),)}, found

    def test_is_told_more_once_it_is_proved(self, closed: Target) -> None:
        """The control: the answers differ for who has the key."""
        told = [closed.portal(name).introspect("x") for name in ("suspended", "expired")]
        assert [reply.json["error_description"] for reply in told] == [
            "The client is suspended.",
            "The client is expired.",
        ]
        assert closed.portal("hospital").introspect("x").json == {"active": False}


def foreign_tokens(target: Target) -> dict[str, str]:
    """Tokens that the bank may not look at, and texts that are none."""
    portal, hospital = target.portal(), target.portal("hospital")
    theirs, taken_back, old = (portal.redeem(portal.code()).json for _ in range(3))
    portal.revoke(taken_back["refresh_token"])
    revoked = hospital.token()
    hospital.revoke(revoked)
    return {
        "access token of another provider": theirs["access_token"],
        "refresh token of another provider": theirs["refresh_token"],
        "revoked refresh token": taken_back["refresh_token"],
        "access token of a revoked grant": taken_back["access_token"],
        "revoked access token": revoked,
        "ID token": old["id_token"],
        "code": portal.code(),
        "unknown refresh token": UNKNOWN,
        "no token": "x",
        "half a token": theirs["access_token"][:-5],
        "assertion": portal.assertion(),
        "long": "x" * 9_000,
        "no ASCII": "令牌",
        "null": "\u0000",
    }


class TestATokenOfOthers:
    @pytest.mark.parametrize("hint", [None, "access_token", "refresh_token", "x"])
    def test_is_looked_at_without_a_word(self, target: Target, hint: str | None) -> None:
        bank = target.portal("bank", RSA, RSA)
        replies = [
            bank.post("/oauth/introspect", token=token, token_type_hint=hint)
            for token in foreign_tokens(target).values()
        ]
        assert alike(replies)
        assert replies[0].json == {"active": False}

    def test_is_taken_back_without_a_word(self, target: Target) -> None:
        bank = target.portal("bank", RSA, RSA)
        own = bank.token()
        replies = [bank.revoke(token) for token in (own, own, *foreign_tokens(target).values())]
        assert alike(replies)
        assert (replies[0].status_code, replies[0].data) == (200, b"")

    def test_is_still_good_afterwards(self, target: Target) -> None:
        portal, bank = target.portal(), target.portal("bank", RSA, RSA)
        held = portal.redeem(portal.code()).json
        for token in (held["access_token"], held["refresh_token"]):
            bank.revoke(token)
            assert portal.introspect(token).json["active"] is True

    def test_that_has_expired_is_like_one_that_never_was(self, target: Target) -> None:
        portal = target.portal()
        token = portal.token()
        target.later(seconds=600)
        assert alike([portal.introspect(token), portal.introspect(UNKNOWN)])


class TestACodeOrRefreshTokenOfOthers:
    def test_is_refused_like_one_that_never_was(self, target: Target) -> None:
        portal, rotating = target.portal(), target.portal("rotating")
        used, late = portal.code(), portal.code()
        portal.redeem(used)
        bound = portal.code(dpop_jkt="A" * 43)
        fresh = rotating.code()
        assert alike(
            [
                *(portal.redeem(code) for code in (UNKNOWN, fresh, used, bound, "x", "x" * 5_000, "\u0000")),
                *(
                    portal.redeem(late, code_verifier="x" * 43),
                    portal.redeem(late, redirect_uri=f"{CALLBACK}/"),
                ),
            ]
        )

    def test_is_refused_like_one_that_has_ended(self, target: Target) -> None:
        portal, rotating = target.portal(), target.portal("rotating")
        ended = portal.redeem(portal.code()).json["refresh_token"]
        portal.revoke(ended)
        theirs = rotating.redeem(rotating.code()).json["refresh_token"]
        assert alike([portal.refresh(token) for token in (UNKNOWN, ended, theirs, "x" * 5_000)])


class TestARequestOfOthers:
    def test_is_not_opened_nor_known(self, target: Target) -> None:
        portal, rotating = target.portal(), target.portal("rotating")
        theirs = rotating.request_uri()

        def opened(uri: str) -> Reply:
            query = urlencode({"client_id": portal.id, "request_uri": uri})
            return Reply.of(target.web.get(f"/oauth/authorize?{query}", base_url=ISSUER))

        prefix = theirs.rpartition(":")[0]
        replies = [
            opened(uri) for uri in (theirs, f"{prefix}:{UNKNOWN}", "x", "https://evil.example/request")
        ]
        assert {(reply.status_code, reply.data) for reply in replies} == {(400, replies[0].data)}
        assert not any("Location" in reply.headers for reply in replies)


class TestARegistrationOfOthers:
    def test_is_refused_like_one_that_never_was(self, closed: Target) -> None:
        def asked(name: str, method: str) -> Reply:
            headers = {"Authorization": f"Bearer {UNKNOWN}"}
            return Reply.of(closed.web.open(f"/oauth/register/{name}", method=method, headers=headers))

        for method in ("GET", "PUT", "DELETE"):
            assert alike(asked(name, method) for name in ("portal", "nobody", "suspended", "NOBODY", "%00"))
