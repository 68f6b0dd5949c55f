"""Every module of the plan has a test here, named after it."""

import ast
from pathlib import Path

from tools.conformance.plans import named
from tools.conformance.table import beside

HERE = Path(__file__).parent
PLAN = named("ekyc-userinfo")


def written() -> list[str]:
    """The names of all tests of modules."""
    return [
        found.name
        for file in HERE.glob("test_*.py")
        for found in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(found, ast.FunctionDef) and found.name.startswith("test_ekyc_")
    ]


def test_each_module_has_a_test() -> None:
    modules = beside(PLAN.name)
    assert len(modules) == 11
    assert sorted(written()) == sorted("test_" + module.replace("-", "_") for module in modules)
