"""The real authority and the one of ``joincard_sdk.testing``, side by side: one catalogue, one set of people."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import httpx2
from flask import Flask
from joincard_core import registry
from joincard_core.bootstrap import create_app
from joincard_core.cards import Cards
from joincard_core.catalogue import Part, Snapshot
from joincard_core.catalogue import store as shelf
from joincard_core.clock import FixedClock, HolidayCalendar
from joincard_core.credentials import Credentials
from joincard_core.issuance import Importing, Rooms
from joincard_core.keys import KeyRing, MasterKey, Vault
from joincard_core.oauth import Clients, NewClient
from joincard_core.people import People
from joincard_core.registry import Accreditation, Provider
from joincard_core.settings import Settings
from joincard_core.storage import Database, create_sqlite, migrate
from joincard_sdk.bundle import Bundle, Catalogue
from joincard_sdk.client.proof import Prover, Target
from joincard_sdk.client.token import Identity
from joincard_sdk.keys import public_set
from joincard_sdk.testing.authority import Holder, LocalAuthority, authority
from joincard_sdk.testing.personas import PERSONAS
from joserfc.jwk import ECKey

from demo.lines import card_number, import_file

CORE = "https://card.example.cn"
CLIENTS = {"his-1": "hospital", "his-2": "hospital", "teller": "bank"}
SCOPES = {"hospital": "*", "bank": "finance.*"}


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer. ``body`` is the JSON in it, empty where there is none."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: dict[str, Any]


Send = Callable[[str, str, Mapping[str, str], bytes], tuple[int, Mapping[str, str], bytes]]


@dataclass
class Side:
    """One authority, called as a provider's system calls it; ``now`` is in seconds since 1970."""

    issuer: str
    keys: Mapping[str, ECKey]
    send: Send
    now: Callable[[], float]
    advance: Callable[[timedelta], None]
    prover: Prover = field(default_factory=Prover.fresh)
    tokens: dict[str, str] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)
    numbered: Iterator[int] = field(default_factory=lambda: count(1))

    def open(self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> Reply:
        """Send as anybody."""
        status, told, content = self.send(method, path, headers, body)
        names = {name.lower(): value for name, value in told.items()}
        return Reply(status, names, json.loads(content) if content else {})

    def proof(self, method: str, path: str, token: str | None = None) -> str:
        """A DPoP proof for a request now."""
        return self.prover.proof(Target(method, self.issuer + path, self.now()), token)

    def ask_token(self, client: str, body: bytes | None = None, **headers: str) -> Reply:
        """A request to the token endpoint; a header that is empty is left out."""
        form = Identity(client, self.keys[client]).token_request(self.issuer, self.now())
        sent = {
            "Content-Type": "application/x-www-form-urlencoded",
            "DPoP": self.proof("POST", "/oauth/token"),
            **headers,
        }
        kept = {name: value for name, value in sent.items() if value}
        return self.open("POST", "/oauth/token", kept, form if body is None else body)

    def token(self, client: str) -> str:
        """A token of a client, asked for once."""
        if client not in self.tokens:
            self.tokens[client] = self.ask_token(client).body["access_token"]
        return self.tokens[client]

    def call(
        self, method: str, path: str, body: object = None, client: str = "his-1", **headers: str
    ) -> Reply:
        """Call the API. Bytes are sent as they are; a header that is empty is left out."""
        token = self.token(client)
        sent = {
            "Authorization": f"DPoP {token}",
            "DPoP": self.proof(method, path, token),
            "Content-Type": "application/json" if body is not None else "",
            "Idempotency-Key": f"key-{next(self.numbered)}" if method == "POST" else "",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        return self.open(method, path, {name: value for name, value in sent.items() if value}, content)


@contextmanager
def core_side(folder: Path, bundles: list[Bundle], at: datetime) -> Iterator[Side]:
    """The real authority, over SQLite, without a socket."""
    url = f"sqlite:///{folder / 'joincard.db'}"
    create_sqlite(url)
    clock, database = FixedClock(at), Database(url)
    migrate(database)
    keys = {client: ECKey.generate_key("P-256", auto_kid=True) for client in CLIENTS}
    found(database, folder, clock, bundles, keys)
    settings = Settings(issuer=CORE, database_url=url, master_key_file=str(folder / "master.key"))
    app = create_app(settings, clock)
    yield Side(CORE, keys, over_wsgi(app), lambda: clock.now().timestamp(), clock.advance)
    app.extensions["joincard"].database.dispose()
    database.dispose()


def found(
    database: Database, folder: Path, clock: FixedClock, bundles: list[Bundle], keys: Mapping[str, ECKey]
) -> None:
    """Keys, catalogue, providers, clients and the personas."""
    now, key_file = clock.now(), folder / "master.key"
    MasterKey.create(key_file)
    master = MasterKey.read(key_file)
    catalogue = Catalogue.from_bundles(bundles)
    parts = tuple(Part(b.plugin, b.version, b.digest) for b in catalogue.bundles)
    snapshot = Snapshot(1, catalogue.digest, now, parts)
    with database.write() as tx:
        KeyRing.create_missing(tx, master, now)
        Vault.create(tx, master)
    ring = KeyRing(database, master)
    with database.write() as tx:
        vault = Vault.load(tx, master)
        for bundle in bundles:
            shelf.keep_bundle(tx, bundle.digest, bundle.data)
        shelf.keep_snapshot(tx, 1, snapshot.digest, snapshot.signed(ring), now)
        for provider, scope in SCOPES.items():
            registry.providers.add(tx, Provider(provider, provider.title()), now)
            registry.providers.accredit(tx, Accreditation(provider, scope), now)
    for client, provider in CLIENTS.items():
        Clients(database, clock).add(NewClient(client, provider, client, public_set([keys[client]])))
    file = folder / "people.jsonl"
    file.write_text(import_file(now.date()), encoding="utf-8")
    Importing(database, Rooms(People(vault), Cards(), Credentials(vault)), clock).run(file, "tests")


def over_wsgi(app: Flask) -> Send:
    """Requests to an application in this process."""
    client = app.test_client()

    def send(
        method: str, path: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, Mapping[str, str], bytes]:
        with client.open(path, method=method, headers=dict(headers), data=body or None) as answer:
            return answer.status_code, dict(answer.headers), answer.data

    return send


@contextmanager
def local_side(bundles: list[Bundle], at: datetime) -> Iterator[Side]:
    """The authority for tests, over HTTP."""
    people = [Holder.of(each, card_number(each.key), at.date()) for each in PERSONAS.values()]
    with authority(*bundles, people=people, at=at) as opened, httpx2.Client(trust_env=False) as http:
        opened.know_holidays(HolidayCalendar.built_in().days)
        keys = {
            client: opened.register(client, provider, (SCOPES[provider],))
            for client, provider in CLIENTS.items()
        }
        yield Side(opened.issuer, keys, over_http(opened, http), opened.clock.seconds, opened.clock.advance)


def over_http(opened: LocalAuthority, http: httpx2.Client) -> Send:
    """Requests over a real connection."""

    def send(
        method: str, path: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, Mapping[str, str], bytes]:
        answer = http.request(method, opened.issuer + path, headers=dict(headers), content=body or None)
        return answer.status_code, dict(answer.headers), answer.content

    return send
