"""``joincard plugin new``: what it writes is green before anything is changed."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from joincard_sdk.building import build
from joincard_sdk.cli.program import program

NEW = ("education.library", "healthcare.dental_care", "tourism.a")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(program, [str(argument) for argument in arguments])


def tool(project: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """A tool of the author's, in the new project, as they would call it."""
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=project, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("new") / "library"
    assert run("plugin", "new", "education.library", "--into", folder).exit_code == 0
    return folder


class TestWhatItWrites:
    def test_has_green_tests_in_under_ten_seconds(self, tmp_path: Path) -> None:
        began = time.monotonic()
        assert run("plugin", "new", "education.library", "--into", tmp_path / "p").exit_code == 0
        done = tool(tmp_path / "p", "pytest", "-q")
        assert done.returncode == 0, done.stdout
        assert "4 passed" in done.stdout
        assert time.monotonic() - began < 10

    def test_is_formatted_and_linted(self, new: Path) -> None:
        assert tool(new, "ruff", "check", "--no-cache", ".").returncode == 0
        assert tool(new, "ruff", "format", "--no-cache", "--check", ".").returncode == 0

    def test_is_strictly_typed(self, new: Path) -> None:
        done = tool(new, "mypy")
        assert done.returncode == 0, done.stdout

    @pytest.mark.parametrize("name", NEW)
    def test_builds_in_a_new_sector_and_in_an_old_one(self, tmp_path: Path, name: str) -> None:
        run("plugin", "new", name, "--into", tmp_path / "p", "--publisher", "jiaxing")
        bundle = build(tmp_path / "p")
        assert bundle.plugin == f"jiaxing.{name}"
        assert [service.code for service in bundle.services] == [f"{name}.visit"]

    def test_stands_in_a_folder_of_its_name_unless_said_otherwise(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert "joincard-education-library" in run("plugin", "new", "education.library").stderr
        assert build("joincard-education-library").plugin == "acme.education.library"


class TestWhatItRefuses:
    def test_a_folder_that_is_not_empty(self, project: Path) -> None:
        result = run("plugin", "new", "education.library", "--into", project)
        assert (result.exit_code, "not empty" in result.stderr) == (1, True)

    @pytest.mark.parametrize(
        "name", ["library", "a.b.c", "Education.library", "education.", "adult_school.a"]
    )
    def test_a_name_that_is_none(self, tmp_path: Path, name: str) -> None:
        result = run("plugin", "new", name, "--into", tmp_path / "p")
        assert result.exit_code == 2
        assert "Traceback" not in result.stderr
        assert not (tmp_path / "p").exists()
