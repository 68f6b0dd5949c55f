"""``joincard-authority`` as an operator uses it: on SQLite, in a folder of its own."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from joincard_core.cli import main
from joincard_core.cli.group import COMMANDS
from joincard_core.settings import SETTINGS

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


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in a new folder, with settings that name files in it."""
    monkeypatch.chdir(tmp_path)
    for setting in SETTINGS:
        monkeypatch.delenv(setting.variable, raising=False)
    monkeypatch.setenv("JOINCARD_ISSUER", "https://card.example.cn")

    def run(*arguments: str, **options: Any) -> Result:
        return CliRunner().invoke(main, arguments, **options)

    return run


@pytest.fixture
def ready(run: Run, tmp_path: Path) -> Run:
    """``run`` after ``init``, with one person in ``people.jsonl``."""
    assert run("init").exit_code == 0
    (tmp_path / "people.jsonl").write_text(json.dumps(LINE))
    return run


class TestTheCommand:
    def test_lists_its_subcommands(self, run: Run) -> None:
        shown = run("--help")
        assert shown.exit_code == 0
        assert all(name in shown.output for name in COMMANDS)

    @pytest.mark.parametrize("name", COMMANDS)
    def test_explains_each_of_them(self, run: Run, name: str) -> None:
        assert run(name, "--help").exit_code == 0

    def test_refuses_an_unknown_one(self, run: Run) -> None:
        assert run("fly").exit_code == 2

    @pytest.mark.parametrize("command", [["migrate"], ["person", "import", "x.jsonl"], ["init"]])
    def test_ends_a_missing_setting_in_one_sentence(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
    ) -> None:
        (tmp_path / "x.jsonl").touch()
        monkeypatch.delenv("JOINCARD_ISSUER")
        ended = run(*command)
        assert ended.exit_code == 1
        assert ended.output.startswith("Error: JOINCARD_ISSUER is not set.")
        assert "Traceback" not in ended.output


class TestInit:
    def test_makes_keys_and_database_once(self, run: Run, tmp_path: Path) -> None:
        first, second = run("init"), run("init")
        assert (first.exit_code, second.exit_code) == (0, 0)
        assert first.output.count("Made") == 6
        assert "Made" not in second.output
        for name in ("joincard.db", "joincard-master.key"):
            assert (tmp_path / name).stat().st_mode & 0o777 == 0o600

    def test_makes_no_second_master_key_beside_sealed_keys(self, run: Run, tmp_path: Path) -> None:
        run("init")
        (tmp_path / "joincard-master.key").unlink()
        ended = run("init")
        assert ended.exit_code == 1
        assert "Restore it from its backup" in ended.output
        assert not (tmp_path / "joincard-master.key").exists()

    def test_marks_keys_of_the_demo(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("JOINCARD_DEMO", "1")
        run("init")
        monkeypatch.delenv("JOINCARD_DEMO")
        ended = run("doctor")
        assert ended.exit_code == 1
        assert "made for the demo" in ended.output


class TestMigrate:
    def test_says_when_there_is_nothing_to_do(self, ready: Run) -> None:
        assert "already" in ready("migrate").output

    def test_brings_an_empty_database_to_the_head(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "joincard.db").touch(0o600)
        assert "from nothing to revision" in run("migrate").output

    def test_without_a_database_says_so(self, run: Run, tmp_path: Path) -> None:
        ended = run("migrate")
        assert (ended.exit_code, ended.output.count("\n")) == (1, 1)
        assert not (tmp_path / "joincard.db").exists()


class TestPersonImport:
    def test_imports_once(self, ready: Run) -> None:
        assert "Persons imported: 1. There already: 0." in ready("person", "import", "people.jsonl").output
        assert "Persons imported: 0. There already: 1." in ready("person", "import", "people.jsonl").output

    def test_prints_faults_and_no_value(self, ready: Run, tmp_path: Path) -> None:
        wrong = LINE | {"facts": {"permit.status": "Unmistakable"}}
        (tmp_path / "people.jsonl").write_text(json.dumps(wrong))
        ended = ready("person", "import", "people.jsonl")
        assert ended.exit_code == 1
        assert "Line 1, permit.status: " in ended.output
        assert "Unmistakable" not in ended.output

    def test_before_init_says_what_to_do(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "people.jsonl").write_text(json.dumps(LINE))
        ended = run("person", "import", "people.jsonl")
        assert ended.exit_code == 1
        assert "joincard-authority init" in ended.output


class TestCardSet:
    @pytest.fixture
    def card(self, ready: Run) -> Run:
        ready("person", "import", "people.jsonl")

        def card_set(status: str, number: str = "C1234567", **options: Any) -> Result:
            why = ("--status", status, "--reason", "The holder called.")
            return ready("card", "set", "330400", number, *why, **options)

        return card_set

    def test_changes_the_status(self, card: Run) -> None:
        assert card("lost").output == "The card is lost.\n"
        assert card("active", "c 123 4567").output == "The card is active.\n"

    def test_asks_for_the_number_when_it_is_a_dash(self, card: Run) -> None:
        ended = card("suspended", "-", input="C1234567\n")
        assert ended.output.endswith("The card is suspended.\n")
        assert "C1234567" not in ended.output

    def test_refuses_a_move_that_is_not_in_the_table(self, card: Run) -> None:
        ended = card("pending")
        assert (ended.exit_code, ended.output) == (1, "Error: A card that is active cannot become pending.\n")

    def test_refuses_a_card_that_nobody_has(self, card: Run) -> None:
        ended = card("lost", "C7654321")
        assert ended.exit_code == 1
        assert "C7654321" not in ended.output

    def test_refuses_a_number_that_is_none(self, card: Run) -> None:
        assert card("lost", "C-1").exit_code == 1


class TestDoctor:
    def test_finds_an_authority_in_order_but_for_its_catalogue(self, ready: Run) -> None:
        ended = ready("doctor")
        wrong = [line for line in ended.output.splitlines() if line.startswith("wrong")]
        assert len(wrong) == 1
        assert "joincard-authority bundle admit" in wrong[0]
        assert ended.output.count("ok ") == 6
        assert ended.exit_code == 1

    def test_notes_that_a_code_is_demanded_and_none_can_be_sent(
        self, ready: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def notes() -> list[str]:
            return [line for line in ready("doctor").output.splitlines() if line.startswith("note")]

        (note,) = notes()
        assert "Set JOINCARD_MAIL_SERVER." in note
        monkeypatch.setenv("JOINCARD_SIGN_IN_LEAST", "passkey")
        assert not notes()
        monkeypatch.delenv("JOINCARD_SIGN_IN_LEAST")
        monkeypatch.setenv("JOINCARD_MAIL_SERVER", "smtps://mail.example.cn")
        monkeypatch.setenv("JOINCARD_MAIL_FROM", "card@card.example.cn")
        assert not notes()

    def test_finds_every_fault_at_once(self, run: Run) -> None:
        ended = run("doctor")
        assert ended.exit_code == 1
        assert "There is no database at joincard.db." in ended.output
        assert "There is no master key at joincard-master.key." in ended.output

    def test_finds_a_master_key_that_others_can_read(self, ready: Run) -> None:
        os.chmod("joincard-master.key", 0o644)
        ended = ready("doctor")
        assert ended.exit_code == 1
        assert "chmod 600" in ended.output

    def test_finds_an_unsafe_setting(self, ready: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("JOINCARD_DEBUG", "1")
        assert "JOINCARD_DEBUG is on." in ready("doctor").output

    def test_finds_a_calendar_that_ends(
        self, ready: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        calendar = {"version": "old", "source": "s", "years": [2020], "days": {}}
        (tmp_path / "holidays.json").write_text(json.dumps(calendar))
        monkeypatch.setenv("JOINCARD_HOLIDAY_CALENDAR", "holidays.json")
        ended = ready("doctor")
        assert ended.exit_code == 1
        assert "JOINCARD_HOLIDAY_CALENDAR" in ended.output
