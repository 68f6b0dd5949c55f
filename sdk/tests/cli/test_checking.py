"""``joincard plugin check`` and ``joincard explain``, as an author and a workflow call them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from joincard_sdk.bundle import Bundle
from joincard_sdk.checks.codes import CODES
from joincard_sdk.cli.program import program

Edit = Callable[[str, str, str], None]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(program, [str(argument) for argument in arguments])


@pytest.fixture
def broken(project: Path, edit: Edit) -> Path:
    edit("desk.py", 'per="visit"', 'per="visti"')
    return project


class TestCheck:
    def test_warnings_alone_leave_the_status_zero(self, project: Path) -> None:
        result = run("plugin", "check", project)
        assert result.exit_code == 0
        assert "warning: " in result.stdout
        assert "0 errors, 1 warning. joincard explain review.example says more." in result.stdout

    def test_a_new_plugin_is_asked_nothing(self, tmp_path: Path) -> None:
        run("plugin", "new", "education.library", "--into", tmp_path / "p")
        result = run("plugin", "check", tmp_path / "p")
        assert (result.exit_code, result.stdout) == (0, "Nothing to mend, nothing to ask: 1 service.\n")

    def test_an_error_makes_the_status_one(self, broken: Path) -> None:
        result = run("plugin", "check", broken)
        assert result.exit_code == 1
        assert "desk.py:15: fee.unit: 'visti' is no unit; allowed: application" in result.stdout
        assert "    instead:  use one of the units" in result.stdout

    def test_json_has_everything_for_a_program(self, broken: Path) -> None:
        written = json.loads(run("plugin", "check", broken, "--format", "json").stdout)
        [told] = written["findings"]
        assert (written["errors"], written["warnings"], written["digest"]) == (1, 0, None)
        assert (told["level"], told["code"], told["line"]) == ("error", "fee.unit", 15)

    def test_github_shows_it_at_the_line(self, broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(broken)
        [line, summary] = run("plugin", "check", ".", "--format", "github").stdout.splitlines()
        assert line.startswith("::error file=src/joincard_libraries/desk.py,line=15,title=fee.unit::'visti'")
        assert "%0AInstead: use one of" in line
        assert summary.startswith("1 error, 0 warnings.")

    def test_a_finding_cannot_write_a_command_of_its_own(self, project: Path, edit: Edit) -> None:
        edit("plugin.py", "return desk.SERVICES", r"raise ValueError('x\n::set-output name=a::b%0A')")
        lines = run("plugin", "check", project, "--format", "github").stdout.splitlines()
        assert [line[:8] for line in lines if line.startswith("::")] == ["::error "]
        assert any("x%0A::set-output name=a::b%250A" in line for line in lines)

    def test_codes_of_the_authority_are_taken(self, project: Path, edit: Edit, small_bundle: Bundle) -> None:
        folder = project.parent / "admitted"
        folder.mkdir()
        (folder / small_bundle.file_name).write_bytes(small_bundle.data)
        assert run("plugin", "check", project, "--bundles", folder).exit_code == 0
        edit("joincard.toml", "demo.libraries.core", "acme.libraries.core")
        result = run("plugin", "check", project, "--bundles", folder)
        assert (result.exit_code, "service.taken" in result.stdout) == (1, True)

    @pytest.mark.parametrize("named", ["nowhere", "joincard_nowhere"])
    def test_what_is_no_plugin_is_told_in_a_sentence(self, named: str) -> None:
        result = run("plugin", "check", named)
        assert (result.exit_code, "plugin.not-found" in result.stdout) == (1, True)

    def test_a_build_takes_what_a_reviewer_would_ask_about(self, project: Path, tmp_path: Path) -> None:
        assert run("plugin", "build", project, "-o", tmp_path / "b.bundle.json").exit_code == 0


class TestExplain:
    @pytest.mark.parametrize("code", CODES)
    def test_every_code_has_its_page(self, code: str) -> None:
        result = run("explain", code)
        row = CODES[code]
        assert result.exit_code == 0
        for words in (row.meaning, row.instead, f" {row.level}: it ", "Wrong\n    ", "Right\n    "):
            assert words in result.stdout

    def test_without_a_code_all_are_listed(self) -> None:
        listed = [line.split()[0] for line in run("explain").stdout.splitlines()]
        assert listed == list(CODES)

    def test_near_codes_are_listed_for_one_that_is_none(self) -> None:
        result = run("explain", "fee.unti")
        assert (result.exit_code, "  fee.unit " in result.stderr) == (2, True)

    def test_a_family_is_listed_whole(self) -> None:
        assert run("explain", "hook").stderr.count("  hook.") == 6

    def test_what_is_like_nothing_gets_a_sentence(self) -> None:
        assert "lists them all" in run("explain", "zzz").stderr

    def test_a_code_may_be_copied_with_its_brackets(self) -> None:
        assert run("explain", "[FEE.UNIT]").exit_code == 0
