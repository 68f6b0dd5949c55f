"""An authority behind its WSGI application, and a provider's system that can also do everything wrong.

One authority serves all tests of a run. Each test begins an hour later, so that no limit and no jti of an earlier
one is still in force.
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from joincard_core.bootstrap import create_app
from joincard_core.clock import SHANGHAI, FixedClock, to_epoch
from joincard_core.keys import KeyRing, MasterKey, Vault
from joincard_core.oauth import Clients, NewClient
from joincard_core.settings import Settings
from joincard_core.storage import Database, create_sqlite, migrate
from joincard_core.storage.schema import whole
from joserfc.jwk import ECKey, Key, OKPKey, RSAKey
from joserfc.jws import JWSRegistry
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
    ) -> TestResponse:
        """Ask for a token. ``proof`` None sends none."""
        return self.send(urlencode(self.form(**form)).encode(), proof, headers)

    def send(
        self, body: bytes, proof: str | None = "", headers: Mapping[str, str] | None = None, query: str = ""
    ) -> TestResponse:
        """Send any body to the token endpoint."""
        sent = {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})}
        if proof is not None:
            sent["DPoP"] = proof or self.proof()
        return self.web.post(f"/oauth/token{query}", data=body, headers=sent)

    def token(self, **form: str | None) -> str:
        """A good access token."""
        answer = self.ask(**form)
        assert answer.status_code == 200, answer.text
        return str(answer.json["access_token"]) if answer.json else ""

    def call(
        self,
        token: str,
        proof: str | None = "",
        *,
        method: str = "GET",
        path: str = "/v1/verifications/" + "0" * 32,
        scheme: str = "DPoP",
        headers: Mapping[str, str] | None = None,
    ) -> TestResponse:
        """Call the API with a token; without other wishes, at an address that is known to be empty."""
        sent = {"Authorization": f"{scheme} {token}", **(headers or {})}
        if proof is not None:
            sent["DPoP"] = proof or self.proof(method, ISSUER + path, token)
        return self.web.open(path, method=method, headers=sent)


@dataclass
class Running:
    """The authority, with what a test may reach into."""

    web: FlaskClient
    clock: FixedClock
    database: Database
    keys: KeyRing
    clients: Clients
    settings: Settings


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("authority")
    clock = FixedClock(datetime(2026, 3, 2, 12, 0, tzinfo=SHANGHAI))
    url = f"sqlite:///{folder / 'joincard.db'}"
    settings = Settings(issuer=ISSUER, database_url=url, master_key_file=str(folder / "master.key"))
    create_sqlite(url)
    MasterKey.create(settings.master_key_file)
    master = MasterKey.read(settings.master_key_file)
    database = Database.of(settings)
    migrate(database)
    whole().create_all(database.engine)
    with database.write() as tx:
        Vault.create(tx, master)
        KeyRing.create_missing(tx, master, clock.now())
    clients = Clients(database, clock)
    for client_id, key in (("hospital", EC), ("bank", RSA), ("museum", OKP)):
        clients.add(NewClient(client_id, "jiaxing-first", client_id.title(), {"keys": [public(key)]}))
    web = create_app(settings, clock).test_client()
    yield Running(web, clock, database, KeyRing(database, master), clients, settings)
    database.dispose()


@pytest.fixture
def authority(running: Running) -> Running:
    """The authority, an hour after the test before."""
    running.clock.advance(timedelta(hours=1))
    return running


@pytest.fixture
def system(authority: Running) -> System:
    """The hospital's system."""
    return System(authority.web, authority.clock)


@pytest.fixture
def bank(authority: Running) -> System:
    """A system with an RSA key."""
    return System(authority.web, authority.clock, "bank", RSA, RSA)


@pytest.fixture
def museum(authority: Running) -> System:
    """A system with an Ed25519 key."""
    return System(authority.web, authority.clock, "museum", OKP, OKP)


def said(answer: TestResponse) -> dict[str, Any]:
    """The JSON of an answer."""
    found: dict[str, Any] = json.loads(answer.data)
    return found


@pytest.fixture(name="sign")
def signer() -> Callable[..., str]:
    """The function that signs any header and payload, right or wrong."""
    return sign
