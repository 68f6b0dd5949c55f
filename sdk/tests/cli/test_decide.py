"""``joincard decide``: one line out for each line in."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from joincard_sdk.bundle import Bundle, Catalogue
from joincard_sdk.cli.cases import LONGEST_LINE
from joincard_sdk.cli.program import program

VISIT = "libraries.desk.visit"
ADULT = {"card.status": "active", "holder.age": 34, "at.city": "330400", "now.date": "2025-03-12"}


@pytest.fixture
def folder(small_bundle: Bundle, tmp_path: Path) -> Path:
    (tmp_path / small_bundle.file_name).write_bytes(small_bundle.data)
    return tmp_path


def run(folder: Path, given: bytes, *options: str) -> Result:
    return CliRunner().invoke(program, ["decide", "--bundles", str(folder), *options], input=given)


def decided(folder: Path, *cases: object, options: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    result = run(folder, "".join(json.dumps(case) + "\n" for case in cases).encode(), *options)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def case(**changes: object) -> dict[str, object]:
    return {"service": VISIT, "facts": ADULT} | changes


def test_an_accepted_case_has_no_reasons_and_names_the_catalogue(folder: Path, small_bundle: Bundle) -> None:
    digest = Catalogue.from_bundles([small_bundle]).digest
    assert decided(folder, case()) == [
        {"outcome": "accept", "reasons": [], "price": "", "deposit": "", "catalogue": digest}
    ]


def test_a_refused_case_has_every_reason_in_order(folder: Path) -> None:
    [answer] = decided(
        folder, case(facts={"card.status": "lost", "holder.age": 12, "now.date": "2024-11-30"})
    )
    assert answer["outcome"] == "refuse"
    assert [(r["code"], r["state"]) for r in answer["reasons"]] == [
        ("at.city", "missing"),
        ("now.date", "wrong"),
        ("card.status", "wrong"),
        ("holder.age", "wrong"),
    ]


@pytest.mark.parametrize("evaluator", ["plain", "compiled"])
def test_both_evaluators_answer_alike(folder: Path, evaluator: str) -> None:
    cases = [
        case(given={}),
        case(facts={}, given={"units": 3}),
        case(facts=ADULT | {"holder.age": 70}, given={}),
    ]
    plain = decided(folder, *cases, options=("--evaluator", "plain"))
    assert decided(folder, *cases, options=("--evaluator", evaluator)) == plain
    assert [(answer["outcome"], answer["price"]) for answer in plain] == [
        ("accept", "20.00"),
        ("refuse", "60.00"),
        ("accept", "0.00"),
    ]


def test_given_asks_for_a_price_whatever_the_outcome(folder: Path) -> None:
    lost = ADULT | {"card.status": "lost"}
    [answer] = decided(folder, case(facts=lost, given={"units": 2.5}))
    assert (answer["outcome"], answer["price"], answer["deposit"]) == ("refuse", "50.00", "")


def test_facts_inside_given_join_the_others(folder: Path) -> None:
    without = {name: value for name, value in ADULT.items() if name != "holder.age"}
    [answer] = decided(folder, case(facts=without, given={"facts": {"holder.age": 71}}))
    assert (answer["outcome"], answer["price"]) == ("accept", "0.00")


def test_facts_may_be_only_inside_given(folder: Path) -> None:
    [answer] = decided(folder, {"service": VISIT, "given": {"facts": ADULT}})
    assert (answer["outcome"], answer["price"]) == ("accept", "20.00")


def test_one_fact_with_two_values_is_an_error(folder: Path) -> None:
    same, other = decided(
        folder, case(given={"facts": {"holder.age": 34}}), case(given={"facts": {"holder.age": 35}})
    )
    assert same["outcome"] == "accept"
    assert other["error"]["code"] == "case.conflict"


def test_a_number_of_json_stays_exact(folder: Path) -> None:
    line = json.dumps(case(given={"units": "U"})).replace('"U"', "2.00025").encode()
    [answer] = [json.loads(out) for out in run(folder, line).stdout.splitlines()]
    assert answer["price"] == "40.01"
    assert 20 * Decimal.from_float(2.00025) < Decimal("40.005"), "a double would lose half a fen"


BAD: list[tuple[str, bytes, str]] = [
    ("nothing", b"", "case.unreadable"),
    ("half an object", b'{"service":', "case.unreadable"),
    ("a list", b"[]", "case.member"),
    ("a text", b'"x"', "case.member"),
    ("not UTF-8", b'{"service": "\xff"}', "case.unreadable"),
    ("not a number", b'{"service": "libraries.desk.visit", "given": {"units": NaN}}', "case.unreadable"),
    ("a member twice", b'{"service": "a", "service": "b"}', "case.unreadable"),
    ("an unknown member", b'{"service": "libraries.desk.visit", "fact": {}}', "case.member"),
    ("no service", b"{}", "case.member"),
    ("another service", b'{"service": "a.b.c"}', "service.unknown"),
    ("facts as a list", b'{"service": "libraries.desk.visit", "facts": []}', "case.member"),
    ("an unknown fact", b'{"service": "libraries.desk.visit", "facts": {"holder.aeg": 1}}', "fact.unknown"),
    (
        "a mistyped fact",
        b'{"service": "libraries.desk.visit", "facts": {"holder.age": "x"}}',
        "fact.mistyped",
    ),
    ("given as a number", b'{"service": "libraries.desk.visit", "given": 1}', "case.member"),
    ("unknown in given", b'{"service": "libraries.desk.visit", "given": {"unit": 1}}', "case.member"),
    ("units as a text", b'{"service": "libraries.desk.visit", "given": {"units": "x"}}', "case.number"),
    ("units as true", b'{"service": "libraries.desk.visit", "given": {"units": true}}', "case.number"),
    ("negative units", b'{"service": "libraries.desk.visit", "given": {"units": -1}}', "use.invalid"),
    ("immense units", b'{"service": "libraries.desk.visit", "given": {"units": 1e999999999}}', "use.invalid"),
    (
        "an unknown period",
        b'{"service": "libraries.desk.visit", "given": {"paid": {"week": 1}}}',
        "use.invalid",
    ),
    ("half a use", b'{"service": "libraries.desk.visit", "given": {"prior": {"day": 1.5}}}', "use.invalid"),
    ("a stay as a number", b'{"service": "libraries.desk.visit", "given": {"stay": 1}}', "case.member"),
    ("a deep nest", b"[" * 100_000, "case.unreadable"),
    ("a long line", b'{"service": "' + b"x" * LONGEST_LINE + b'"}', "case.too-long"),
    ("a very long line", b"x" * (3 * LONGEST_LINE), "case.too-long"),
]


@pytest.mark.parametrize(("line", "code"), [bad[1:] for bad in BAD], ids=[bad[0] for bad in BAD])
def test_a_line_that_cannot_be_read_gets_an_error_and_the_run_goes_on(
    folder: Path, line: bytes, code: str
) -> None:
    good = json.dumps(case()).encode()
    result = run(folder, good + b"\n" + line + b"\n" + good + b"\n")
    assert result.exit_code == 0
    before, wrong, after = [json.loads(out) for out in result.stdout.splitlines()]
    assert (before["outcome"], after["outcome"]) == ("accept", "accept")
    assert (wrong["error"]["code"], wrong["line"]) == (code, 2)
    assert wrong["error"]["message"]
    assert "1 lines could not be decided" in result.stderr


def test_an_unsigned_bundle_is_named_and_used(folder: Path, small_bundle: Bundle) -> None:
    assert f"{small_bundle.file_name} is unsigned." in run(folder, b"").stderr


def test_a_file_without_a_last_line_end_is_whole(folder: Path, tmp_path: Path) -> None:
    cases = tmp_path / "cases.jsonl"
    cases.write_text("\ufeff" + json.dumps(case()) + "\r\n" + json.dumps(case()), "utf-8")
    result = run(folder, b"", str(cases))
    assert [json.loads(line)["outcome"] for line in result.stdout.splitlines()] == ["accept", "accept"]


def test_a_folder_without_bundles_is_told_in_one_sentence(tmp_path: Path) -> None:
    result = run(tmp_path, b"")
    assert result.exit_code == 1
    assert "holds no file *.bundle.json" in result.stderr


def test_answers_come_while_questions_are_still_asked(folder: Path) -> None:
    command = [sys.executable, "-m", "joincard_sdk.cli", "decide", "--bundles", str(folder)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        assert child.stdin
        assert child.stdout
        for _ in range(2):
            child.stdin.write(json.dumps(case()).encode() + b"\n")
            child.stdin.flush()
            assert json.loads(child.stdout.readline())["outcome"] == "accept"
        child.stdin.close()
        assert child.wait(timeout=20) == 0
