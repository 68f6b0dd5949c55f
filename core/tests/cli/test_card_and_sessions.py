"""``card set`` at a counter: a lost card leaves the clients that its holder had signed in to."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from joincard_core.cli import main
from joincard_core.clock import SystemClock
from joincard_core.credentials import CardNumber, Credentials
from joincard_core.keys import MasterKey, Vault
from joincard_core.oauth import ClientMetadata, Clients, NewClient, session_clients
from joincard_core.oauth.tables import logout_notices
from joincard_core.settings import Settings
from joincard_core.signing_in import Sessions, SignedIn
from joincard_core.storage import Database
from joserfc.jwk import ECKey
from sqlalchemy import select

from core.tests.cli.test_commands import LINE

ISSUER = "https://card.example.cn"


@pytest.mark.parametrize(("status", "told"), [("lost", 1), ("suspended", 0)])
def test_a_lost_card_signs_its_holder_out_of_their_clients(
    tmp_path: Path,
    sqlite_url: str,
    master_key_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    status: str,
    told: int,
) -> None:
    monkeypatch.setenv("JOINCARD_ISSUER", ISSUER)
    monkeypatch.setenv("JOINCARD_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("JOINCARD_MASTER_KEY_FILE", str(master_key_file))
    people = tmp_path / "people.jsonl"
    people.write_text(json.dumps(LINE))
    for command in (("init",), ("person", "import", str(people))):
        assert CliRunner().invoke(main, command).exit_code == 0
    database, clock = Database(sqlite_url), SystemClock()
    with database.read() as tx:
        vault = Vault.load(tx, MasterKey.read(master_key_file))
        shown = Credentials(vault).read(tx, CardNumber("330400", "C1234567"), clock.now().date())
    assert shown is not None
    jwks = {"keys": [ECKey.generate_key("P-256").as_dict(private=False)]}
    metadata = ClientMetadata(backchannel_logout_uri="https://shop.example.org/out")
    scopes = frozenset({"openid"})
    Clients(database, clock).add(NewClient("shop", "some-shop", "Shop", jwks, scopes, None, metadata))
    sessions = Sessions(database, vault, clock, Settings(issuer=ISSUER, sign_in_least="password"))
    opened = sessions.open(SignedIn(shown.person, shown.card, clock.now(), "x", ("pwd",)))
    with database.write() as tx:
        session_clients.join(tx, opened.signed_in, "shop", "sub", clock.now() + timedelta(hours=1))
    done = CliRunner().invoke(
        main, ["card", "set", "330400", "C1234567", "--status", status, "--reason", "At the counter."]
    )
    assert done.exit_code == 0, done.output
    with database.read() as tx:
        assert len(tx.execute(select(logout_notices)).all()) == told
    database.dispose()
