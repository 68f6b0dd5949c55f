"""``joincard-authority deliver``, and the processes of ``serve`` that do the same by themselves."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result
from joincard_core.bootstrap import create_app
from joincard_core.cli import main
from joincard_core.cli.serve import begin_delivering, options
from joincard_core.clock import SystemClock
from joincard_core.oauth import ClientMetadata, Clients, NewClient
from joincard_core.oauth.logout_notices import add
from joincard_core.settings import Settings
from joincard_core.storage import Database
from joserfc.jwk import ECKey

from core.tests.oauth.servers import Served, answers, serving

DEMO = {"JOINCARD_ISSUER": "http://localhost:8000", "JOINCARD_DEMO": "1", "JOINCARD_PRIVATE_ADDRESSES": "1"}
Run = Callable[..., Result]
Leave = Callable[[str, str], None]


@pytest.fixture
def run(sqlite_url: str, master_key_file: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command over a database with keys."""
    monkeypatch.setenv("JOINCARD_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("JOINCARD_MASTER_KEY_FILE", str(master_key_file))
    for name, value in DEMO.items():
        monkeypatch.setenv(name, value)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, arguments)

    assert run("init").exit_code == 0
    return run


@pytest.fixture
def leave(run: Run, sqlite_url: str) -> Leave:
    """A holder leaves a client that is at this address."""

    def leave(client_id: str, uri: str) -> None:
        database, clock = Database(sqlite_url), SystemClock()
        jwks = {"keys": [ECKey.generate_key("P-256").as_dict(private=False)]}
        metadata = ClientMetadata(backchannel_logout_uri=uri)
        new = NewClient(client_id, "some-shop", client_id, jwks, frozenset({"openid"}), None, metadata)
        Clients(database, clock).add(new)
        with database.write() as tx:
            add(tx, client_id, "sub", "sid", clock.now())
        database.dispose()

    return leave


class TestTheCommand:
    def test_has_nothing_to_do(self, run: Run) -> None:
        done = run("deliver")
        assert (done.exit_code, done.output) == (
            0,
            "Delivered: 0. To be tried again: 0. Given up: 0.\n",
        )

    def test_delivers_what_it_can_and_says_what_waits(self, run: Run, leave: Leave) -> None:
        with serving(answers(b"")) as shop, serving(answers(b"", 500)) as broken:
            leave("shop", shop.origin)
            leave("broken", broken.origin)
            done = run("deliver")
            assert done.output.endswith("Delivered: 1. To be tried again: 1. Given up: 0.\n")
            assert run("deliver").output == "Delivered: 0. To be tried again: 0. Given up: 0.\n"
            assert (len(shop.seen), len(broken.seen)) == (1, 1)


class TestAProcessOfServe:
    def test_delivers_beside_the_requests(self, run: Run, leave: Leave) -> None:
        told = threading.Event()

        def habit(handler: BaseHTTPRequestHandler, served: Served) -> None:
            answers(b"")(handler, served)
            told.set()

        app = create_app(Settings.from_environment())
        with serving(habit) as shop:
            leave("shop", shop.origin)
            end = begin_delivering(SimpleNamespace(wsgi=app))
            assert told.wait(20)
            end()
        assert run("deliver").output.startswith("Delivered: 0.")
        app.extensions["joincard"].database.dispose()

    def test_begins_with_the_process(self) -> None:
        found: Any = options(Settings(issuer="https://card.example.cn"), lambda _: None)
        assert found["post_worker_init"] is begin_delivering
