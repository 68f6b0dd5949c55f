"""Every module of the suite's two plans has a test here, in every variant in which the suite runs it."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.specs.fapi2.modules import BY_TEST, modules
from tools.conformance.plans import ROWS
from tools.conformance.table import beside

HERE = Path(__file__).parent


def written() -> Iterator[str]:
    """The names of all tests that ask for a ``suite``."""
    for file in HERE.rglob("test_*.py"):
        for found in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(found, ast.FunctionDef) and found.name.startswith("test_fapi2_"):
                assert found.args.args[0].arg == "suite", found.name
                yield found.name


class TestTheModules:
    def test_have_one_test_each(self) -> None:
        assert Counter(written()) == Counter(BY_TEST.keys())

    def test_have_names_that_stay_apart(self) -> None:
        assert len(BY_TEST) == len(modules())

    def test_run_in_the_variants_in_which_another_server_ran_them(self) -> None:
        for row in ROWS:
            here = {module for module, rows in modules().items() if row in rows}
            assert here == set(beside(row.name)), row.name

    def test_are_those_of_the_plans(self) -> None:
        assert Counter(row.name for rows in modules().values() for row in rows) == {
            "fapi2-jwt-dpop-openid": 56,
            "fapi2-jwt-dpop-oauth": 50,
            "fapi2-jwt-mtls-openid": 47,
            "fapi2-mtls-mtls-openid": 37,
            "fapi2-credentials-jwt-dpop": 14,
            "fapi2-credentials-mtls-mtls": 5,
            "fapi2-signing-jwt-dpop-openid": 70,
            "fapi2-signing-mtls-mtls-oauth": 45,
        }
