"""The keys of an authority of the first release: they go on, and what they lack is named and made."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joincard_core.clock import SHANGHAI
from joincard_core.keys import KEY_USES, BadSignature, KeyRing, KeysMissing, KeyUse, MasterKey, entries, jws
from joincard_core.keys.algorithms import ALGORITHMS, public_jwk
from joincard_core.keys.keeper import place_of
from joincard_core.storage import Database, Instant, create_sqlite, migrate
from joincard_core.storage.migrating import MIGRATIONS
from sqlalchemy import column, table

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=SHANGHAI)
FIRST = table(
    "signing_keys",
    column("kid"),
    column("use"),
    column("public_jwk"),
    column("private_sealed"),
    column("created_at", Instant),
    column("retired_at", Instant),
)
OF_A_USE = ("retired", "older", "newest")


class Earlier:
    """A database of the first release: of each use a retired key, one that was replaced, and the newest."""

    def __init__(self, url: str, master: MasterKey) -> None:
        self.database = Database(url)
        self.master = master
        self.tokens: dict[tuple[str, str], str] = {}
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        with self.database.write() as tx:
            config.attributes["connection"] = tx
            command.upgrade(config, "0001")
            for use in KEY_USES:
                for days, which in enumerate(OF_A_USE):
                    tx.execute(FIRST.insert(), self.row(use, which, NOON + timedelta(days=days)))

    def row(self, use: str, which: str, made: datetime) -> dict[str, object]:
        private = ec.generate_private_key(ec.SECP256R1())
        jwk = public_jwk(private.public_key())
        kid, der = jwk["kid"], private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        header = jws.header(kid, "t")
        self.tokens[use, which] = jws.sign(
            lambda s: ALGORITHMS["ES256"].sign(private, s), header, {"of": which}
        )
        return {
            "kid": kid,
            "use": use,
            "public_jwk": json.dumps(jwk),
            "private_sealed": self.master.sealing.seal(place_of(kid), der),
            "created_at": made,
            "retired_at": made if which == "retired" else None,
        }


@pytest.fixture
def empty_sqlite(tmp_path: Path) -> str:
    """The address of a database without tables."""
    url = f"sqlite:///{tmp_path / 'earlier.db'}"
    create_sqlite(url)
    return url


@pytest.fixture
def empty_postgresql(postgresql_server: Any) -> Iterator[str]:
    """The same on PostgreSQL."""
    name = postgresql_server.empty()
    yield postgresql_server.url(name)
    postgresql_server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def earlier(request: pytest.FixtureRequest, master_key: MasterKey) -> Iterator[Earlier]:
    """Migrated to this release."""
    made = Earlier(request.getfixturevalue(f"empty_{request.param}"), master_key)
    migrate(made.database)
    yield made
    made.database.dispose()


class TestKeysOfTheFirstRelease:
    @pytest.mark.parametrize("use", KEY_USES)
    def test_go_on_as_they_were(self, earlier: Earlier, use: KeyUse) -> None:
        ring = KeyRing(earlier.database, earlier.master)
        for which in ("older", "newest"):
            assert ring.verify(use, earlier.tokens[use, which], "t") == {"of": which}
        with pytest.raises(BadSignature):
            ring.verify(use, earlier.tokens[use, "retired"], "t")
        newest = jws.parts(earlier.tokens[use, "newest"])[0]["kid"]
        assert jws.parts(ring.sign(use, "t", {}))[0]["kid"] == newest

    def test_get_what_is_missing_from_init(self, earlier: Earlier) -> None:
        ring = KeyRing(earlier.database, earlier.master)
        with pytest.raises(KeysMissing, match=r"PS256.*joincard-authority init"):
            ring.sign("token", "t", {}, "PS256")
        with earlier.database.write() as tx:
            assert KeyRing.create_missing(tx, earlier.master, NOON) == KEY_USES
            assert KeyRing.create_missing(tx, earlier.master, NOON) == ()
            assert {key.state for key in entries(tx)} == {"current", "next", "previous"}
        ring.refresh()
        assert ring.sign("token", "t", {}, "PS256")
        with earlier.database.write() as tx:
            ring.rotate(tx, "token", "ES256", NOON)
