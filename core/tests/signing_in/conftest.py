"""A holder with a card and a password, and hashes that cost nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from argon2 import PasswordHasher
from joincard_core.clock import FixedClock
from joincard_core.credentials import Shown
from joincard_core.keys import Vault
from joincard_core.people import Passwords
from joincard_core.signing_in import Keyed, SignIn
from joincard_core.storage import Database

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "correct horse 电池"
HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def sign_in(database: Database, vault: Vault, clock: FixedClock) -> SignIn:
    return SignIn(database, vault, clock, QUICK)


@pytest.fixture
def ann(database: Database, vault: Vault, clock: FixedClock, enrol: Any) -> Shown:
    """Ann's card; she has a password."""
    shown: Shown = enrol(enrol.line("ann"))[0]
    passwords = Passwords(vault, QUICK)
    with database.write() as tx:
        passwords.keep(tx, shown.person, passwords.hashed(PASSWORD), clock.now())
    return shown


@pytest.fixture
def keyed(enrol: Any) -> Callable[..., Keyed]:
    """What somebody types: Ann's number and password, unless the test says otherwise."""

    def keyed(**changes: str) -> Keyed:
        typed = {"region": "330400", "number": enrol.number("ann"), "password": PASSWORD, "address": HERE}
        return Keyed(**{**typed, **changes})

    return keyed
