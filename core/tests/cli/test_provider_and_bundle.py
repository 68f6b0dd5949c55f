"""The commands ``provider`` and ``bundle``, as staff call them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from joincard_core.catalogue import Shelf
from joincard_core.cli import main
from joincard_core.clock import SystemClock
from joincard_core.keys import KeyRing, MasterKey, Vault
from joincard_core.registry import Accredited
from joincard_core.storage import Database
from joincard_sdk import fees, rules
from joincard_sdk.bundle import Bundle, Texts, signature
from joincard_sdk.keys import new_key, public_set
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

KEY = new_key()
SERVICE = "trial.some.one"


@pytest.fixture
def database(database_url: str, master_key_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """An authority of each kind that the environment names."""
    monkeypatch.setenv("JOINCARD_ISSUER", "https://card.example")
    monkeypatch.setenv("JOINCARD_DATABASE_URL", database_url)
    monkeypatch.setenv("JOINCARD_MASTER_KEY_FILE", str(master_key_file))
    opened = Database(database_url)
    master = MasterKey.read(master_key_file)
    with opened.write() as tx:
        Vault.create(tx, master)
        KeyRing.create_missing(tx, master, SystemClock().now())
    yield opened
    opened.dispose()


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def well(*words: object) -> str:
    result = run(*words)
    assert result.exit_code == 0, result.output
    return result.output


def refused(*words: object) -> str:
    result = run(*words)
    assert result.exit_code != 0
    assert "Traceback" not in result.output
    return result.output


def write_bundle(folder: Path, version: str = "1.0.0") -> Path:
    """A signed bundle file, and the publisher's keys beside it."""
    bundle = Bundle(
        plugin="test.trial.services",
        version=version,
        name=Text(en="Trial", zh="试用"),
        description=Text(en="Services to test with.", zh="测试用服务。"),
        purposes={},
        texts=Texts(),
        services=(
            Service(
                code=SERVICE,
                name=Text(en="Service", zh="服务"),
                description=Text(en="A service to test with.", zh="测试服务。"),
                channel="both",
                coverage=Coverage.nationwide(),
                accepts=rules.parse("card.status = active"),
                fee=fees.parse("waived # test"),
                discloses=(),
                effective_from=date(2024, 12, 1),
            ),
        ),
    )
    file = folder / bundle.file_name
    file.write_bytes(bundle.data)
    signed = signature.write_list([signature.sign(bundle, KEY, "publisher")])
    file.with_name(f"{file.name}.sig").write_bytes(signed)
    (folder / "keys.json").write_text(json.dumps(public_set([KEY])))
    return file


class TestProvider:
    def test_is_added_accredited_and_shown(self, database: Database) -> None:
        well("provider", "add", "jiaxing-first", "--name", "Jiaxing First Hospital")
        well("provider", "accredit", "jiaxing-first", "trial.*", "--city", "330400", "--from", "2026-01-01")
        shown = well("provider", "show", "jiaxing-first")
        assert "Jiaxing First Hospital" in shown
        assert "trial.*\t330400\tfrom 2026-01-01\tuntil no end" in shown
        assert "jiaxing-first" in well("provider", "list")
        assert Accredited(database).may("jiaxing-first", SERVICE, "330400", date(2026, 1, 1))

    def test_is_no_longer_accredited_after_the_last_day(self, database: Database) -> None:
        well("provider", "add", "p", "--name", "P")
        number = well("provider", "accredit", "p", "*").split("\t")[0]
        well("provider", "end", "p", number, "--last", "2026-01-31")
        accredited = Accredited(database)
        days = (date(2026, 1, 31), date(2026, 2, 1))
        assert [accredited.may("p", SERVICE, "330400", day) for day in days] == [True, False]

    def test_errors_are_one_sentence(self, database: Database) -> None:
        assert "There is no provider nobody" in refused("provider", "accredit", "nobody", "*")
        assert "There is no provider nobody" in refused("provider", "show", "nobody")
        assert "small letters" in refused("provider", "add", "No Good", "--name", "x")
        well("provider", "add", "p", "--name", "P")
        assert "already" in refused("provider", "add", "p", "--name", "P")
        assert "not the code of a city" in refused("provider", "accredit", "p", "*", "--city", "1")
        assert "A scope is" in refused("provider", "accredit", "p", "Everything")
        assert "no accreditation 99" in refused("provider", "end", "p", "99", "--last", "2026-01-01")


class TestBundle:
    def test_is_admitted_and_listed(self, database: Database, master_key: MasterKey, tmp_path: Path) -> None:
        file = write_bundle(tmp_path)
        well("bundle", "publisher", "test", "--jwks", tmp_path / "keys.json")
        assert "1 services" in well("bundle", "admit", file)
        assert "* test.trial.services\t1.0.0" in well("bundle", "list")
        assert "Nothing changed" in well("bundle", "admit", file)
        on_offer = Shelf(database, KeyRing(database, master_key)).current()
        assert (on_offer.serial, list(on_offer.terms)) == (1, [SERVICE])

    def test_errors_are_one_sentence(self, database: Database, tmp_path: Path) -> None:
        file = write_bundle(tmp_path)
        keys = tmp_path / "keys.json"
        assert "There is no publisher test" in refused("bundle", "admit", file)
        kid = well("bundle", "publisher", "test", "--jwks", keys).split()[-1]
        signed = file.with_name(f"{file.name}.sig")
        other = tmp_path / "other.sig"
        other.write_text("[]")
        assert "refused" in refused("bundle", "admit", file, "--sig", other)
        signed.unlink()
        assert "is unsigned" in refused("bundle", "admit", file)
        keys.write_text("[1]")
        assert "not a JWK set" in refused("bundle", "publisher", "test", "--jwks", keys)
        keys.write_text(json.dumps(KEY.as_dict(private=True)))
        assert "private" in refused("bundle", "publisher", "test", "--jwks", keys)
        well("bundle", "distrust", kid)
        write_bundle(tmp_path)
        assert "There is no publisher test" in refused("bundle", "admit", file)
        assert "No publisher has the key" in refused("bundle", "distrust", "nothing")
