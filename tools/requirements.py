"""The table of requirements (docs/security/requirements.csv), and whether what it names is there."""

from __future__ import annotations

import ast
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from tools.tree import ROOT

TABLE = ROOT / "docs" / "security" / "requirements.csv"
LEVELS = ("must", "must not", "should", "should not", "may")
STANDINGS = ("", "operator", "otherwise")
OURS = "joincard_core"
NOTHING = object()


@dataclass(frozen=True, slots=True)
class Requirement:
    """One row.

    ``standing`` is empty where the authority holds the row by itself, ``operator`` where its operator has a
    part in it, ``otherwise`` where another answer is given, which ``remark`` argues. ``held_by`` are names in
    the code, or files; ``tests`` are as pytest names them.
    """

    source: str
    section: str
    level: str
    requirement: str
    standing: str
    held_by: tuple[str, ...]
    tests: tuple[str, ...]
    remark: str

    def faults(self, root: Path = ROOT) -> Iterator[str]:
        """What is wrong with the row."""
        if self.level not in LEVELS or self.standing not in STANDINGS:
            yield "its level or standing does not exist"
        if not all((self.source, self.section, self.requirement, self.held_by)):
            yield "a cell is empty"
        if self.standing == "otherwise" and not self.remark:
            yield "another answer is not argued"
        if not self.tests and not (self.standing == "operator" and self.remark):
            yield "no test shows it"
        yield from (f"{name} is not there" for name in self.held_by if not is_there(name, root))
        yield from (f"{test} is not there" for test in self.tests if not is_test(test, root))


def requirements(table: Path = TABLE) -> tuple[Requirement, ...]:
    """The rows, in order."""
    with table.open(encoding="utf-8", newline="") as file:
        return tuple(_requirement(row) for row in csv.DictReader(file, strict=True))


def is_there(name: str, root: Path = ROOT) -> bool:
    """Whether a file, or a name in our code, exists."""
    if "/" in name:
        return (root / name).is_file()
    first, *rest = name.split(".")
    if first != OURS:
        return False
    value: object = import_module(first)
    for part in rest:
        value = _below(value, part)
    return value is not NOTHING


def _below(value: object, part: str) -> object:
    """A module of a package, or whatever else has this name in it."""
    if isinstance(value, ModuleType) and hasattr(value, "__path__"):
        module = f"{value.__name__}.{part}"
        if find_spec(module):
            return import_module(module)
    return getattr(value, part, NOTHING)


def is_test(node: str, root: Path = ROOT) -> bool:
    """Whether a test of this name is written down; nothing is run."""
    path, *names = node.split("::")
    file = root / path
    return bool(names) and file.is_file() and tuple(names) in tests_of(file)


@cache
def tests_of(file: Path) -> frozenset[tuple[str, ...]]:
    """The tests in a file, each as the names of its class, if it is in one, and its function."""
    return frozenset(_tests(ast.parse(file.read_text(encoding="utf-8")), ()))


def _tests(scope: ast.Module | ast.ClassDef, inside: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for node in scope.body:
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            yield from _tests(node, (*inside, node.name))
        elif isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield (*inside, node.name)


def _requirement(row: dict[str, str]) -> Requirement:
    cells = {name: value.strip() for name, value in row.items()}
    return Requirement(
        source=cells["source"],
        section=cells["section"],
        level=cells["level"],
        requirement=cells["requirement"],
        standing=cells["standing"],
        held_by=tuple(cells["held_by"].split()),
        tests=tuple(cells["tests"].split()),
        remark=cells["remark"],
    )
