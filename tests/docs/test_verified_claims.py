"""The page about verified claims: its request is taken, and answered as the page says."""

import json
from collections.abc import Iterator

import pytest
from joincard_core.clock import FixedClock
from joincard_core.keys import Keeper, MasterKey
from joincard_core.oauth import CHECK_METHOD, REGISTERS, TRUST_FRAMEWORK

from tests.specs.fapi2.place import HOLDER, START, enrol
from tests.specs.oidc.client import Client
from tests.specs.system import founded
from tools.pages import examples
from tools.tree import ROOT

PAGE = ROOT / "docs" / "how-to" / "ask-for-verified-claims.md"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    folder = tmp_path_factory.mktemp("verified")
    running = founded(folder, FixedClock(START), demo=True, private_addresses=True)
    with running.database.write() as tx:
        Keeper(MasterKey.read(running.settings.master_key_file)).add(tx, "token", "RS256", START)
    enrol(running, folder / "people.jsonl")
    yield Client.new(running, HOLDER)
    running.database.dispose()


class TestThePage:
    def test_asks_for_what_is_answered(self, client: Client) -> None:
        request, answer = (json.loads(each.text) for each in examples(PAGE, "json"))
        found = client.signed_in(client.wish(claims=json.dumps(request)))
        told = client.userinfo(found).json
        assert told == {**answer, "sub": told["sub"]}

    def test_names_every_register_with_all_that_it_vouches_for(self) -> None:
        text = PAGE.read_text(encoding="utf-8")
        for register in REGISTERS:
            (line,) = [each for each in text.splitlines() if each.startswith(f"| `{register.type}`")]
            _, kind, keeper, number, claims, _ = (cell.strip() for cell in line.split("|"))
            assert (kind, keeper, number) == (f"`{register.type}`", register.keeper, f"`{register.number}`")
            assert {claim.strip(" `") for claim in claims.split(",")} == register.claims
        assert f"`{TRUST_FRAMEWORK}` means" in text
        assert f"always `{CHECK_METHOD}`" in text
