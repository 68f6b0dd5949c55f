"""An authority on which both scopes need a code, and a holder who signs in by password unless asked for more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from joincard_core.clock import FixedClock
from joincard_core.credentials import CardNumber, Credentials
from joincard_core.keys import MasterKey, Vault
from joincard_core.people import Contacts

from core.tests.signing_in.stepping import ADDRESS, Letters
from tests.specs.fapi2.party import Party
from tests.specs.fapi2.place import HOLDER, START, enrol
from tests.specs.oidc.client import Client
from tests.specs.system import Running, System, founded
from tools.conformance.certificates import authority
from tools.conformance.clients import pair
from tools.conformance.plans import ROWS, Row

NEEDED = "verify=password-otp/300 openid=password-otp"
ROW: Row = next(
    row
    for row in ROWS
    if row.plan.startswith("fapi2-security") and row.holder and row.openid and not row.certificate_bound
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rfc9470")


@pytest.fixture
def letters(folder: Path) -> Letters:
    return Letters(folder / "mail")


@pytest.fixture(scope="module")
def running(folder: Path) -> Iterator[Running]:
    made = founded(
        folder,
        FixedClock(START),
        demo=True,
        mail_folder=str(folder / "mail"),
        scope_least=NEEDED,
    )
    enrol(made, folder / "people.jsonl")
    with made.database.write() as tx:
        vault = Vault.load(tx, MasterKey.read(made.settings.master_key_file))
        shown = Credentials(vault).read(tx, CardNumber(HOLDER.region, HOLDER.number), START.date())
        assert shown
        Contacts(vault, made.clock).set_email(tx, shown.person, ADDRESS, verified=True)
    yield made
    made.database.dispose()


@pytest.fixture(scope="module")
def party(running: Running) -> Party:
    """A system whose tokens are bound by DPoP, with a holder who comes to it."""
    client, _ = pair(ROW, authority("Clients", START), made_at=START)
    running.clients.add(client.registered())
    return Party(running.web.application, System(running.web, running.clock), client, HOLDER)


@pytest.fixture
def client(running: Running) -> Client:
    """A client that signs people in."""
    return Client.new(running, HOLDER, id_token_signed_response_alg="ES256")
