"""docs/reference/errors.md: every stable code, with its HTTP status where it has one."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import ModuleType

import joincard_core
import joincard_sdk
from joincard_sdk.checks.codes import CODES

from tools.reference.markdown import code, first_line, page, table

INTRODUCTION = """
Every error has a stable code. Over HTTP it is the member `code` of an `application/problem+json` document
(RFC 9457); `title` and `detail` are for people and may change, the code does not. In Python it is the
attribute `code` of the exception.

A refusal is not an error: it is an answer, with status 201, reasons and a receipt.
"""

FINDINGS = """
## Findings about a plugin

`joincard plugin build` reports these, each with file and line, what was expected and what to write
instead.
"""


def text() -> str:
    """The page."""
    rows = [(found, (code(found), status(kinds), meaning(kinds))) for found, kinds in by_code().items()]
    http = table(("code", "status", "meaning"), (row for found, row in rows if row[1]))
    local = table(("code", "meaning"), ((row[0], row[2]) for found, row in rows if not row[1]))
    findings = table(
        ("code", "meaning", "expected"), ((code(c.code), c.meaning, c.expected) for c in CODES.values())
    )
    here = ("## Over HTTP", http, "## In programs and commands", local)
    return page("Errors", INTRODUCTION, *here, FINDINGS, findings)


def by_code() -> dict[str, list[type[Exception]]]:
    """Error classes of the SDK and the core by their code; two may share one where they mean the same."""
    found: dict[str, list[type[Exception]]] = {}
    for package in (joincard_sdk, joincard_core):
        for kind in error_classes(package):
            stated = getattr(kind, "code", None) or getattr(kind, "default_code", None)
            if isinstance(stated, str):
                found.setdefault(stated, []).append(kind)
    return dict(sorted(found.items()))


def error_classes(package: ModuleType) -> Iterator[type[Exception]]:
    """Every error class that a package defines."""
    for module in walked(package):
        for kind in vars(module).values():
            if isinstance(kind, type) and issubclass(kind, Exception) and kind.__module__ == module.__name__:
                yield kind


def walked(package: ModuleType) -> Iterator[ModuleType]:
    """A package and everything below it, imported."""
    yield package
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def status(kinds: list[type[Exception]]) -> str:
    """The HTTP status of an error; nothing where it never leaves over HTTP."""
    return ""


def meaning(kinds: list[type[Exception]]) -> str:
    """What the first class with this code says of itself."""
    return first_line(inspect.getdoc(kinds[-1]))
