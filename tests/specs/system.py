"""A provider's system that can do everything right, and everything wrong."""

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask.testing import FlaskClient
from joincard_core.bootstrap import create_app
from joincard_core.clock import FixedClock, to_epoch
from joincard_core.keys import KeyRing, MasterKey, Vault
from joincard_core.oauth import Clients
from joincard_core.settings import Settings
from joincard_core.storage import Database, create_sqlite, migrate
from joserfc.jwk import ECKey, Key, OKPKey, RSAKey
from joserfc.jws import JWSRegistry
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

ISSUER = "https://card.example.cn"
TOKEN = f"{ISSUER}/oauth/token"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ALGORITHMS = {"EC": "ES256", "RSA": "PS256", "OKP": "EdDSA"}
EC, RSA, OKP = ECKey.generate_key("P-256"), RSAKey.generate_key(2048), OKPKey.generate_key("Ed25519")

Members = Mapping[str, object]


def b64(raw: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def as_bytes(part: Members | bytes) -> bytes:
    """A part of a token: members that are None are left out, bytes stay as they are."""
    if isinstance(part, bytes):
        return part
    return json.dumps({name: value for name, value in part.items() if value is not None}).encode()


def sign(header: Members | bytes, claims: Members | bytes, key: Key, *, alg: str | None = None) -> str:
    """A compact JWS over any header and payload, right or wrong; ``alg`` is what really signs."""
    name = alg or ALGORITHMS[key.key_type]
    signed = f"{b64(as_bytes(header))}.{b64(as_bytes(claims))}"
    model = JWSRegistry.algorithms["Ed25519" if name == "EdDSA" else name]
    return f"{signed}.{b64(model.sign(signed.encode(), key))}"


def public(key: Key) -> dict[str, object]:
    """The public JWK."""
    return dict(key.as_dict(private=False))


def another(key: Key) -> Key:
    """A key of the same kind that nobody knows."""
    if key.key_type == "RSA":
        return RSAKey.generate_key(2048)
    return ECKey.generate_key("P-256") if key.key_type == "EC" else OKPKey.generate_key("Ed25519")


@dataclass(frozen=True)
class Reply:
    """An answer; ``json`` is empty when the body is none."""

    status_code: int
    headers: Headers
    content_type: str
    data: bytes
    json: dict[str, Any]

    @classmethod
    def of(cls, answer: TestResponse) -> "Reply":
        """Read an answer of the test client, and close it."""
        with answer:
            found = json.loads(answer.data) if answer.data and "json" in (answer.content_type or "") else {}
            return cls(answer.status_code, answer.headers, answer.content_type or "", answer.data, found)


@dataclass
class System:
    """A provider's system. Every part of what it sends can be replaced; None leaves a part out."""

    web: FlaskClient
    clock: FixedClock
    id: str = "hospital"
    key: Key = field(default_factory=lambda: EC)
    proof_key: Key = field(default_factory=lambda: EC)

    @property
    def now(self) -> int:
        """Seconds since 1970."""
        return to_epoch(self.clock.now())

    def assertion(self, header: Members | None = None, key: Key | None = None, **claims: object) -> str:
        """A client assertion."""
        usual = {"iss": self.id, "sub": self.id, "aud": ISSUER, "exp": self.now + 60, "iat": self.now}
        key = key or self.key
        head = {"alg": ALGORITHMS[key.key_type], "typ": "JWT", **(header or {})}
        return sign(head, {**usual, "jti": secrets.token_hex(8), **claims}, key)

    def proof(
        self,
        method: str = "POST",
        uri: str = TOKEN,
        token: str | None = None,
        *,
        header: Members | None = None,
        key: Key | None = None,
        **claims: object,
    ) -> str:
        """A DPoP proof."""
        key = key or self.proof_key
        head = {"typ": "dpop+jwt", "alg": ALGORITHMS[key.key_type], "jwk": public(key), **(header or {})}
        usual: dict[str, object] = {"htm": method, "htu": uri, "iat": self.now, "jti": secrets.token_hex(8)}
        if token is not None:
            usual["ath"] = b64(hashlib.sha256(token.encode()).digest())
        return sign(head, {**usual, **claims}, key)

    def form(self, **parameters: str | None) -> dict[str, str]:
        """The parameters of a token request."""
        usual = {"grant_type": "client_credentials", "client_assertion_type": ASSERTION_TYPE}
        given = {**usual, "client_assertion": None, **parameters}
        if "client_assertion" not in parameters:
            given["client_assertion"] = self.assertion()
        return {name: value for name, value in given.items() if value is not None}

    def ask(
        self, proof: str | None = "", headers: Mapping[str, str] | None = None, **form: str | None
    ) -> Reply:
        """Ask for a token. ``proof`` None sends none."""
        return self.send(urlencode(self.form(**form)).encode(), proof, headers)

    def send(
        self, body: bytes, proof: str | None = "", headers: Mapping[str, str] | None = None, query: str = ""
    ) -> Reply:
        """Send any body to the token endpoint."""
        sent = {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})}
        if proof is not None:
            sent["DPoP"] = proof or self.proof()
        return Reply.of(self.web.post(f"/oauth/token{query}", data=body, headers=sent))

    def token(self, **form: str | None) -> str:
        """A good access token."""
        answer = self.send(urlencode(self.form(**form)).encode())
        assert answer.status_code == 200, answer.data
        return str(answer.json["access_token"])

    def call(
        self,
        token: str,
        proof: str | None = "",
        *,
        method: str = "GET",
        path: str = "/v1/verifications/" + "0" * 32,
        scheme: str = "DPoP",
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Call the API with a token; without other wishes, at an address that is known to be empty."""
        sent = {"Authorization": f"{scheme} {token}", **(headers or {})}
        if proof is not None:
            sent["DPoP"] = proof or self.proof(method, ISSUER + path, token)
        return Reply.of(self.web.open(path, method=method, headers=sent))

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Reply:
        """Read a public address."""
        return Reply.of(self.web.get(path, headers=headers))


@dataclass
class Running:
    """The authority, with what a test may reach into."""

    web: FlaskClient
    clock: FixedClock
    database: Database
    keys: KeyRing
    clients: Clients
    settings: Settings


def founded(folder: Path, clock: FixedClock, **settings: Any) -> Running:
    """A new authority in a folder, without clients and people; ``settings`` beside those it needs."""
    url = f"sqlite:///{folder / 'joincard.db'}"
    usual = {"master_key_file": str(folder / "master.key"), "sign_in_least": "password"}
    found = Settings(issuer=ISSUER, database_url=url, **(usual | settings))
    create_sqlite(url)
    MasterKey.create(found.master_key_file)
    master = MasterKey.read(found.master_key_file)
    database = Database.of(found)
    migrate(database)
    with database.write() as tx:
        Vault.create(tx, master)
        KeyRing.create_missing(tx, master, clock.now())
    web = create_app(found, clock).test_client()
    return Running(web, clock, database, KeyRing(database, master), Clients(database, clock), found)
