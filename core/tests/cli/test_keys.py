"""``joincard-authority keys`` on SQLite, beside an authority that runs."""

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from joincard_core.cli import main
from joincard_core.keys import KeyRing, MasterKey
from joincard_core.settings import SETTINGS
from joincard_core.storage import Database


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def well(*words: str) -> str:
    result = run(*words)
    assert result.exit_code == 0, result.output
    return result.output


def listed(use: str, alg: str) -> dict[str, str]:
    """The kids of a use and algorithm by their state."""
    rows = [line.split("\t") for line in well("keys", "list").splitlines()]
    return {state: kid for kid, of, by, state, _ in rows if (of, by) == (use, alg)}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An authority after ``init``."""
    monkeypatch.chdir(tmp_path)
    for setting in SETTINGS:
        monkeypatch.delenv(setting.variable, raising=False)
    monkeypatch.setenv("JOINCARD_ISSUER", "https://card.example.cn")
    well("init")
    return tmp_path


class TestList:
    def test_shows_two_keys_of_each_kind_after_init(self) -> None:
        lines = [line.split("\t") for line in well("keys", "list").splitlines()]
        kinds = ["receipt ES256", "snapshot ES256", "token ES256", "token PS256"]
        assert sorted(f"{use} {alg} {state}" for _, use, alg, state, _ in lines) == [
            f"{kind} {state}" for kind in kinds for state in ("current", "next")
        ]

    def test_shows_no_secret(self) -> None:
        assert '"d"' not in well("keys", "list")


class TestRotate:
    def test_lets_the_next_key_sign(self) -> None:
        before = listed("token", "PS256")
        assert before["next"] in well("keys", "rotate", "token", "--alg", "PS256")
        after = listed("token", "PS256")
        assert (after["current"], after["previous"]) == (before["next"], before["current"])
        assert after["next"] not in before.values()

    def test_refuses_a_second_time_until_tokens_have_expired(self) -> None:
        well("keys", "rotate", "token")
        before = listed("token", "ES256")
        ended = run("keys", "rotate", "token")
        assert ended.exit_code == 1
        assert "Rotate again after " in ended.output
        assert "--force" in ended.output
        assert listed("token", "ES256") == before
        well("keys", "rotate", "token", "--force")
        assert before["previous"] not in listed("token", "ES256").values()

    def test_is_seen_by_an_authority_that_runs(self, folder: Path) -> None:
        ring = KeyRing(Database(f"sqlite:///{folder / 'joincard.db'}"), MasterKey.read("joincard-master.key"))
        token = ring.sign("token", "at+jwt", {"n": 1})
        well("keys", "rotate", "token")
        ring.refresh()
        assert ring.verify("token", token, "at+jwt") == {"n": 1}
        assert ring.sign("token", "at+jwt", {}).split(".")[0] != token.split(".")[0]

    @pytest.mark.parametrize("words", [["fly"], ["token", "--alg", "HS256"], []])
    def test_refuses_what_is_no_key(self, words: list[str]) -> None:
        assert run("keys", "rotate", *words).exit_code == 2

    def test_refuses_an_algorithm_without_keys(self) -> None:
        assert "no next receipt key for PS256" in run("keys", "rotate", "receipt", "--alg", "PS256").output


class TestRevoke:
    def test_takes_a_key_away_and_puts_the_next_in_its_place(self) -> None:
        before = listed("receipt", "ES256")
        assert before["current"] in well("keys", "revoke", before["current"])
        after = listed("receipt", "ES256")
        assert after["current"] == before["next"]
        assert before["current"] not in after.values()

    def test_refuses_an_unknown_key(self) -> None:
        ended = run("keys", "revoke", "nobody")
        assert (ended.exit_code, ended.output.count("\n")) == (1, 1)
        assert "keys list" in ended.output

    @pytest.mark.parametrize("begin", ["-z", "-h", "--", "-1"])
    def test_takes_a_kid_that_begins_with_a_hyphen(self, folder: Path, begin: str) -> None:
        """One thumbprint in 64 does."""
        changed = "UPDATE signing_keys SET kid = ? || substr(kid, 3) WHERE use = 'receipt' AND state = 'next'"
        with sqlite3.connect(folder / "joincard.db") as tx:
            tx.execute(changed, [begin])
        kid = listed("receipt", "ES256")["next"]
        assert f"Revoked the next receipt key {kid}" in well("keys", "revoke", kid)
        assert kid not in listed("receipt", "ES256").values()


class TestAdd:
    def test_adds_rs256_for_a_profile_that_demands_it(self) -> None:
        kid = well("keys", "add", "token", "RS256").split()[0]
        assert listed("token", "RS256")["current"] == kid
        assert "ok" in run("doctor").output

    def test_refuses_what_is_there_and_what_is_not_allowed(self) -> None:
        assert "already" in run("keys", "add", "token", "PS256").output
        assert "for ES256, not for RS256" in run("keys", "add", "receipt", "RS256").output


class TestDoctor:
    def test_names_keys_that_an_earlier_release_had_not(self, folder: Path) -> None:
        with sqlite3.connect(folder / "joincard.db") as tx:
            tx.execute("DELETE FROM signing_keys WHERE alg = 'PS256' OR state = 'next'")
        shown = run("doctor").output
        assert "There is no current token key for PS256. Run joincard-authority init" in shown
        assert "There is no next receipt key for ES256. Run joincard-authority init" in shown
        well("init")
        assert "There is no current" not in run("doctor").output
