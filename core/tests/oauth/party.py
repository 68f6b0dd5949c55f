"""The endpoints over a real database, and providers' systems that sign what they send."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from joincard_core.clock import FixedClock, to_epoch
from joincard_core.keys import KeyRing, Vault
from joincard_core.oauth import (
    Answer,
    Caller,
    ClientMetadata,
    Clients,
    Endpoints,
    FormRequest,
    IntrospectionAnswer,
    NewClient,
    Presented,
    SignedIn,
)
from joincard_core.settings import Settings
from joincard_core.storage import Database
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, import_key

ISSUER = "https://card.example.cn"
CALLBACK = "https://portal.example.org/callback"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
RIDE, VISIT = "transport.metro.ride", "healthcare.clinic.day_visit"
ANN = SignedIn("ann", "card-of-ann", 1_772_424_000, "urn:joincard:acr:password", ("pwd",))
EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token"

PORTAL = ClientMetadata(
    redirect_uris=(CALLBACK,),
    grant_types=("authorization_code", "refresh_token", "client_credentials"),
    response_types=("code",),
)


def b64(raw: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


@dataclass
class Server:
    """The authority as the oauth room sees it. ``lost``: cards that are at their end."""

    database: Database
    clock: FixedClock
    settings: Settings
    endpoints: Endpoints
    clients: Clients
    keys: KeyRing
    lost: set[str]

    @classmethod
    def over(
        cls, database: Database, keys: KeyRing, vault: Vault, clock: FixedClock, settings: Settings
    ) -> Server:
        """A server over this ground; two services are in its catalogue."""
        lost: set[str] = set()
        endpoints = Endpoints.of(
            database,
            keys,
            vault,
            {RIDE, VISIT}.__contains__,
            settings,
            clock,
            card_stands=lambda tx, card, now: card not in lost,
        )
        return cls(database, clock, settings, endpoints, Clients(database, clock), keys, lost)

    def party(
        self,
        client_id: str = "portal",
        metadata: ClientMetadata = PORTAL,
        provider: str = "jiaxing-first",
        scopes: frozenset[str] = frozenset({"verify", "openid"}),
    ) -> Party:
        """A new client, and the system that has its key."""
        key = ECKey.generate_key("P-256")
        jwks = {"keys": [key.as_dict(private=False)]}
        self.clients.add(NewClient(client_id, provider, client_id.title(), jwks, scopes, None, metadata))
        return Party(self, client_id, key)

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.clock.advance(timedelta(seconds=seconds))

    @property
    def now(self) -> int:
        """Seconds since 1970."""
        return to_epoch(self.clock.now())


@dataclass
class Party:
    """A provider's system; without other wishes it does everything right."""

    server: Server
    id: str
    key: ECKey
    proof_key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256"))
    verifier: str = "v" * 43

    def sign(self, claims: Mapping[str, object], key: ECKey | None = None, **header: object) -> str:
        """A signed token."""
        return jwt.encode({"alg": "ES256", **header}, dict(claims), key or self.key)

    def assertion(self, **claims: object) -> str:
        """A client assertion."""
        usual = {"iss": self.id, "sub": self.id, "aud": ISSUER, "jti": secrets.token_hex(8)}
        return self.sign({**usual, "exp": self.server.now + 60, **claims})

    def proof(self, endpoint: str, method: str = "POST", token: str | None = None, **claims: object) -> str:
        """A DPoP proof."""
        usual: dict[str, object] = {"htm": method, "htu": ISSUER + endpoint, "iat": self.server.now}
        if token is not None:
            usual["ath"] = b64(hashlib.sha256(token.encode()).digest())
        jwk = self.proof_key.as_dict(private=False)
        claims = {**usual, "jti": secrets.token_hex(8), **claims}
        return self.sign(claims, self.proof_key, typ="dpop+jwt", jwk=jwk)

    def request(
        self, endpoint: str, form: Mapping[str, str | None], *, dpop: str | None = None, accept: str = ""
    ) -> FormRequest:
        """A request with a fresh assertion; a parameter that is None is left out."""
        usual = {"client_assertion_type": ASSERTION, "client_assertion": self.assertion()}
        sent = {name: value for name, value in {**usual, **form}.items() if value is not None}
        return FormRequest(
            endpoint=endpoint,
            content_type="application/x-www-form-urlencoded",
            body=urlencode(sent).encode(),
            address="192.0.2.7",
            dpop=self.proof(endpoint) if dpop is None else dpop,
            accept=accept,
        )

    def push(self, proof: str = "", /, **form: str | None) -> str:
        """Push a request; the answer is its address."""
        usual = {
            "response_type": "code",
            "redirect_uri": CALLBACK,
            "scope": "openid verify",
            "state": "s-1",
            "code_challenge": b64(hashlib.sha256(self.verifier.encode()).digest()),
            "code_challenge_method": "S256",
        }
        asked = self.request("/oauth/par", {**usual, **form}, dpop=proof)
        return self.server.endpoints.pushed.push(asked).request_uri

    def sign_in(self, request_uri: str, person: SignedIn = ANN) -> Answer:
        """The holder opens the address, signs in and agrees."""
        pages = self.server.endpoints.authorization
        begun = pages.begin({"client_id": self.id, "request_uri": request_uri}, None)
        pages.sign_in(begun.interaction.handle, begun.browser, person)
        return pages.approve(begun.interaction.handle, begun.browser)

    def code(self, person: SignedIn = ANN, **form: str | None) -> str:
        """A code for what the holder agreed to."""
        return told(self.sign_in(self.push(**form), person))["code"]

    def ask(self, dpop: str | None = None, **form: str | None) -> dict[str, Any]:
        """Ask for a token; the members of the answer."""
        asked = self.request("/oauth/token", form, dpop=dpop)
        return self.server.endpoints.token.token(asked).to_json()

    def redeem(self, code: str, dpop: str | None = None, **form: str | None) -> dict[str, Any]:
        """Redeem a code."""
        usual = {"grant_type": "authorization_code", "code": code, "code_verifier": self.verifier}
        return self.ask(dpop, **{**usual, "redirect_uri": CALLBACK, **form})

    def by_itself(self, **form: str | None) -> dict[str, Any]:
        """A token by client credentials."""
        return self.ask(**{"grant_type": "client_credentials", **form})

    def refresh(self, token: str, **form: str | None) -> dict[str, Any]:
        """Use a refresh token."""
        return self.ask(**{"grant_type": "refresh_token", "refresh_token": token, **form})

    def exchange(self, token: str, **form: str | None) -> dict[str, Any]:
        """Exchange a token of somebody who named this client a subcontractor."""
        usual = {"grant_type": EXCHANGE, "subject_token": token, "subject_token_type": ACCESS_TOKEN}
        return self.ask(**{**usual, **form})

    def introspect(self, token: str, accept: str = "") -> IntrospectionAnswer:
        """Look at a token."""
        asked = self.request("/oauth/introspect", {"token": token}, accept=accept)
        return self.server.endpoints.introspection.introspect(asked)

    def revoke(self, token: str) -> None:
        """Take a token back."""
        self.server.endpoints.revocation.revoke(self.request("/oauth/revoke", {"token": token}))

    def call(self, token: str, scope: str = "verify", proof: str | None = None) -> Caller:
        """Use a token at the API."""
        shown = proof or self.proof("/v1/x", "GET", token)
        return self.server.endpoints.bearer.caller(Presented("GET", "/v1/x", f"DPoP {token}", shown), scope)


def told(answer: object) -> dict[str, str]:
    """What a client is told in its address."""
    assert isinstance(answer, Answer)
    return dict(parse_qsl(urlsplit(answer.uri).query))


def opened(server: Server, token: str, *algorithms: str) -> jwt.Token:
    """A token of the authority, checked with its keys as a stranger has them."""
    keys = KeySet([import_key(dict(key)) for key in server.keys.jwks()["keys"]])
    return jwt.decode(token, keys, algorithms=list(algorithms) or None)


def details(*services: str, cities: tuple[str, ...] = ("330400",), **more: object) -> str:
    """An ``authorization_details`` parameter."""
    found = {"type": "card_verification", "services": list(services), "cities": list(cities)}
    return json.dumps([{**found, "purpose": "See a doctor.", **more}])
