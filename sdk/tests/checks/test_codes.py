"""The table of codes is the whole truth about findings."""

from __future__ import annotations

import ast
from pathlib import Path

import joincard_sdk
import pytest
from joincard_sdk.checks.codes import CODES
from joincard_sdk.checks.finding import Finding, finding, in_reading_order
from joincard_sdk.checks.languages import untranslated
from joincard_sdk.texts import Text

ROOT = Path(joincard_sdk.__file__).parent


def literals() -> set[str]:
    """Every text in the modules that make findings."""
    modules = [
        *(ROOT / "manifest").glob("*.py"),
        *(ROOT / "building").glob("*.py"),
        *(ROOT / "checks").glob("*.py"),
    ]
    trees = [ast.parse(path.read_text("utf-8")) for path in modules if path.name != "codes.py"]
    return {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_code_in_the_table_is_used() -> None:
    assert set(CODES) - literals() == set()


def test_every_row_says_what_is_expected_and_what_to_write() -> None:
    for row in CODES.values():
        assert row.meaning.endswith(".")
        assert row.expected
        assert row.instead


def test_a_code_outside_the_table_cannot_be_made() -> None:
    with pytest.raises(KeyError):
        finding("plugin.nonsense", "x")


def test_a_finding_reads_back() -> None:
    told = finding("hook.raised", "It raised.", hook="services", file="a.py", line=3)
    assert Finding.from_json(told.to_json()) == told


@pytest.mark.parametrize("wrong", [{}, {"code": "x"}, {"line": "3"}])
def test_what_is_no_finding_is_refused(wrong: dict[str, object]) -> None:
    written = finding("hook.raised", "It raised.").to_json()
    with pytest.raises(ValueError, match="finding"):
        Finding.from_json(wrong if wrong != {"line": "3"} else written | wrong)


def test_a_finding_says_where_what_and_what_instead() -> None:
    told = finding("hook.raised", "It raised.", hook="services", file="a.py", line=3)
    assert str(told).splitlines() == [
        "a.py:3: hook.raised: It raised.",
        "    in:       hook services",
        "    expected: a hook that returns its values",
        "    instead:  mend the line that is named",
    ]


def test_findings_stand_in_reading_order_and_once() -> None:
    late, early = (finding("hook.raised", "x", file="b.py", line=line) for line in (9, 2))
    assert [f.line for f in in_reading_order([late, early, late], "a.b.c")] == [2, 9]


@pytest.mark.parametrize(
    ("en", "zh", "missing"),
    [
        ("Visit", "就诊", 0),
        ("24 h", "24小时", 0),
        ("Visit", "Visit", 1),
        ("就诊", "就诊", 1),
        ("—", "—", 2),
        ("Rare name", "𠮷", 0),
        ("Kana", "カード", 1),
    ],
)
def test_each_language_needs_its_own_letters(en: str, zh: str, missing: int) -> None:
    assert len(list(untranslated(Text(en, zh)))) == missing
