"""``joincard-authority client`` as an operator uses it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from joincard_core.cli import main
from joserfc.jwk import ECKey

KEY = ECKey.generate_key("P-256", auto_kid=True)
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, sqlite_url: str, master_key_file: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command over a database with keys and one provider."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JOINCARD_ISSUER", "https://card.example.cn")
    monkeypatch.setenv("JOINCARD_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("JOINCARD_MASTER_KEY_FILE", str(master_key_file))

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, arguments)

    for command in (("init",), ("provider", "add", "jiaxing-first", "--name", "Jiaxing First")):
        assert run(*command).exit_code == 0
    Path("keys.json").write_text(json.dumps({"keys": [KEY.as_dict(private=False)]}))
    return run


def add(run: Run, *more: str, client: str = "his-1", jwks: str = "keys.json") -> Result:
    return run("client", "add", client, "--provider", "jiaxing-first", "--jwks", jwks, *more)


class TestAdding:
    def test_says_what_the_provider_must_know(self, run: Run) -> None:
        result = add(run)
        assert result.exit_code == 0
        assert (
            result.output
            == "Added his-1 of jiaxing-first. Its issuer and audience is https://card.example.cn\n"
        )

    def test_takes_a_single_key_too(self, run: Run) -> None:
        Path("one.json").write_text(json.dumps(KEY.as_dict(private=False)))
        assert add(run, jwks="one.json").exit_code == 0

    @pytest.mark.parametrize(
        ("content", "told"),
        [
            (json.dumps(KEY.as_dict(private=True)), "private"),
            ("not json", "not a JWK set"),
            ("{}", "A key is EC"),
            ('{"keys": []}', "1 to 8 public keys"),
            (" " * 70_000, "too large"),
        ],
    )
    def test_refuses_a_file_that_is_no_set_of_public_keys(self, run: Run, content: str, told: str) -> None:
        Path("bad.json").write_text(content)
        result = add(run, jwks="bad.json")
        assert result.exit_code == 1
        assert told in result.output
        assert str(KEY.as_dict(private=True)["d"]) not in result.output

    def test_refuses_an_id_that_is_taken(self, run: Run) -> None:
        add(run)
        result = add(run)
        assert (result.exit_code, "There is a client his-1 already" in result.output) == (1, True)

    def test_refuses_an_unknown_provider(self, run: Run) -> None:
        result = run("client", "add", "his-1", "--provider", "nobody", "--jwks", "keys.json")
        assert (result.exit_code, "There is no provider nobody" in result.output) == (1, True)

    def test_takes_the_last_day(self, run: Run) -> None:
        add(run, "--expires", "2020-01-31")
        shown = run("client", "show", "his-1").output
        assert "status    expired" in shown
        assert "until     2020-01-31" in shown


class TestLooking:
    def test_shows_a_client(self, run: Run) -> None:
        add(run, "--name", "Registration desks")
        shown = run("client", "show", "his-1").output
        for line in (
            "Registration desks",
            "jiaxing-first",
            "status    active",
            "scopes    verify",
            str(KEY.kid),
            "no end",
        ):
            assert line in shown

    def test_lists_the_clients_of_a_provider(self, run: Run) -> None:
        add(run)
        add(run, client="his-2")
        assert run("client", "list", "jiaxing-first").output == "his-1\tactive\this-1\nhis-2\tactive\this-2\n"

    def test_of_nobody_says_so(self, run: Run) -> None:
        for command in ("show", "suspend", "reinstate"):
            result = run("client", command, "nobody")
            assert (result.exit_code, "There is no client nobody" in result.output) == (1, True)


class TestSuspending:
    def test_can_be_taken_back(self, run: Run) -> None:
        add(run)
        assert "reinstate his-1" in run("client", "suspend", "his-1").output
        assert "status    suspended" in run("client", "show", "his-1").output
        assert run("client", "reinstate", "his-1").output == "his-1 is active.\n"
