"""``joincard plugin diff``: sentences for people, a list for programs, one sentence for what is unreadable."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from joincard_sdk.bundle import Bundle
from joincard_sdk.cli.program import program

Edit = Callable[[str, str, str], None]


def run(*words: object) -> Result:
    return CliRunner().invoke(program, ["plugin", "diff", *map(str, words)])


@pytest.fixture
def file(small_bundle: Bundle, tmp_path: Path) -> Path:
    path = tmp_path / small_bundle.file_name
    path.write_bytes(small_bundle.data)
    return path


def test_nothing_changed(file: Path) -> None:
    result = run(file, file)
    assert (result.exit_code, result.stdout) == (0, "Nothing changed.\n")
    assert json.loads(run(file, file, "--format", "json").stdout)["differences"] == []


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "  • Price: “20 yuan per visit” became “25 yuan per visit”."),
        ("zh", "  • 价格：“每次就诊20元”改为“每次就诊25元”。"),
    ],
)
def test_a_bundle_against_the_source_as_it_stands(
    file: Path, project: Path, edit: Edit, lang: str, said: str
) -> None:
    edit("desk.py", "fee=Flat(yuan(20)", "fee=Flat(yuan(25)")
    edit("desk.py", "price=yuan(20)", "price=yuan(25)")
    result = run(file, project, "--lang", lang)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.splitlines()[:2] == ["libraries.desk.visit", said]


@pytest.mark.parametrize("old", ["gone.bundle.json", "gone", __file__])
def test_what_cannot_be_read_is_one_sentence(
    old: str, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(old, file)
    assert (result.exit_code, isinstance(result.exception, SystemExit)) == (1, True)
    assert result.stderr.strip()
    assert "Traceback" not in result.output
