"""``joincard-authority person password`` as an operator uses it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from joincard_core.cli import main
from joincard_core.clock import SystemClock
from joincard_core.keys import MasterKey, Vault
from joincard_core.settings import Settings
from joincard_core.signing_in import Keyed, Sessions, SignIn, SignInRefused
from joincard_core.storage import Database

LINE = {
    "reference": "ann",
    "identity": {
        "full_name": "Ann Unmistakable",
        "date_of_birth": "1990-01-02",
        "nationality": "GBR",
        "passport_number": "P1234567",
    },
    "facts": {"permit.status": "valid"},
    "card": {"region": "330400", "number": "C1234567", "status": "active", "issue_city": "330400"},
}
Run = Callable[..., Result]
PASSWORD = "correct horse 电池"


@pytest.fixture
def run(tmp_path: Path, sqlite_url: str, master_key_file: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command over a database with keys and Ann."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JOINCARD_ISSUER", "https://card.example.cn")
    monkeypatch.setenv("JOINCARD_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("JOINCARD_MASTER_KEY_FILE", str(master_key_file))

    def run(*arguments: str, **options: Any) -> Result:
        return CliRunner().invoke(main, arguments, **options)

    Path("people.jsonl").write_text(json.dumps(LINE))
    for command in (("init",), ("person", "import", "people.jsonl")):
        assert run(*command).exit_code == 0
    return run


def signs_in(sqlite_url: str, master_key_file: Path, password: str) -> bool:
    database = Database(sqlite_url)
    try:
        with database.read() as tx:
            vault = Vault.load(tx, MasterKey.read(master_key_file))
        SignIn(database, vault, SystemClock()).with_password(Keyed("330400", "C1234567", password, ""))
    except SignInRefused:
        return False
    finally:
        database.dispose()
    return True


def test_lets_the_holder_sign_in(run: Run, sqlite_url: str, master_key_file: Path) -> None:
    for line in (PASSWORD, "another battery"):
        done = run("person", "password", "330400", "C1234567", input=f"{line}\n")
        assert (done.exit_code, line in done.output) == (0, False)
        assert signs_in(sqlite_url, master_key_file, line)
    assert not signs_in(sqlite_url, master_key_file, PASSWORD)


def test_ends_every_session(run: Run, sqlite_url: str, master_key_file: Path) -> None:
    """A password is changed when somebody else may know the one before: they may be signed in, too."""
    run("person", "password", "330400", "C1234567", input=f"{PASSWORD}\n")
    database = Database(sqlite_url)
    with database.read() as tx:
        vault = Vault.load(tx, MasterKey.read(master_key_file))
    keyed = Keyed("330400", "C1234567", PASSWORD, "")
    signed_in = SignIn(database, vault, SystemClock()).with_password(keyed)
    sessions = Sessions(
        database, vault, SystemClock(), Settings(issuer="https://card.example.cn", sign_in_least="password")
    )
    cookie = sessions.open(signed_in).cookie
    assert sessions.current(cookie)
    run("person", "password", "330400", "C1234567", input="another battery\n")
    assert sessions.current(cookie) is None
    database.dispose()


def test_reads_number_and_password_from_the_input(run: Run, sqlite_url: str, master_key_file: Path) -> None:
    done = run("person", "password", "330400", "-", input=f"C1234567\r\n{PASSWORD}\r\n")
    assert done.exit_code == 0
    assert signs_in(sqlite_url, master_key_file, PASSWORD)


@pytest.mark.parametrize(
    ("arguments", "entered", "told"),
    [
        (("330400", "C7654321"), PASSWORD, "no card with this number"),
        (("Jiaxing", "C1234567"), PASSWORD, "six digits"),
        (("330400", "C1234567"), "short", "8 to 128 characters"),
        (("330400", "C1234567"), "my c1234567!", "printed on the card"),
        (("330400", "C1234567"), "", "the input has ended"),
        (("330400", "-"), "", "the input has ended"),
        (("330400", "C1234567"), b"\xff\xfe correct horse\n", "not UTF-8"),
    ],
)
def test_refuses_in_one_sentence(
    run: Run, arguments: tuple[str, str], entered: str | bytes, told: str
) -> None:
    done = run("person", "password", *arguments, input=entered)
    assert (done.exit_code, told in done.output) == (1, True), done.output
    assert "Traceback" not in done.output


def test_takes_no_password_as_an_argument(run: Run) -> None:
    assert run("person", "password", "330400", "C1234567", PASSWORD).exit_code == 2
