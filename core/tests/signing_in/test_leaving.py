"""Whatever ends a session tells its clients, in the same transaction; and nothing else does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from joincard_core.cards import Status
from joincard_core.clock import FixedClock
from joincard_core.credentials import Shown
from joincard_core.keys import Vault
from joincard_core.oauth import ClientMetadata, Clients, NewClient, session_clients
from joincard_core.oauth.tables import logout_notices
from joincard_core.settings import Settings
from joincard_core.signing_in import (
    Keyed,
    Opened,
    Sessions,
    SignedIn,
    SignIn,
    end_sessions,
    end_sessions_at_end,
)
from joincard_core.storage import Database
from joserfc.jwk import ECKey
from sqlalchemy import select

Typed = Callable[..., Keyed]


@pytest.fixture
def sessions(database: Database, vault: Vault, clock: FixedClock) -> Sessions:
    return Sessions(
        database, vault, clock, Settings(issuer="https://card.example.cn", sign_in_least="password")
    )


@pytest.fixture
def signed_in(sign_in: SignIn, ann: Shown, keyed: Typed) -> SignedIn:
    return sign_in.with_password(keyed())


@pytest.fixture
def opened(database: Database, clock: FixedClock, sessions: Sessions, signed_in: SignedIn) -> Opened:
    """A session in which Ann has signed in to a shop."""
    jwks = {"keys": [ECKey.generate_key("P-256").as_dict(private=False)]}
    metadata = ClientMetadata(backchannel_logout_uri="https://shop.example.org/out")
    Clients(database, clock).add(
        NewClient("shop", "some-shop", "Shop", jwks, frozenset({"openid"}), None, metadata)
    )
    found = sessions.open(signed_in)
    with database.write() as tx:
        session_clients.join(tx, found.signed_in, "shop", "sub", clock.now() + timedelta(hours=12))
    return found


@pytest.fixture
def told(database: Database) -> Callable[[], int]:
    """How many notices there are."""

    def told() -> int:
        with database.read() as tx:
            return len(tx.execute(select(logout_notices)).all())

    return told


Told = Callable[[], int]


def test_signing_out_tells(sessions: Sessions, ann: Shown, opened: Opened, told: Told) -> None:
    assert sessions.end(ann.person, opened.session.id)
    assert told() == 1
    assert not sessions.end(ann.person, opened.session.id)
    assert told() == 1


def test_signing_out_everywhere_tells(sessions: Sessions, ann: Shown, opened: Opened, told: Told) -> None:
    sessions.end_all(ann.person)
    assert told() == 1


def test_a_new_password_tells(
    database: Database, clock: FixedClock, ann: Shown, opened: Opened, told: Told
) -> None:
    with database.write() as tx:
        end_sessions(tx, ann.person, clock.now())
    assert told() == 1


def test_somebody_elses_sign_out_does_not(sessions: Sessions, opened: Opened, told: Told) -> None:
    assert not sessions.end("ben", opened.session.id)
    sessions.end_all("ben")
    assert told() == 0


def test_a_sign_in_of_the_same_holder_does_not(
    sessions: Sessions, signed_in: SignedIn, opened: Opened, told: Told
) -> None:
    again = sessions.open(signed_in, instead_of=opened.cookie)
    assert told() == 0
    sessions.end(signed_in.person_id, again.session.id)
    assert told() == 1


def test_a_sign_in_of_another_holder_does(
    sessions: Sessions, opened: Opened, told: Told, enrol: Any, clock: FixedClock
) -> None:
    ben: Shown = enrol(enrol.line("ben"))[0]
    sessions.open(SignedIn(ben.person, ben.card, clock.now(), "x", ("pwd",)), instead_of=opened.cookie)
    assert told() == 1


@pytest.mark.parametrize("status", Status)
def test_a_card_at_its_end_does(
    database: Database,
    sessions: Sessions,
    clock: FixedClock,
    ann: Shown,
    opened: Opened,
    told: Told,
    status: Status,
) -> None:
    with database.write() as tx:
        end_sessions_at_end(tx, ann.person, ann.card, status, clock.now())
    ended = status in (Status.LOST, Status.EXPIRED, Status.CANCELLED)
    assert told() == ended
    assert (sessions.current(opened.cookie) is None) is ended


def test_another_card_of_the_holder_does_not(
    database: Database, sessions: Sessions, clock: FixedClock, ann: Shown, opened: Opened, told: Told
) -> None:
    with database.write() as tx:
        end_sessions_at_end(tx, ann.person, "another", Status.LOST, clock.now())
    assert told() == 0
    assert sessions.current(opened.cookie) is not None


def test_a_session_that_runs_out_does_not(
    sessions: Sessions, clock: FixedClock, opened: Opened, told: Told
) -> None:
    clock.advance(timedelta(hours=13))
    assert sessions.current(opened.cookie) is None
    assert told() == 0
