"""A server over each database in turn, and a client that holders sign in for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from joincard_core.clock import FixedClock
from joincard_core.keys import KeyRing, Vault
from joincard_core.settings import Settings
from joincard_core.storage import Database

from core.tests.oauth.party import ISSUER, Server

if TYPE_CHECKING:
    from core.tests.oauth.party import Party


@pytest.fixture
def server(database: Database, key_ring: KeyRing, vault: Vault, clock: FixedClock) -> Server:
    return Server.over(database, key_ring, vault, clock, Settings(issuer=ISSUER))


@pytest.fixture
def portal(server: Server) -> Party:
    return server.party()
