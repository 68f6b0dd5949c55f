"""FAPI 2.0 section 5.4.1: 128 random bits at least in what only systems handle."""

import base64
import re
from itertools import count

import pytest
from joincard_core.oauth import handle

from core.tests.oauth.party import Party, Server
from tests.specs.hostile.target import Target

HANDLE = re.compile(r"[A-Za-z0-9_-]{43}")
NUMBERS = count(1)
TABLES = ("authorization_codes", "refresh_tokens", "authorization_requests", "grants", "interactions")


@pytest.fixture
def party(target: Target) -> Party:
    """A client that sends people."""
    vault = target.app.extensions["joincard"].authorization.vault
    server = Server.over(target.database, target.keys, vault, target.clock, target.settings)
    return server.party(f"secrets-{next(NUMBERS)}")


class TestAHandle:
    def test_has_256_bits(self) -> None:
        assert len(base64.urlsafe_b64decode(handle.new() + "=")) * 8 == 256

    def test_is_never_the_same(self) -> None:
        assert len({handle.new() for _ in range(10_000)}) == 10_000


class TestWhatASystemIsGiven:
    def test_is_made_of_handles(self, party: Party) -> None:
        address = party.push()
        assert HANDLE.fullmatch(address.removeprefix("urn:ietf:params:oauth:request_uri:"))
        code = party.code()
        assert HANDLE.fullmatch(code)
        assert HANDLE.fullmatch(party.redeem(code)["refresh_token"])

    def test_is_kept_as_a_digest_alone(self, party: Party) -> None:
        address, code = party.push(), party.code()
        tokens = party.redeem(code)
        with party.server.database.read() as tx:
            rows = [
                str(tuple(row)) for table in TABLES for row in tx.exec_driver_sql(f"SELECT * FROM {table}")
            ]
        assert rows
        for given in (address, code, tokens["refresh_token"], tokens["access_token"]):
            assert not [row for row in rows if given in row]
