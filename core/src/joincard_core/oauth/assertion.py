"""Client authentication by a signed assertion (RFC 7523 section 3; OpenID Connect ``private_key_jwt``).

Choices: ``aud`` is the issuer, as a text and exactly (FAPI 2.0 section 5.3.2.1; a token endpoint as audience
can be played to another server), ``jti`` is required and taken once, ``exp`` lies at most five minutes
ahead. A client that signs people in may name the token endpoint and sign with RS256, as OpenID Connect Core
section 9 has it: a stolen one opens nothing but its own sign-ins. A system that holders meet at a counter
alone may name the endpoints, as OpenID CIBA Core section 7.1 wants it: it never goes through a browser, where
it could be sent to another server.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from joserfc.jwk import ECKey, Key, OKPKey, RSAKey

from joincard_core.oauth import claims, jws
from joincard_core.oauth.errors import InvalidClient
from joincard_core.oauth.model import Client, suiting_keys

TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
TYPS = (None, "jwt", "client-authentication+jwt")
SKEW = 10  # s; how far ahead of ours a client's clock may run for nbf and iat
UNREADABLE = "The client_assertion cannot be read: "
ONLY_THE_ISSUER = "The aud of the client_assertion must be exactly {}."
# Keys of nobody: only the cost of checking against them matters, so the RSA modulus need not be a good one.
MODULUS = urlsafe_b64encode((2**2047 + 1).to_bytes(256, "big")).rstrip(b"=").decode("ascii")
DECOYS: dict[str, Key] = {
    "ES256": ECKey.generate_key("P-256", private=False),
    "EdDSA": OKPKey.generate_key("Ed25519", private=False),
    "PS256": RSAKey.import_key({"kty": "RSA", "n": MODULUS, "e": "AQAB"}),
}
DECOYS[jws.SIGN_IN_ALG] = DECOYS["PS256"]


@dataclass(frozen=True, slots=True)
class Expected:
    """Who the assertion is for, and when. ``now`` in seconds since 1970, ``lifetime`` in seconds.

    ``endpoints``: addresses that some clients may name instead of the issuer.
    """

    issuer: str
    now: int
    lifetime: int
    endpoints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assertion:
    """A well-formed assertion. Its signature is not checked yet: ``client_id`` is only a claim."""

    token: jws.UnverifiedToken
    client_id: str
    jti: str
    expires_at: int


def read(compact: str, client_id: str | None, expected: Expected) -> Assertion:
    """Check all that needs no key. ``client_id`` is the parameter of that name. Raises ``InvalidClient``."""
    try:
        token = jws.read(compact, also=(jws.SIGN_IN_ALG,))
    except jws.MalformedToken as error:
        raise InvalidClient(f"{UNREADABLE}{error}") from None
    if token.typ not in TYPS:
        raise InvalidClient("The client_assertion must be of typ client-authentication+jwt or JWT.")
    for step in STEPS:
        step(token.claims, expected)
    subject = str(token.claims["sub"])
    if client_id not in (None, subject):
        raise InvalidClient("The client_id must be the sub of the client_assertion.")
    return Assertion(token, subject, str(token.claims["jti"]), ceil(claims.seconds(token.claims, "exp") or 0))


def subject(compact: str) -> str | None:
    """Whose assertion it claims to be, if that can be read; for the operator's list, proved by nothing."""
    try:
        return claims.text(jws.read(compact, also=(jws.SIGN_IN_ALG,)).claims, "sub")
    except jws.MalformedToken:
        return None


def names(compact: str) -> tuple[str | None, str]:
    """The ``kid`` and ``alg`` that a token's header names; proved by nothing."""
    try:
        token = jws.read(compact, also=(jws.SIGN_IN_ALG,))
    except jws.MalformedToken:
        return None, ""
    return token.kid, token.alg


def as_registered(assertion: Assertion, client: Client | None, expected: Expected) -> None:
    """What some clients may, nobody else does. Raises ``InvalidClient``."""
    if client is not None and client.metadata.signs_in:
        return
    if assertion.token.alg == jws.SIGN_IN_ALG:
        raise InvalidClient(f"{UNREADABLE}{jws.NOT_ALLOWED}")
    if client is not None and client.metadata.counter_alone:
        return
    if assertion.token.claims.get("aud") != expected.issuer:
        raise InvalidClient(ONLY_THE_ISSUER.format(expected.issuer))


def is_from(assertion: Assertion, client: Client | None, jwks: Mapping[str, object]) -> bool:
    """Whether the assertion is signed with a key of the client, out of ``jwks``.

    For an unknown client a signature is checked all the same, against a key of nobody: the time must not tell
    which clients exist.
    """
    token = assertion.token
    usable = suiting_keys(jwks, token.kid, token.alg)
    signed = any(jws.is_signed_by(token, key) for key in usable or (DECOYS[token.alg],))
    allowed = client is not None and client.metadata.token_endpoint_auth_signing_alg in (None, token.alg)
    return signed and bool(usable) and allowed


def names_itself(found: Mapping[str, object], expected: Expected) -> None:
    """``iss`` and ``sub`` are both the client."""
    iss, sub = claims.text(found, "iss"), claims.text(found, "sub")
    if iss is None or iss != sub:
        raise InvalidClient("The iss and the sub of the client_assertion must both be the client_id.")


def meant_for_us(found: Mapping[str, object], expected: Expected) -> None:
    """``aud`` is this authority's issuer, as a text: a list could hold it beside another server's."""
    if found.get("aud") not in (expected.issuer, *expected.endpoints):
        raise InvalidClient(ONLY_THE_ISSUER.format(expected.issuer))


def in_time(found: Mapping[str, object], expected: Expected) -> None:
    """``exp`` is ahead, but not far; ``nbf`` and ``iat``, where given, are not in the future."""
    expires = claims.seconds(found, "exp")
    if expires is None or not expected.now < expires <= expected.now + expected.lifetime:
        raise InvalidClient(
            f"The exp of the client_assertion must be ahead, by {expected.lifetime} seconds at most."
        )
    for name in ("nbf", "iat"):
        begins = claims.seconds(found, name)
        if name in found and (begins is None or begins > expected.now + SKEW):
            raise InvalidClient(f"The {name} of the client_assertion is not a time, or lies in the future.")


def identified(found: Mapping[str, object], expected: Expected) -> None:
    """``jti`` tells it from every other assertion."""
    if claims.text(found, "jti") is None:
        raise InvalidClient(f"The client_assertion needs a jti of 1 to {claims.LONGEST} characters.")


STEPS = (names_itself, meant_for_us, in_time, identified)
