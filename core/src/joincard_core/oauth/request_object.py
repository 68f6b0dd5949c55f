"""Signed request objects (RFC 9101), as FAPI 2.0 Message Signing section 5.3 wants them.

Choices: only inside a pushed request, never by an address of the client's; ``exp`` and ``nbf`` are required
and at most an hour apart from each other and from now; a ``jti``, where there is one, is taken once. What
stands outside of the object does not count (section 6.3).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from joincard_core.oauth import claims, jws
from joincard_core.oauth.errors import InvalidRequestObject
from joincard_core.oauth.model import Client, suiting_keys

TYPS = (None, "jwt", "oauth-authz-req+jwt")
LONGEST_LIFE = 3600  # s
SKEW = 10  # s; how far ahead of ours a client's clock may run
OF_THE_JWT = frozenset({"iss", "aud", "exp", "nbf", "iat", "jti", "sub"})
INSIDE_ANOTHER = frozenset({"request", "request_uri"})


@dataclass(frozen=True, slots=True)
class Expected:
    """Who the object is for, and when. ``now`` is in seconds since 1970."""

    issuer: str
    now: int


Step = Callable[[Mapping[str, object], Client, Expected], None]


@dataclass(frozen=True, slots=True)
class Rules:
    """What is asked of an object: a row of checks, and algorithms that are taken beside the usual ones."""

    steps: tuple[Step, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RequestObject:
    """The parameters that a client signed, and what tells this object from others (if it says so)."""

    parameters: Mapping[str, str]
    jti: str | None
    expires_at: int


def read(
    compact: str, client: Client, jwks: Mapping[str, object], expected: Expected, rules: Rules | None = None
) -> RequestObject:
    """What the client signed, by the rules for systems or by others. Raises ``InvalidRequestObject``."""
    rules = rules or OF_SYSTEMS
    try:
        token = jws.read(compact, also=rules.also)
    except jws.MalformedToken as error:
        raise InvalidRequestObject(f"The request object cannot be read: {error}") from None
    if token.typ not in TYPS:
        raise InvalidRequestObject("The request object must be of typ oauth-authz-req+jwt or JWT.")
    _signed(token, client, jwks)
    for step in rules.steps:
        step(token.claims, client, expected)
    jti, expires = claims.text(token.claims, "jti"), claims.seconds(token.claims, "exp") or 0
    return RequestObject(parameters(token.claims), jti, int(expires))


def _signed(token: jws.UnverifiedToken, client: Client, jwks: Mapping[str, object]) -> None:
    if client.metadata.request_object_signing_alg not in (None, token.alg):
        raise InvalidRequestObject(
            f"The client is registered for request objects with {client.metadata.request_object_signing_alg}."
        )
    keys = suiting_keys(jwks, token.kid, token.alg)
    if not any(jws.is_signed_by(token, key) for key in keys):
        raise InvalidRequestObject("The request object is not signed with one of the client's keys.")


def from_the_client(found: Mapping[str, object], client: Client, expected: Expected) -> None:
    """``iss`` and ``client_id`` are the client that authenticated."""
    if found.get("iss") != client.id or found.get("client_id") != client.id:
        raise InvalidRequestObject("The iss and the client_id of the request object must be the client's id.")


def meant_for_us(found: Mapping[str, object], client: Client, expected: Expected) -> None:
    """``aud`` is, or holds, this authority's issuer."""
    aud = found.get("aud")
    if expected.issuer not in (aud if isinstance(aud, list) else [aud]):
        raise InvalidRequestObject(f"The aud of the request object must be {expected.issuer}.")


def in_time(found: Mapping[str, object], client: Client, expected: Expected) -> None:
    """``nbf`` and ``exp`` hold now between them, an hour at most; ``iat``, where given, is not ahead."""
    nbf, exp = claims.seconds(found, "nbf"), claims.seconds(found, "exp")
    if nbf is None or exp is None:
        raise InvalidRequestObject("The request object needs nbf and exp.")
    if not expected.now - LONGEST_LIFE <= nbf <= expected.now + SKEW:
        raise InvalidRequestObject("The nbf of the request object must be now, or within the hour before.")
    iat = claims.seconds(found, "iat")
    if "iat" in found and (iat is None or iat > expected.now + SKEW):
        raise InvalidRequestObject("The iat of the request object is not a time, or lies in the future.")
    if not expected.now < exp <= nbf + LONGEST_LIFE:
        raise InvalidRequestObject("The exp of the request object must be ahead, an hour after nbf at most.")


def stands_alone(found: Mapping[str, object], client: Client, expected: Expected) -> None:
    """No object inside an object (RFC 9101 section 4)."""
    if INSIDE_ANOTHER & set(found):
        raise InvalidRequestObject("A request object holds neither request nor request_uri.")


def identified(found: Mapping[str, object], client: Client, expected: Expected) -> None:
    """``jti``, where there is one, tells it from every other: one that cannot is not taken for none."""
    if "jti" in found and claims.text(found, "jti") is None:
        raise InvalidRequestObject(f"The jti of the request object has 1 to {claims.LONGEST} characters.")


OF_SYSTEMS = Rules((from_the_client, meant_for_us, in_time, stands_alone, identified))


def parameters(found: Mapping[str, object]) -> dict[str, str]:
    """What the client asks for, as a form would carry it."""
    return {name: _text(value) for name, value in found.items() if name not in OF_THE_JWT}


def _text(value: object) -> str:
    """A parameter as a form would carry it: JSON values in JSON (section 4)."""
    return value if isinstance(value, str) else json.dumps(value)
