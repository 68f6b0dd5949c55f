"""The table of codes is the whole truth about findings."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import joincard_sdk
import pytest
from joincard_sdk.checks.code import Code
from joincard_sdk.checks.codes import CODES, level_of, near
from joincard_sdk.checks.finding import Finding, finding, in_reading_order
from joincard_sdk.checks.languages import untranslated
from joincard_sdk.texts import Text

ROOT = Path(joincard_sdk.__file__).parent


#: Packages and modules whose errors become findings when an author's code raises them.
VALUES = ("rules", "fees", "values", "places", "money.py", "texts.py", "services.py")

#: Put together where they are raised, from what is wrong: ``f"fee.{what}"``.
COMPOSED = {"fee.unit", "fee.base", "fee.period"}


def literals(*names: str) -> set[str]:
    """Every text in these packages and modules of the SDK; the table itself is left out."""
    paths = [path for name in names for path in (ROOT / name, *(ROOT / name).rglob("*.py")) if path.is_file()]
    trees = [ast.parse(path.read_text("utf-8")) for path in paths if path.parent.name != "tables"]
    return {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_code_in_the_table_is_used() -> None:
    assert set(CODES) - literals("manifest", "building", "checks", "bundle", *VALUES) == COMPOSED


def test_every_code_of_a_value_is_in_the_table() -> None:
    code = re.compile(r"(rule|fee|fact|money|text|coverage|service|use)\.[a-z]+(-[a-z]+)*")
    assert {text for text in literals(*VALUES) if code.fullmatch(text)} - set(CODES) == set()


def test_every_row_says_what_is_expected_and_what_to_write() -> None:
    for row in CODES.values():
        assert row.meaning.endswith(".")
        assert row.expected
        assert row.instead
        assert row.wrong != row.right


@pytest.mark.parametrize(
    "row", [row for row in CODES.values() if row.language != "console"], ids=lambda r: r.code
)
def test_what_is_right_can_be_read(row: Code) -> None:
    if row.language == "toml":
        assert tomllib.loads(row.right)
    else:
        # A part of an expression is as good as a whole one: arguments, members, a further call.
        shapes = ("{}", "f({})", "def f(self):\n    {}", "fee{}")
        assert any(parses(shape.format(row.right)) for shape in shapes)


def parses(source: str) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


def test_only_questions_of_a_reviewer_are_warnings() -> None:
    assert {code for code in CODES if level_of(code) == "warning"} == {
        "plugin.line-ends",
        *(code for code in CODES if code.startswith("review.")),
    }


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("fee.unti", "fee.unit"),
        ("hook", "hook.missing"),
        ("unit", "fee.unit"),
        ("rule.card-status", "rule.no-card-status"),
    ],
)
def test_a_code_that_is_none_has_near_ones(written: str, first: str) -> None:
    assert near(written)[0] == first


def test_what_looks_like_no_code_has_no_near_ones() -> None:
    assert near("zzz") == ()


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
