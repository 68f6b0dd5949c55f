"""The token endpoint and the guard of the API, checked for real.

``private_key_jwt`` (RFC 7523) and DPoP (RFC 9449) over ES256, the one algorithm that ``joincard_sdk.keys``
makes; access tokens as RFC 9068 has them.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from joincard_sdk.client.proof import digest
from joincard_sdk.testing.authority.clock import Clock
from joincard_sdk.testing.authority.problems import OAUTH, Declined
from joincard_sdk.testing.authority.serving import Reply, Request

PATH = "/oauth/token"
LIFETIME = 600
"""Seconds of an access token."""

ASSERTION_LIFETIME = 300
LEEWAY = 60
"""Seconds that the ``iat`` of a proof may be off."""

SCOPE = "verify"
ALGORITHM = "ES256"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_TYPS = (None, "JWT", "client-authentication+jwt")
LONGEST = 512


@dataclass(frozen=True, slots=True)
class Registered:
    """A client: the provider that it asks for, its public key, and what it may ask about.

    ``scopes`` are services (``healthcare.registration.walk_in``), groups (``healthcare.registration.*``),
    sectors (``healthcare.*``) or ``*``.
    """

    id: str
    provider: str
    key: ECKey = field(repr=False)
    scopes: tuple[str, ...] = ("*",)

    def may_ask(self, service: str) -> bool:
        """Whether the provider is accredited for a service."""
        return any(
            scope in ("*", service) or service.startswith(scope.removesuffix("*").removesuffix(".") + ".")
            for scope in self.scopes
        )


class Tokens:
    """Gives tokens to registered clients and tells whose request one is."""

    def __init__(self, issuer: str, key: ECKey, clock: Clock) -> None:
        self.clients: dict[str, Registered] = {}
        self._issuer = issuer
        self._key = key
        self._clock = clock
        self._used: set[tuple[str, str, str]] = set()

    def token(self, request: Request) -> Reply:
        """Answer a token request (RFC 6749 section 4.4). Errors are those of section 5.2."""
        try:
            client, jkt = self._authenticated(request)
        except Declined as error:
            told = {"error": OAUTH[error.code], "error_description": error.sentence}
            return Reply.of(401 if error.headers else 400, told, error.headers)
        now = int(self._clock.seconds())
        claims: dict[str, Any] = {
            "iss": self._issuer,
            "sub": client.id,
            "client_id": client.id,
            "aud": self._issuer,
            "iat": now,
            "exp": now + LIFETIME,
            "jti": secrets.token_hex(16),
            "scope": SCOPE,
            "cnf": {"jkt": jkt},
        }
        header = {"alg": ALGORITHM, "typ": "at+jwt", "kid": self._key.kid}
        token = jwt.encode(header, claims, self._key, default_type=None)
        return Reply.of(
            200, {"access_token": token, "token_type": "DPoP", "expires_in": LIFETIME, "scope": SCOPE}
        )

    def caller(self, request: Request) -> Registered:
        """Whose request this is; uses up the proof. Raises ``Declined``."""
        sent = request.headers.get("authorization", "")
        if not sent:
            raise self._challenged(
                "oauth.no-token",
                "This address needs an access token: Authorization: DPoP TOKEN, and a DPoP proof.",
            )
        try:
            return self._admitted(sent, request)
        except Declined as error:
            raise self._challenged(error.code, error.sentence) from None

    def _admitted(self, sent: str, request: Request) -> Registered:
        scheme, _, token = sent.partition(" ")
        if scheme.lower() != "dpop":
            raise Declined(
                "oauth.invalid-token",
                "Tokens are taken with the scheme DPoP only: Authorization: DPoP TOKEN.",
            )
        header, claims = _opened(token.strip(" "), "oauth.invalid-token", "access token", self._key)
        live = claims.get("exp", 0) > self._clock.seconds()
        if header.get("typ") != "at+jwt" or claims.get("aud") != self._issuer or not live:
            raise Declined(
                "oauth.invalid-token", "The access token has expired or is not one of this authority."
            )
        jkt, jti = self._proof(request, token)
        if jkt != claims["cnf"]["jkt"]:
            raise Declined(
                "oauth.invalid-dpop-proof",
                "The DPoP proof is signed with another key than the one the token is bound to.",
            )
        client = self.clients.get(claims["client_id"])
        if client is None:
            raise Declined("oauth.invalid-token", "The client of this access token is not active.")
        self._use_up("dpop", jkt, jti)
        return client

    def _authenticated(self, request: Request) -> tuple[Registered, str]:
        sent = _form(request)
        if sent.get("grant_type", "") != "client_credentials":
            code = "oauth.unsupported-grant-type" if "grant_type" in sent else "oauth.invalid-request"
            raise Declined(code, "The grant_type must be client_credentials.")
        if sent.get("resource", self._issuer) != self._issuer:
            raise Declined("oauth.invalid-target", f"The resource must be {self._issuer}.")
        tried = request.headers.get("authorization", "")
        if tried or "client_secret" in sent:
            scheme = tried.partition(" ")[0]
            raise Declined(
                "oauth.invalid-client",
                "The client authenticates with a client_assertion alone: no secret, no Authorization header.",
                headers={"WWW-Authenticate": f'{scheme} realm="{self._issuer}"'} if scheme else {},
            )
        client, jti = self._asserted(sent)
        jkt, proof = self._proof(request)
        if sent.get("scope", SCOPE) != SCOPE:
            raise Declined("oauth.invalid-scope", f"This client may ask for: {SCOPE}.")
        self._use_up("assertion", client.id, jti)
        self._use_up("dpop", jkt, proof)
        return client, jkt

    def _asserted(self, sent: Mapping[str, str]) -> tuple[Registered, str]:
        code, what = "oauth.invalid-client", "client_assertion"
        compact = sent.get("client_assertion", "")
        if sent.get("client_assertion_type") != ASSERTION_TYPE or not compact:
            raise Declined(code, f"The client authenticates with a {what} of type {ASSERTION_TYPE}.")
        header, claims = _opened(compact, code, what)
        now = self._clock.seconds()
        aud = claims.get("aud")
        wrong = {
            "typ": header.get("typ") not in ASSERTION_TYPS,
            "iss": not _text(claims, "iss") or claims.get("iss") != claims.get("sub"),
            "aud": aud not in (self._issuer, [self._issuer]),
            "exp": not now < _seconds(claims, "exp") <= now + ASSERTION_LIFETIME,
            "jti": not _text(claims, "jti"),
            "sub": sent.get("client_id", claims.get("sub")) != claims.get("sub"),
        }
        for name in (name for name, is_wrong in wrong.items() if is_wrong):
            raise Declined(code, f"The {name} of the {what} is wrong; aud is {self._issuer}.")
        client = self.clients.get(claims["sub"])
        if client is None:
            raise Declined(
                code, "The client is unknown, or its assertion is not signed with one of its keys."
            )
        _opened(compact, code, what, client.key)
        return client, claims["jti"]

    def _proof(self, request: Request, token: str | None = None) -> tuple[str, str]:
        """Thumbprint of the key and ``jti`` of the proof of a request. Raises ``Declined``."""
        code, what = "oauth.invalid-dpop-proof", "DPoP proof"
        compact = request.headers.get("dpop", "")
        header, claims = _opened(compact, code, what)
        key = _public(header.get("jwk"))
        wrong = {
            "typ": header.get("typ") != "dpop+jwt",
            "htm": claims.get("htm") != request.method,
            "htu": _place(claims.get("htu")) != _place(self._issuer + request.path),
            "iat": abs(self._clock.seconds() - _seconds(claims, "iat")) > LEEWAY,
            "jti": not _text(claims, "jti"),
            "ath": token is not None and claims.get("ath") != digest(token),
        }
        for name in (name for name, is_wrong in wrong.items() if is_wrong):
            raise Declined(code, f"The {name} of the {what} is wrong for this request.")
        _opened(compact, code, what, key)
        return key.thumbprint(), claims["jti"]

    def _use_up(self, kind: str, subject: str, jti: str) -> None:
        if (kind, subject, jti) in self._used:
            code = "oauth.invalid-client" if kind == "assertion" else "oauth.invalid-dpop-proof"
            raise Declined(code, "It was used before. Sign a new one for each request.")
        self._used.add((kind, subject, jti))

    def _challenged(self, code: str, sentence: str) -> Declined:
        error = f'error="{OAUTH[code]}", ' if OAUTH[code] else ""
        told = f'DPoP {error}algs="{ALGORITHM}", resource_metadata="{self._issuer}{RESOURCE}"'
        return Declined(code, sentence, headers={"WWW-Authenticate": told})


RESOURCE = "/.well-known/oauth-protected-resource"


def _form(request: Request) -> dict[str, str]:
    code = "oauth.invalid-request"
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.query or request.body is None or kind != "application/x-www-form-urlencoded":
        raise Declined(code, "The parameters belong into a body of application/x-www-form-urlencoded.")
    try:
        pairs = parse_qsl(request.body.decode("ascii"), keep_blank_values=True, max_num_fields=50)
    except ValueError:
        raise Declined(code, "The form cannot be read.") from None
    if len({name for name, _ in pairs}) != len(pairs):
        raise Declined(code, "A parameter occurs twice.")
    return {name: value for name, value in pairs if value}


def _opened(
    compact: str, code: str, what: str, key: ECKey | None = None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and claims, not to be believed before a ``key`` was given. Raises ``Declined``."""
    try:
        read = compact.encode("ascii")
        token = (
            jws.deserialize_compact(read, key, algorithms=[ALGORITHM])
            if key is not None
            else jws.extract_compact(read)
        )
        header, claims = token.headers(), json.loads(token.payload)
        if header.get("alg") != ALGORITHM or not isinstance(claims, dict):
            raise ValueError(ALGORITHM)
    except (JoseError, ValueError, TypeError, RecursionError):
        raise Declined(code, f"The {what} is not a JWS of {ALGORITHM} with the right key.") from None
    return dict(header), claims


def _public(jwk: object) -> ECKey:
    try:
        if not isinstance(jwk, dict) or "d" in jwk or (jwk.get("kty"), jwk.get("crv")) != ("EC", "P-256"):
            raise ValueError("jwk")
        key = ECKey.import_key({name: str(jwk[name]) for name in ("kty", "crv", "x", "y")})
        _ = key.public_key
    except (JoseError, ValueError, KeyError):
        raise Declined(
            "oauth.invalid-dpop-proof", "The jwk of the DPoP proof is a public key of P-256."
        ) from None
    return key


def _text(claims: Mapping[str, Any], name: str) -> bool:
    value = claims.get(name)
    return isinstance(value, str) and 0 < len(value) <= LONGEST


def _seconds(claims: Mapping[str, Any], name: str) -> float:
    value = claims.get(name)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0


def _place(address: object) -> object:
    """What of an address counts: no query, no fragment."""
    try:
        parts = urlsplit(str(address))
        return parts.scheme, parts.hostname, parts.port, parts.path, parts.username
    except ValueError:
        return None
