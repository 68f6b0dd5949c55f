"""An authority to attack, on either database: clients of every kind, and a holder who agrees to everything.

Whoever calls it has a new address for each request, so that no limit on failures hides what one more try
would have met.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from joincard_core import catalogue, registry
from joincard_core.bootstrap import create_app
from joincard_core.cards import Cards
from joincard_core.catalogue import Part, Snapshot
from joincard_core.clock import SHANGHAI, FixedClock
from joincard_core.credentials import CardNumber, Credentials
from joincard_core.issuance import Importing, Rooms
from joincard_core.keys import Keeper, KeyRing, MasterKey, Vault
from joincard_core.oauth import Clients, InitialAccess, InvitationAsked, NewClient
from joincard_core.oauth.client_metadata import ClientMetadata
from joincard_core.people import People
from joincard_core.registry import Provider
from joincard_core.settings import Settings
from joincard_core.signing_in import Second, SignedIn
from joincard_core.storage import Database, create_sqlite, migrate
from joincard_sdk.bundle import Catalogue
from joserfc.jwk import Key
from werkzeug.test import TestResponse

from tests.journeys.place import BUNDLE
from tests.specs.system import EC, ISSUER, OKP, RSA, Reply, System, b64, public, sign

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=SHANGHAI)
CALLBACK = "https://portal.example.org/cb"
VERIFIER = "a-code-verifier-of-at-least-forty-three-characters"
CHALLENGE = "bLRYBPalK1NsU4_TD3JrHRmfVjgoduNjiXgeScRbcr8"
EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token"
CODE_FLOW = ("authorization_code", "refresh_token", "client_credentials")
BOTH_SCOPES = frozenset({"openid", "verify"})
HOST = "card.example.cn"
NUMBER = CardNumber("330400", "JX26000017")
ANN = {
    "reference": "ann",
    "identity": {
        "full_name": "Ann Example",
        "date_of_birth": "1990-05-01",
        "nationality": "GBR",
        "passport_number": "P1234567",
    },
    "facts": {},
    "card": {
        "region": NUMBER.region,
        "number": NUMBER.number,
        "status": "active",
        "issue_city": "330400",
        "expires_on": "2030-12-31",
    },
}
#: Each client's id, provider, key and what differs from a system that asks for itself alone.
CLIENTS: tuple[tuple[str, str, Key, ClientMetadata], ...] = (
    ("hospital", "jiaxing-first", EC, ClientMetadata(subcontractors=("cleaner",))),
    ("bank", "other-bank", RSA, ClientMetadata()),
    ("museum", "jiaxing-first", OKP, ClientMetadata()),
    ("portal", "jiaxing-first", EC, ClientMetadata(redirect_uris=(CALLBACK,), grant_types=CODE_FLOW)),
    (
        "rotating",
        "jiaxing-first",
        EC,
        ClientMetadata(redirect_uris=(CALLBACK,), grant_types=CODE_FLOW, refresh_token_rotation=True),
    ),
    ("cleaner", "other-bank", EC, ClientMetadata(grant_types=(EXCHANGE, "client_credentials"))),
)


def addresses() -> Iterator[str]:
    """Addresses of the documentation net of IPv6, each once."""
    return (f"2001:db8::{n >> 16:x}:{n & 0xFFFF:x}" for n in count(1))


class Crowd(FlaskClient):
    """Callers from everywhere."""

    everywhere = addresses()

    def open(self, *args: Any, **rest: Any) -> TestResponse:
        """Call from an address that was not used before."""
        self.environ_base = {**self.environ_base, "REMOTE_ADDR": next(self.everywhere)}
        return super().open(*args, **rest)


@dataclass
class Target:
    """The authority, with what a test may reach into."""

    app: Flask
    clock: FixedClock
    database: Database
    keys: KeyRing
    clients: Clients
    settings: Settings

    @classmethod
    def found(cls, url: str, folder: Path) -> "Target":
        """Make an authority over a new database."""
        clock = FixedClock(NOON)
        settings = Settings(
            issuer=ISSUER,
            database_url=url,
            master_key_file=str(folder / "master.key"),
            sign_in_least="password",
        )
        if url.startswith("sqlite"):
            create_sqlite(url)
        MasterKey.create(settings.master_key_file)
        master = MasterKey.read(settings.master_key_file)
        database = Database.of(settings)
        migrate(database)
        with database.write() as tx:
            Vault.create(tx, master)
            KeyRing.create_missing(tx, master, NOON)
            Keeper(master).add(tx, "token", "RS256", NOON)  # for sign-in clients
            for provider in ("jiaxing-first", "other-bank"):
                registry.providers.add(tx, Provider(provider, provider.title()), NOON)
        keys = KeyRing(database, master)
        publish(database, keys)
        made = cls(
            app=create_app(settings, clock),
            clock=clock,
            database=database,
            keys=keys,
            clients=Clients(database, clock),
            settings=settings,
        )
        made._settle(folder)
        return made

    def _settle(self, folder: Path) -> None:
        for name, provider, key, metadata in CLIENTS:
            keys = {"keys": [public(key)]}
            self.clients.add(NewClient(name, provider, name.title(), keys, BOTH_SCOPES, None, metadata))
        file = folder / "people.jsonl"
        file.write_text(json.dumps({**ANN, "as_of": NOON.date().isoformat()}) + "\n", encoding="utf-8")
        Importing(self.database, self.rooms, self.clock).run(file, "tests")

    @property
    def rooms(self) -> Rooms:
        """People, cards and credentials."""
        vault = self.app.extensions["joincard"].authorization.vault
        return Rooms(People(vault), Cards(), Credentials(vault))

    @property
    def web(self) -> Crowd:
        """Somebody who calls, without cookies so far."""
        return Crowd(self.app, self.app.response_class, use_cookies=True)

    def session(self) -> str:
        """The cookie of Ann, who has just typed her password."""
        with self.database.read() as tx:
            shown = self.rooms.credentials.read(tx, NUMBER, NOON.date())
        assert shown is not None
        signed_in = SignedIn(shown.person, shown.card, self.clock.now())
        return str(self.app.extensions["joincard"].sessions.open(signed_in).cookie)

    def step(self) -> str:
        """The cookie of Ann, whose password was right and whose code is missing; there is no letter to her."""
        parts = self.app.extensions["joincard"]
        with self.database.write() as tx:
            shown = self.rooms.credentials.read(tx, NUMBER, NOON.date())
            assert shown is not None
            begun = parts.second_steps._begun(tx, shown.person, shown.card, None, Second.EMAIL, "")
        return str(begun.cookie)

    def sign_in_client(self, **members: object) -> tuple[str, str]:
        """Register a client that signs people in; its id and secret."""
        asked = InvitationAsked("other-bank", frozenset({"openid"}), signs_in=True)
        invited = InitialAccess(self.database, self.clock).invite(asked)
        usual = {
            "client_name": "Sign-in",
            "redirect_uris": [CALLBACK],
            "token_endpoint_auth_method": "client_secret_basic",
            "scope": "openid",
        }
        headers = {"Authorization": f"Bearer {invited.token}"}
        with self.web.post("/oauth/register", json={**usual, **members}, headers=headers) as answer:
            assert answer.status_code == 201, answer.data
            made = json.loads(answer.data)
        return made["client_id"], made["client_secret"]

    def portal(self, name: str = "portal", key: Key = EC, proof_key: Key = EC) -> "Portal":
        """The system of a client."""
        return Portal(self.web, self.clock, name, key, proof_key, target=self)

    def close(self) -> None:
        """Leave the database."""
        self.database.dispose()
        self.app.extensions["joincard"].database.dispose()

    def later(self, **by: float) -> None:
        """Let time pass."""
        self.clock.advance(timedelta(**by))


def publish(database: Database, keys: KeyRing) -> None:
    """Put a few services into the catalogue."""
    made = Catalogue.from_bundles((BUNDLE,))
    part = Part(BUNDLE.plugin, BUNDLE.version, BUNDLE.digest)
    signed = Snapshot(1, made.digest, NOON, (part,)).signed(keys)
    with database.write() as tx:
        catalogue.store.keep_bundle(tx, BUNDLE.digest, BUNDLE.data)
        catalogue.store.keep_snapshot(tx, 1, made.digest, signed, NOON)


@dataclass(kw_only=True)
class Portal(System):
    """A client's system, and the browser of the holder that it sends."""

    target: Target

    def post(self, path: str, proof: str | None = None, /, **form: str | None) -> Reply:
        """Send a form with an assertion to any endpoint; a parameter that is None is left out."""
        headers = {} if proof is None else {"DPoP": proof}
        form = self.form(**{"grant_type": None, **form})  # type: ignore[assignment]  # None was left out
        return Reply.of(self.web.post(path, data=form, headers=headers))

    def urlencoded(self, form: Mapping[str, str | None]) -> bytes:
        """A form with an assertion, as it is sent."""
        return urlencode(self.form(**form)).encode()

    def wishes(self, **changes: str | None) -> dict[str, str | None]:
        """The parameters of an authorization request."""
        usual: dict[str, str | None] = {
            "response_type": "code",
            "redirect_uri": CALLBACK,
            "scope": "openid verify",
            "state": "a state",
            "prompt": "consent",  # each time: what was agreed to before would be granted without a page
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
        }
        return {**usual, **changes}

    def request_object(
        self, header: Mapping[str, object] | None = None, key: Key | None = None, **claims: object
    ) -> str:
        """An authorization request, signed."""
        usual = {
            "iss": self.id,
            "aud": ISSUER,
            "client_id": self.id,
            "nbf": self.now,
            "exp": self.now + 300,
            **self.wishes(),
        }
        return sign(
            {"alg": "ES256", "typ": "oauth-authz-req+jwt", **(header or {})},
            {**usual, **claims},
            key or self.key,
        )

    def push(self, proof: str | None = None, /, **changes: str | None) -> Reply:
        """Push an authorization request."""
        return self.post("/oauth/par", proof, **self.wishes(**changes))

    def request_uri(self, **changes: str | None) -> str:
        """The address of a pushed request."""
        answer = self.push(**changes)
        assert answer.status_code == 201, answer.data
        return str(answer.json["request_uri"])

    def opened(self, request_uri: str) -> tuple[Crowd, str]:
        """The holder's browser, signed in, and the page it has open."""
        browser = self.target.web
        browser.set_cookie(
            "__Host-joincard-session", self.target.session(), domain=HOST, secure=True, httponly=True
        )
        query = urlencode({"client_id": self.id, "request_uri": request_uri})
        with browser.get(f"/oauth/authorize?{query}", base_url=ISSUER) as answer:
            assert answer.status_code == 303, answer.data
            page = parse_qs(urlsplit(answer.headers["Location"]).query)["interaction"][0]
        return browser, page

    def approved(self, browser: Crowd, page: str) -> Reply:
        """The holder agrees."""
        form = {"interaction": page, "action": "approve"}
        return Reply.of(browser.post("/oauth/authorize/consent", data=form, base_url=ISSUER))

    def code(self, **changes: str | None) -> str:
        """A code, after the holder has agreed."""
        answer = self.approved(*self.opened(self.request_uri(**changes)))
        return parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0]

    def redeem(self, code: str, proof: str | None = "", /, **form: str | None) -> Reply:
        """Redeem a code."""
        usual = {"grant_type": "authorization_code", "code": code, "code_verifier": VERIFIER}
        return self.send(self.urlencoded({**usual, "redirect_uri": CALLBACK, **form}), proof)

    def refresh(self, token: str, proof: str | None = "", /, **form: str | None) -> Reply:
        """Use a refresh token."""
        usual = {"grant_type": "refresh_token", "refresh_token": token}
        return self.send(self.urlencoded({**usual, **form}), proof)

    def exchange(self, token: str, **form: str | None) -> Reply:
        """Exchange a provider's token."""
        usual = {"grant_type": EXCHANGE, "subject_token": token, "subject_token_type": ACCESS_TOKEN}
        return self.send(self.urlencoded({**usual, **form}))

    def introspect(self, token: str) -> Reply:
        """Ask about a token."""
        return self.post("/oauth/introspect", token=token)

    def revoke(self, token: str) -> Reply:
        """Take a token back."""
        return self.post("/oauth/revoke", token=token)

    def userinfo(self, token: str, proof: str | None = "", /) -> Reply:
        """Ask who signed in."""
        return self.call(token, proof, path="/oauth/userinfo")


def hash_of(token: str) -> str:
    """``ath`` of a token that may be of any characters."""
    return b64(hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest())
