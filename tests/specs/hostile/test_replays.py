"""Ten thousand replays of what was in order once: at once, when it is about to end, after it has ended."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice

import pytest
from joincard_core.oauth import InitialAccess, InvitationAsked

from tests.specs.hostile.target import Portal, Target
from tests.specs.system import EC, ISSUER, RSA, Reply, public

API, OTHER, USERINFO = "/v1/verifications/" + "0" * 32, "/v1/verifications/" + "1" * 32, "/oauth/userinfo"
WAITS = (
    0,
    1,
    28,
    32,
    300,
    3_700,
)  # s, one after the other: past each lifetime, and past what is kept after it
EACH = 120  # replays of each kind after each wait
ELSEWHERE = ("/oauth/token", "/oauth/introspect", "/oauth/revoke", "/oauth/par")
LEAST = 10_000


@dataclass(frozen=True)
class Replay:
    """Something to be sent again, and how an answer says that it was taken."""

    send: Callable[[], Reply]
    taken: Callable[[Reply], bool]


def success(reply: Reply) -> bool:
    """The usual sign."""
    return reply.status_code in (200, 201)


def reaches(reply: Reply) -> bool:
    """The sign at an address of the API that is known to be empty."""
    return reply.status_code == 404


def opens(reply: Reply) -> bool:
    """The sign at the pages: a next page, or a code."""
    where = reply.headers.get("Location", "")
    return "interaction=" in where or "code=" in where


def is_active(reply: Reply) -> bool:
    """The sign at introspection."""
    return bool(reply.json.get("active"))


def assertion(target: Target) -> list[Replay]:
    """RFC 7523 section 3, number 7: at its endpoint, and at each other one."""
    portal = target.portal()
    used = portal.assertion()
    assert success(portal.ask(client_assertion=used))
    form = {"token": "x", **portal.wishes(), "grant_type": "client_credentials", "client_assertion": used}

    def at(path: str) -> Reply:
        return portal.post(path, portal.proof(uri=ISSUER + path), **form)

    return [Replay(partial(at, path), success) for path in ELSEWHERE]


def whole_request(target: Target) -> list[Replay]:
    """Its bytes as they were."""
    portal = target.portal()
    body, proof = portal.urlencoded({}), portal.proof()
    assert success(portal.send(body, proof))
    return [Replay(partial(portal.send, body, proof), success)]


def proof_for_a_token(target: Target) -> list[Replay]:
    """RFC 9449 section 11.1, by the client itself."""
    portal = target.portal()
    proof = portal.proof()
    assert success(portal.ask(proof))
    return [Replay(partial(portal.ask, proof), success)]


def proof_for_the_api(target: Target) -> list[Replay]:
    """The same at the API, where the token is good for as long as it lives."""
    portal = target.portal()
    token = portal.token()
    proof = portal.proof("GET", ISSUER + API, token)
    assert reaches(portal.call(token, proof))
    return [Replay(partial(portal.call, token, proof), reaches)]


def proof_of_another_request(target: Target) -> list[Replay]:
    """A proof that nobody has used yet: for another method, address, token or key."""
    portal = target.portal()
    one, other = (tokens(portal)["access_token"] for _ in range(2))
    assert reaches(portal.call(one))
    proofs = (
        portal.proof("POST", ISSUER + API, one),
        portal.proof("GET", ISSUER + OTHER, one),
        portal.proof("GET", ISSUER + USERINFO, one),
        portal.proof("GET", ISSUER + API, other),
        portal.proof("GET", ISSUER + API, one, key=RSA),
        portal.proof("GET", ISSUER + API),
        portal.proof(),
    )
    here = portal.proof("GET", ISSUER + API, one)
    return [
        *(Replay(partial(portal.call, one, proof), reaches) for proof in proofs),
        *(Replay(partial(portal.call, other, here), reaches), Replay(partial(portal.ask, here), success)),
        *(Replay(partial(portal.userinfo, one, here), success),),
    ]


def access_token_of_another(target: Target) -> list[Replay]:
    """A token that was found, with a thief's proof, or as if it were bound to nothing."""
    portal = target.portal()
    thief = target.portal("bank", RSA, RSA)
    token = portal.token()
    assert reaches(portal.call(token))

    def bare() -> Reply:
        return portal.call(token, None, scheme="Bearer")

    return [Replay(partial(thief.call, token), reaches), Replay(bare, reaches)]


def code(target: Target) -> list[Replay]:
    """RFC 6749 section 4.1.2, by the client itself; and what its first use had brought."""
    portal = target.portal()
    used = portal.code()
    first = portal.redeem(used)
    assert success(first)
    assert portal.redeem(used).json["error"] == "invalid_grant"
    return [
        Replay(partial(portal.redeem, used), success),
        Replay(partial(portal.refresh, first.json["refresh_token"]), success),
        Replay(partial(portal.userinfo, first.json["access_token"]), success),
    ]


def code_of_another(target: Target) -> list[Replay]:
    """A code that was caught on its way, redeemed by another client or with another verifier."""
    portal, rotating = target.portal(), target.portal("rotating")
    caught = portal.code()
    return [
        Replay(partial(rotating.redeem, caught), success),
        Replay(partial(portal.redeem, caught, code_verifier="x" * 43), success),
    ]


def request_uri(target: Target) -> list[Replay]:
    """RFC 9126 section 7.3: an address whose request was decided, and the page that decided it."""
    portal = target.portal()
    uri = portal.request_uri()
    browser, page = portal.opened(uri)
    assert opens(portal.approved(browser, page))
    query = {"client_id": "portal", "request_uri": uri}

    def again() -> Reply:
        return Reply.of(browser.get("/oauth/authorize", query_string=query, base_url=ISSUER))

    return [Replay(again, opens), Replay(partial(portal.approved, browser, page), opens)]


def request_object(target: Target) -> list[Replay]:
    """RFC 9101 section 10.2, for an object that names itself."""
    portal = target.portal()
    signed = portal.request_object(jti=secrets.token_hex(8))
    assert success(portal.post("/oauth/par", request=signed))
    return [Replay(partial(portal.post, "/oauth/par", request=signed), success)]


def revoked_tokens(target: Target) -> list[Replay]:
    """RFC 7009 section 2.1: a refresh token takes its grant with it."""
    portal = target.portal()
    held = tokens(portal)
    assert success(portal.refresh(held["refresh_token"]))
    assert success(portal.revoke(held["refresh_token"]))
    return [
        Replay(partial(portal.refresh, held["refresh_token"]), success),
        Replay(partial(portal.userinfo, held["access_token"]), success),
        Replay(partial(portal.introspect, held["refresh_token"]), is_active),
        Replay(partial(portal.introspect, held["access_token"]), is_active),
    ]


def revoked_access_token(target: Target) -> list[Replay]:
    """The same for an access token, at each of its doors."""
    hospital, cleaner = target.portal("hospital"), target.portal("cleaner")
    token = hospital.token()
    derived = cleaner.exchange(token).json["access_token"]
    assert reaches(cleaner.call(derived))
    assert success(hospital.revoke(token))
    return [
        Replay(partial(hospital.call, token), reaches),
        Replay(partial(cleaner.exchange, token), success),
        Replay(partial(cleaner.call, derived), reaches),
        Replay(partial(hospital.introspect, token), is_active),
    ]


def rotated_refresh_token(target: Target) -> list[Replay]:
    """RFC 9700 section 4.14.2: the old one ends the grant, so the new one is refused, too."""
    rotating = target.portal("rotating")
    old = tokens(rotating)["refresh_token"]
    new = rotating.refresh(old).json
    assert rotating.refresh(old).json["error"] == "invalid_grant"
    return [
        Replay(partial(rotating.refresh, old), success),
        Replay(partial(rotating.refresh, new["refresh_token"]), success),
        Replay(partial(rotating.userinfo, new["access_token"]), success),
    ]


def initial_access_token(target: Target) -> list[Replay]:
    """RFC 7591 section 3, for a token of one use."""
    web = target.web
    invited = InitialAccess(target.database, target.clock).invite(InvitationAsked("jiaxing-first"))
    members = {"client_name": "New", "jwks": {"keys": [public(EC)]}}
    headers = {"Authorization": f"Bearer {invited.token}"}

    def register() -> Reply:
        return Reply.of(web.post("/oauth/register", json=members, headers=headers))

    assert success(register())
    return [Replay(register, success)]


def tokens(portal: Portal) -> dict[str, str]:
    """What a code is redeemed for."""
    answer = portal.redeem(portal.code())
    assert success(answer), answer.data
    return dict(answer.json)


KINDS = (
    *(assertion, whole_request, proof_for_a_token, proof_for_the_api, proof_of_another_request),
    *(access_token_of_another, code, code_of_another, request_uri, request_object, revoked_tokens),
    *(revoked_access_token, rotated_refresh_token, initial_access_token),
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__.replace("_", " "))
class TestAReplay:
    def test_is_never_taken(self, target: Target, kind: Callable[[Target], list[Replay]]) -> None:
        """Each kind shows first, in its own words, that the original is taken."""
        replays = [each for _ in range(4) for each in kind(target)]
        for wait in WAITS:
            target.later(seconds=wait)
            for replay in islice(cycle(replays), EACH):
                reply = replay.send()
                assert not replay.taken(reply), reply.data
                assert reply.status_code < 500


assert len(KINDS) * len(WAITS) * EACH >= LEAST
