"""The table of requirements names code and tests that exist, and has a test for each row."""

from dataclasses import replace
from pathlib import Path

import pytest

from tools.requirements import Requirement, is_test, is_there, requirements

ROWS = requirements()
SOURCES = [
    "FAPI 2.0 Security Profile",
    "FAPI 2.0 Message Signing",
    "RFC 9700",
    "The RFCs that FAPI 2.0 rests on",
]
GOOD = Requirement(
    source="RFC 9700",
    section="2.1",
    level="must",
    requirement="Hold.",
    standing="",
    held_by=("joincard_core.oauth.pkce.verify",),
    tests=("tests/docs/test_requirements.py::TestTheTable::test_has_no_faults",),
    remark="",
)


class TestTheTable:
    @pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.source} {row.section}")
    def test_has_no_faults(self, row: Requirement) -> None:
        assert not list(row.faults()), row.requirement

    def test_has_the_rows_of_one_source_together(self) -> None:
        assert list(dict.fromkeys(row.source for row in ROWS)) == SOURCES
        assert sorted(ROWS, key=lambda row: SOURCES.index(row.source)) == list(ROWS)

    def test_says_nothing_twice(self) -> None:
        said = [(row.source, row.section, row.requirement) for row in ROWS]
        assert len(set(said)) == len(said)

    def test_has_few_rows_that_are_held_otherwise(self) -> None:
        """Each is a choice that was argued; another one is a decision, not a cell."""
        found = [(row.source, row.section) for row in ROWS if row.standing == "otherwise"]
        assert found == [
            ("FAPI 2.0 Security Profile", "5.3.2.1"),
            ("RFC 9700", "4.11.2"),
            ("RFC 9700", "4.14.2"),
        ]


class TestAPlantedFault:
    def test_is_none_in_a_good_row(self) -> None:
        assert not list(GOOD.faults())

    @pytest.mark.parametrize(
        "row",
        [
            replace(GOOD, tests=()),
            replace(GOOD, tests=(), standing="operator"),
            replace(GOOD, tests=("tests/docs/test_requirements.py::TestTheTable::test_gone",)),
            replace(GOOD, tests=("tests/docs/test_gone.py::test_has_no_faults",)),
            replace(GOOD, tests=("tests/docs/test_requirements.py",)),
            replace(GOOD, held_by=("joincard_core.oauth.pkce.gone",)),
            replace(GOOD, held_by=("joincard_core.oauth.gone",)),
            replace(GOOD, held_by=("docs/gone.md",)),
            replace(GOOD, held_by=()),
            replace(GOOD, standing="otherwise"),
            replace(GOOD, standing="never"),
            replace(GOOD, level="perhaps"),
        ],
        ids=repr,
    )
    def test_is_found(self, row: Requirement) -> None:
        assert list(row.faults())

    @pytest.mark.parametrize(
        "name",
        [
            "joincard_core.settings.SETTINGS",
            "joincard_core.oauth.token.TokenEndpoint.token",
            "docs/how-to/mutual-tls.md",
        ],
    )
    def test_is_none_in_names_of_every_kind(self, name: str) -> None:
        assert is_there(name)

    def test_is_a_name_of_somebody_elses(self) -> None:
        assert not is_there("json.loads")

    def test_is_a_test_that_only_looks_like_one(self, tmp_path: Path) -> None:
        (tmp_path / "test_x.py").write_text("class Holder:\n    def test_y(self): ...\n", encoding="utf-8")
        assert not is_test("test_x.py::Holder::test_y", tmp_path)
