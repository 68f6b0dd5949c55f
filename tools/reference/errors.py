"""docs/reference/errors.md: every stable code, with its HTTP status where it has one."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import ModuleType

import joincard_core
import joincard_sdk
from joincard_core.web.problems import KINDS
from joincard_sdk.checks.codes import CODES

from tools.reference.markdown import code, first_line, page, table
from tools.reference.stated_codes import stated
from tools.tree import distributions

INTRODUCTION = """
Every error has a stable code. Over HTTP it is the member `code` of an `application/problem+json` document
(RFC 9457); `title` and `detail` are for people and may change, the code does not. In Python it is the
attribute `code` of the exception.

A refusal is not an error: it is an answer, with status 201, reasons and a receipt.
"""

PACKAGES = (joincard_sdk, joincard_core)

#: Modules that do something when they are imported.
NOT_IMPORTED = ("__main__", ".wsgi")

FINDINGS = """
## Findings about a plugin

`joincard plugin check` and `joincard plugin build` report these, each with file and line, what was expected
and what to write instead: see [Checks](checks.md).
"""


def text() -> str:
    """The page."""
    meanings = all_meanings()
    http = ((code(kind.code), str(kind.status), kind.title, meanings.pop(kind.code, "")) for kind in KINDS)
    over_http = table(("code", "status", "title", "meaning"), list(http))
    local = table(("code", "meaning"), ((code(found), said) for found, said in meanings.items()))
    here = ("## Over HTTP", over_http, "## In programs and commands", local)
    return page("Errors", INTRODUCTION, *here, FINDINGS)


def all_meanings() -> dict[str, str]:
    """What each code means: from the class that has it, or from the sentence raised with it."""
    classes = by_code()
    kinds = (kind for package in PACKAGES for kind in error_classes(package))
    names = frozenset(kind.__name__ for kind in kinds if takes_a_code(kind))
    sources = distributions()
    raised = stated((module for package in PACKAGES for module in sources[package.__name__]), names)
    told = {found: text for found, text in raised.items() if found not in CODES}
    return dict(sorted((told | {found: meaning(kinds) for found, kinds in classes.items()}).items()))


def takes_a_code(kind: type[Exception]) -> bool:
    """Whether an error of this class may be given its code where it is raised."""
    written = getattr(kind.__init__, "__code__", None)
    return written is not None and "code" in written.co_varnames


def by_code() -> dict[str, list[type[Exception]]]:
    """Error classes of the SDK and the core by their code; two may share one where they mean the same."""
    found: dict[str, list[type[Exception]]] = {}
    for package in PACKAGES:
        for kind in error_classes(package):
            stated = vars(kind).get("code") or vars(kind).get("default_code")
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
        if not found.name.endswith(NOT_IMPORTED) and ".migrations." not in found.name:
            yield importlib.import_module(found.name)


def meaning(kinds: list[type[Exception]]) -> str:
    """What the first class with this code says of itself."""
    return first_line(inspect.getdoc(kinds[-1]))
