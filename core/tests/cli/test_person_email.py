"""``joincard-authority person email`` as an operator uses it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from joincard_core.cli import main
from joincard_core.cli.opening import opened
from joincard_core.clock import SystemClock

from core.tests.signing_in.stepping import Letters

LINE: dict[str, Any] = {
    "reference": "ann",
    "identity": {
        "full_name": "Ann Unmistakable",
        "date_of_birth": "1990-01-02",
        "nationality": "GBR",
        "passport_number": "P1234567",
    },
    "facts": {"permit.status": "valid"},
}
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, sqlite_url: str, master_key_file: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command over a database with keys and nobody yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JOINCARD_ISSUER", "https://card.example.cn")
    monkeypatch.setenv("JOINCARD_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("JOINCARD_MASTER_KEY_FILE", str(master_key_file))

    def run(*arguments: str, **options: Any) -> Result:
        return CliRunner().invoke(main, arguments, **options)

    assert run("init").exit_code == 0
    return run


def brought_in(run: Run, **more: object) -> Result:
    Path("people.jsonl").write_text(json.dumps(LINE | more))
    return run("person", "import", "people.jsonl")


def says(run: Run, *arguments: str, **options: Any) -> str:
    done = run("person", "email", "ann", *arguments, **options)
    assert done.exit_code == 0, done.output
    return done.output.strip()


def test_says_changes_confirms_and_forgets(run: Run) -> None:
    brought_in(run)
    assert says(run) == "No e-mail address is on file."
    assert says(run, "ann@Example.org") == "ann@example.org (not confirmed)"
    assert says(run, "--confirmed") == says(run) == "ann@example.org (confirmed)"
    assert says(run, "new@example.org") == "new@example.org (not confirmed)"
    assert says(run, "new@example.org", "--confirmed") == "new@example.org (confirmed)"
    assert says(run, "--remove") == says(run) == "No e-mail address is on file."


def test_reads_an_address_from_the_input(run: Run) -> None:
    brought_in(run)
    assert says(run, "-", "--confirmed", input="ann@example.org\r\n") == "ann@example.org (confirmed)"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("ben",), "Nobody was imported under this reference."),
        (("ann", "--confirmed"), "There is no address on file to confirm."),
        (("ann", "--remove", "--confirmed"), "Give --remove alone"),
        (("ann", "--remove", "a@example.org"), "Give --remove alone"),
        (("ann", "Ann <a@example.org>"), "write one address such as name@example.org"),
    ],
)
def test_says_what_is_wrong(run: Run, arguments: tuple[str, ...], sentence: str) -> None:
    brought_in(run)
    done = run("person", "email", *arguments)
    assert done.exit_code != 0
    assert sentence in done.output
    assert "<a@example.org>" not in done.output


class TestAnImport:
    def test_brings_the_address_in(self, run: Run) -> None:
        brought_in(run, email={"address": "ann@example.org", "confirmed": True})
        assert says(run) == "ann@example.org (confirmed)"

    def test_confirms_nothing_by_itself(self, run: Run) -> None:
        brought_in(run, email={"address": "ann@example.org"})
        assert says(run) == "ann@example.org (not confirmed)"

    @pytest.mark.parametrize(
        ("email", "sentence"),
        [
            ("ann@example.org", "email: it is missing, or not a JSON object."),
            ({}, "email.address: it is missing"),
            ({"address": "ann"}, "email.address: write one address"),
            ({"address": "ann@example.org", "confirmed": "yes"}, "email.confirmed: use true or false."),
            ({"address": "ann@example.org", "verified": True}, "Allowed: address, confirmed."),
        ],
    )
    def test_is_checked_first(self, run: Run, email: object, sentence: str) -> None:
        done = brought_in(run, email=email)
        assert done.exit_code != 0
        assert sentence in done.output
        assert run("person", "email", "ann").exit_code != 0


class TestAChange:
    @pytest.fixture
    def letters(self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Letters:
        monkeypatch.setenv("JOINCARD_MAIL_FOLDER", str(tmp_path / "mail"))
        monkeypatch.setenv("JOINCARD_DEMO", "1")
        brought_in(run, email={"address": "ann@example.org", "confirmed": True})
        return Letters(tmp_path / "mail")

    @pytest.mark.parametrize(
        "change", [("new@example.org",), ("new@example.org", "--confirmed"), ("--remove",)]
    )
    def test_is_told_to_the_address_before(self, run: Run, letters: Letters, change: tuple[str, ...]) -> None:
        says(run, *change)
        assert letters.to() == "ann@example.org"
        assert "Staff changed the e-mail address" in letters.texts()[-1]

    def test_that_is_none_is_told_to_nobody(self, run: Run, letters: Letters) -> None:
        says(run)
        says(run, "ann@example.org", "--confirmed")
        says(run, "--confirmed")
        assert not letters.files()

    def test_confirms_the_address_that_the_holder_named(self, run: Run, letters: Letters) -> None:
        with opened() as authority, authority.database.write() as tx:
            owner = authority.rooms.people.by_reference(tx, "ann")
            assert owner is not None
            authority.rooms.people.contacts(SystemClock()).say(tx, owner, {"email": "new@example.org"})
        assert says(run) == "ann@example.org (confirmed); new@example.org waits to be confirmed"
        assert says(run, "--confirmed") == says(run) == "new@example.org (confirmed)"
        assert letters.to() == "ann@example.org"
