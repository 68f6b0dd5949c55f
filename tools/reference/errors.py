"""docs/reference/errors.md: every stable code, with the HTTP status where it has one."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

import joincard_core
import joincard_sdk

from tools.reference.markdown import code, first_line, page, table


def error_classes() -> Iterator[type[Exception]]:
    """Every error class of the SDK and the core, by the name of its code."""
    found = {
        kind
        for package in (joincard_sdk, joincard_core)
        for module in walked(package)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Exception) and kind.__module__ == module.__name__
    }
    yield from sorted(found, key=lambda kind: (getattr(kind, "code", ""), kind.__name__))


def walked(package: ModuleType) -> Iterator[ModuleType]:
    """A package and everything below it, imported."""
    yield package
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)
