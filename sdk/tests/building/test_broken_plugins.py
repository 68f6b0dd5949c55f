"""Every way in which a plugin is broken: one message, with file and line, and what to write instead."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from joincard_sdk.building import BuildLimits, Survey, survey
from joincard_sdk.bundle import Bundle
from joincard_sdk.checks.finding import Finding

from .broken import BROKEN, Broken, path_of

TODAY = date(2025, 3, 12)


def surveyed(project: Path, seconds: float = 20, *admitted: Bundle) -> Survey:
    return survey(project, BuildLimits(seconds=seconds), today=TODAY, admitted=admitted)


def only_error(found: Survey) -> Finding:
    assert found.bundle is None
    [told] = found.errors
    return told


def test_there_are_many() -> None:
    assert len(BROKEN) >= 40
    assert len({broken.name for broken in BROKEN}) == len(BROKEN)


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_a_broken_plugin_is_told_once_with_its_place(project: Path, broken: Broken) -> None:
    broken.break_(project)
    told = only_error(surveyed(project))
    place = (told.code, Path(told.file).name, told.line)
    assert place == (broken.code, broken.place or broken.file, broken.line(project))
    assert broken.words in f"{told.found}\n{told.instead}\n{told.expected}"
    assert told.expected
    assert told.instead
    assert "Traceback" not in str(told)


@pytest.mark.parametrize("where", ["hook", "import"])
def test_an_endless_loop_is_stopped_and_its_line_named(project: Path, where: str) -> None:
    file, old, new = {
        "hook": ("plugin.py", "return desk.SERVICES", "while True: pass"),
        "import": ("desk.py", "SERVICES = (", "while True: pass\nSERVICES = ("),
    }[where]
    broken = Broken("", file, old, new, "build.timeout", "while True", "endless loop")
    broken.break_(project)
    told = only_error(surveyed(project, 2))
    assert (told.code, told.line) == ("build.timeout", broken.line(project))
    assert broken.words in told.instead


def test_windows_line_ends_are_a_question_and_no_error(project: Path) -> None:
    path = path_of(project, "desk.py")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    found = surveyed(project)
    [told] = [told for told in found.warnings if told.code == "plugin.line-ends"]
    assert (Path(told.file).name, told.line) == ("desk.py", 1)
    assert "eol=lf" in told.instead
    assert found.bundle


def test_windows_line_ends_change_no_byte_of_the_bundle(project: Path, small_bundle: Bundle) -> None:
    for path in project.rglob("*.*"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert surveyed(project).bundle == small_bundle


class TestACodeThatAnotherPluginOwns:
    def test_is_told_at_the_service(self, project: Path, small_bundle: Bundle) -> None:
        path = path_of(project, "joincard.toml")
        path.write_text(
            path.read_text("utf-8").replace("demo.libraries.core", "acme.libraries.core"), "utf-8"
        )
        told = only_error(surveyed(project, 20, small_bundle))
        assert (told.code, Path(told.file).name) == ("service.taken", "desk.py")
        assert "demo.libraries.core 0.1.0" in told.found

    def test_is_no_matter_of_the_release_before(self, project: Path, small_bundle: Bundle) -> None:
        assert surveyed(project, 20, small_bundle).bundle == small_bundle


def test_a_file_that_is_no_plugin_is_told(tmp_path: Path) -> None:
    assert only_error(surveyed(tmp_path)).code == "plugin.not-found"


@pytest.mark.parametrize("named", ["__main__", "sys", "joincard_nowhere", "no name", "pyproject.toml"])
def test_a_name_that_is_no_plugin_is_told(named: str) -> None:
    assert only_error(survey(named, today=TODAY)).code == "plugin.not-found"


def test_an_installed_package_without_an_entry_point_has_no_line() -> None:
    told = only_error(survey("json", today=TODAY))
    assert (told.code, told.file, told.line) == ("plugin.entry-point", "", 0)


@pytest.mark.parametrize(
    "written", [b"\xff\xfe\x00", b'x = "\xff"', b"x = 1" + b"+1" * 100_000, b"(" * 10_000]
)
def test_a_module_that_nobody_can_read_is_told(project: Path, written: bytes) -> None:
    path_of(project, "desk.py").write_bytes(written)
    told = only_error(surveyed(project))
    assert (told.code, Path(told.file).name, told.line) == ("plugin.syntax", "desk.py", 1)


def test_a_place_is_as_one_would_type_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = project / "pyproject.toml"
    path.write_text(path.read_text("utf-8").replace("joincard.plugins", "joincard.plugin"), "utf-8")
    monkeypatch.chdir(project)
    assert only_error(survey(".", today=TODAY)).place == "pyproject.toml:1"


def test_a_plugin_without_a_manifest_is_told(project: Path) -> None:
    path_of(project, "joincard.toml").unlink()
    told = only_error(surveyed(project))
    assert (told.code, Path(told.file).name) == ("manifest.missing", "joincard.toml")
