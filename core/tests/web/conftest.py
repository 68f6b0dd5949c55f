"""The whole application over a real database, and a provider's system that calls it as one does."""

import base64
import hashlib
import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from joincard_core import catalogue, registry
from joincard_core.bootstrap import create_app
from joincard_core.catalogue import Part, Snapshot
from joincard_core.clock import FixedClock, to_epoch
from joincard_core.keys import KeyRing
from joincard_core.oauth import Clients, NewClient
from joincard_core.oauth.client_metadata import ClientMetadata
from joincard_core.people import OWASP
from joincard_core.registry import Accreditation, Provider
from joincard_core.settings import Settings
from joincard_core.storage import Database
from joincard_sdk import fees, rules
from joincard_sdk.bundle import Bundle, Catalogue, Texts
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text
from joserfc import jwt
from joserfc.jwk import ECKey

from core.tests.web.authorizing import CALLBACK, CLIENT, PASSWORD, Browser, Desk, Page

ISSUER = "https://card.example.cn"
JIAXING = "330400"
ACTIVE = "card.status = active"
KEY = ECKey.generate_key("P-256", auto_kid=True)
COMPILED: dict[str, bytes] = {}
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def service(code: str, accepts: str = ACTIVE, fee: str = "waived # test", *discloses: str) -> Service:
    return Service(
        code=code,
        name=Text(en=f"Service {code}", zh=f"服务{code}"),
        description=Text(en="A service to test with.", zh="测试服务。"),
        channel="both",
        coverage=Coverage.parse("city:330400"),
        accepts=rules.parse(accepts),
        fee=fees.parse(fee),
        discloses=discloses,
        effective_from=date(2024, 12, 1),
    )


SERVICES = (
    service("trial.plain.flat", ACTIVE, "flat:12 CNY per visit # test"),
    service("trial.plain.named", ACTIVE, "waived # test", "full_name", "card_number"),
    service("trial.plain.grown", f"{ACTIVE} and holder.age >= 90"),
    service("trial.plain.consent", f"{ACTIVE} and request.consent = yes"),
    service("trial.money.send", f"{ACTIVE} and request.amount <= 1000", "percent:1% of amount # test"),
    service("trial.library.loan", f"{ACTIVE} and usage.open < 2"),
)


def bundle() -> Bundle:
    return Bundle(
        plugin="test.trial.services",
        version="1.0.0",
        name=Text(en="Trial", zh="试用"),
        description=Text(en="Services to test with.", zh="测试用服务。"),
        purposes={"trial": Text(en="To test.", zh="测试。")},
        texts=Texts(),
        services=SERVICES,
    )


class Remembered(BytecodeCache):
    """Templates compiled once for all tests: each application would compile them anew."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is there."""
        if bucket.key in COMPILED:
            bucket.bytecode_from_string(COMPILED[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        COMPILED[bucket.key] = bucket.bytecode_to_string()


@dataclass(frozen=True)
class Reply:
    """An answer, read and closed; ``json`` is empty when the body is none."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body) if self.body else {}
        return found

    @property
    def code(self) -> str:
        return str(self.json.get("code", ""))


@dataclass
class Site:
    """The application, called over WSGI."""

    app: Flask
    clock: FixedClock
    database: Database
    numbers: Mapping[str, str]

    def __post_init__(self) -> None:
        self.web: FlaskClient = self.app.test_client()

    def open(self, method: str, path: str, **rest: Any) -> Reply:
        """Call as anybody."""
        with self.web.open(path, method=method, **rest) as answer:
            return Reply(answer.status_code, dict(answer.headers), answer.data)

    def get(self, path: str, **headers: str) -> Reply:
        """Read as anybody."""
        return self.open(
            "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )


@dataclass
class System:
    """A provider's system with a token."""

    site: Site
    id: str = "his-1"
    _token: str = ""

    def jws(self, typ: str, claims: Mapping[str, object], **header: object) -> str:
        return jwt.encode({"alg": "ES256", "typ": typ, **header}, dict(claims), KEY)

    def proof(self, method: str, path: str, token: str = "") -> str:
        claims = {"htm": method, "htu": ISSUER + path, "iat": self.now, "jti": secrets.token_hex(8)}
        if token:
            digest = hashlib.sha256(token.encode()).digest()
            claims["ath"] = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        return self.jws("dpop+jwt", claims, jwk=KEY.as_dict(private=False))

    @property
    def now(self) -> int:
        return to_epoch(self.site.clock.now())

    @property
    def token(self) -> str:
        if not self._token:
            answer = self.post("/oauth/token", {"grant_type": "client_credentials"})
            self._token = answer.json["access_token"]
        return self._token

    def post(self, path: str, form: Mapping[str, str]) -> Reply:
        """Send a form with an assertion and a proof."""
        claims = {"iss": self.id, "sub": self.id, "aud": ISSUER, "exp": self.now + 60}
        assertion = self.jws("JWT", {**claims, "jti": secrets.token_hex(8)})
        sent = {**form, "client_assertion_type": ASSERTION_TYPE, "client_assertion": assertion}
        return self.site.open("POST", path, data=sent, headers={"DPoP": self.proof("POST", path)})

    def call(self, method: str, path: str, body: object = None, **headers: str | None) -> Reply:
        """Call the API. Bytes are sent as they are, everything else as JSON; None leaves a header out."""
        sent: dict[str, str | None] = {
            "Authorization": f"DPoP {self.token}",
            "DPoP": self.proof(method, path, self.token),
            "Content-Type": "application/json" if body is not None else None,
            "Idempotency-Key": secrets.token_hex(8) if method == "POST" else None,
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        kept = {name: value for name, value in sent.items() if value is not None}
        data = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        return self.site.open(method, path, data=data, headers=kept)

    def question(self, code: str = "trial.plain.flat", who: str = "ann", **more: object) -> dict[str, object]:
        """The body of a good request."""
        shown = {"region": JIAXING, "number": self.site.numbers[who]}
        return {"service": code, "city": JIAXING, "presentation": shown, **more}

    def verify(self, code: str = "trial.plain.flat", who: str = "ann", **more: object) -> Reply:
        """Ask."""
        return self.call("POST", "/v1/verifications", self.question(code, who, **more))


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """SQLite, unless a test asks for each kind in turn: what differs between them is below this room."""
    return str(request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_url"))


@pytest.fixture
def settings(database_url: str, master_key_file: Path) -> Settings:
    return Settings(
        issuer=ISSUER,
        database_url=database_url,
        master_key_file=str(master_key_file),
        sign_in_least="password",
    )


@pytest.fixture
def empty_site(
    settings: Settings, database: Database, key_ring: KeyRing, vault: object, clock: FixedClock
) -> Iterator[Site]:
    """An authority without a catalogue, a provider or people."""
    app = create_app(settings, clock)
    app.jinja_env.bytecode_cache = Remembered()
    yield Site(app, clock, database, {})
    app.extensions["joincard"].database.dispose()


@pytest.fixture
def site(empty_site: Site, key_ring: KeyRing, enrol: Any) -> Site:
    """An authority with a catalogue, an accredited provider with a client, and Ann."""
    now = empty_site.clock.now()
    trial = bundle()
    made = Catalogue.from_bundles((trial,))
    snapshot = Snapshot(1, made.digest, now, (Part(trial.plugin, trial.version, trial.digest),))
    with empty_site.database.write() as tx:
        catalogue.store.keep_bundle(tx, trial.digest, trial.data)
        catalogue.store.keep_snapshot(tx, 1, made.digest, snapshot.signed(key_ring), now)
        for name in ("jiaxing-first", "other-bank"):
            registry.providers.add(tx, Provider(name, name.title()), now)
        registry.providers.accredit(tx, Accreditation("jiaxing-first", "trial.*"), now)
    clients = Clients(empty_site.database, empty_site.clock)
    for client, provider in (
        ("his-1", "jiaxing-first"),
        ("his-2", "jiaxing-first"),
        ("teller", "other-bank"),
    ):
        clients.add(NewClient(client, provider, client, {"keys": [KEY.as_dict(private=False)]}))
    enrol(enrol.line("ann", {"permit.status": "valid"}))
    empty_site.numbers = {"ann": enrol.number("ann")}
    return empty_site


@pytest.fixture
def system(site: Site) -> System:
    """The hospital's system."""
    return System(site)


@pytest.fixture
def systems(site: Site) -> Callable[[str], System]:
    """Any client's system by its id."""
    return lambda client: System(site, client)


@cache
def hashed_once() -> str:
    """The hash of the password, which takes as long as a whole test."""
    return OWASP.hash(PASSWORD)


@pytest.fixture
def desk(site: Site, enrol: Any) -> Desk:
    metadata = ClientMetadata(redirect_uris=(CALLBACK,), grant_types=("authorization_code",))
    new = NewClient(CLIENT, "jiaxing-first", "Portal", {"keys": [KEY.as_dict(private=False)]})
    clients = Clients(site.database, site.clock)
    for each, name in ((CLIENT, "Portal"), ("marked", "<script>alert(1)</script> & “Söhne”")):
        clients.add(
            NewClient(each, new.provider_id, name, new.jwks, frozenset({"openid", "verify"}), None, metadata)
        )
    passwords = site.app.extensions["joincard"].sign_in._passwords
    person = enrol.show("ann").person
    with site.database.write() as tx:
        passwords.keep(tx, person, hashed_once(), site.clock.now())
    return Desk(site)


@pytest.fixture
def ann(desk: Desk) -> Browser:
    """Ann's browser."""
    return desk.browser()


@pytest.fixture
def asking(desk: Desk, ann: Browser) -> Page:
    """The sign-in page in Ann's browser."""
    return ann.begin(desk.push())


@pytest.fixture
def deciding(desk: Desk, ann: Browser, asking: Page) -> Page:
    """The consent page in Ann's browser."""
    return ann.press(asking, "sign-in", **desk.typed)
