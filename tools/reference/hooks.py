"""docs/reference/hooks.md: what a plugin implements, and the values it returns."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields

from joincard_sdk import hooks
from joincard_sdk.bundle.contract import CONTRACT
from joincard_sdk.services import Service
from joincard_sdk.values import RecordFact

from tools.reference.markdown import code, page, table

INTRODUCTION = f"""
A plugin is one instance of a class derived from `joincard_sdk.hooks.SectorPlugin`, named by an entry
point in the group `joincard.plugins`. Its methods are the hooks. They run once, in the build process, and
return frozen values; serving processes never import them. The contract described here is version
{CONTRACT}.

[How to write a service](../how-to/write-a-service.md) shows a whole plugin.
"""

VALUES = (Service, hooks.Example, hooks.Texts, RecordFact, hooks.ServiceChange)


def text() -> str:
    """The page."""
    parts = (*(hook(name) for name in hooks.HOOKS), "## What hooks return", *(value(kind) for kind in VALUES))
    return page("Hooks", INTRODUCTION, "## The hooks, in the order of a build", *parts)


def hook(name: str) -> str:
    """One hook: signature and what it is for."""
    method = getattr(hooks.SectorPlugin, name)
    needed = "Required." if getattr(method, "__isabstractmethod__", False) else "Optional."
    signature = f"```python-signature\ndef {name}{inspect.signature(method)}\n```"
    return f"### {name}\n\n{signature}\n\n{inspect.getdoc(method)} {needed}"


def value(kind: type) -> str:
    """One kind of value: its docstring and its fields."""
    rows = table(("field", "type", "default"), (row(field) for field in shown(kind)))
    return f"### {kind.__name__}\n\n`{kind.__module__}.{kind.__name__}`. {inspect.getdoc(kind)}\n\n{rows}"


def shown(kind: type) -> Iterator[Field[object]]:
    """The fields that an author gives."""
    yield from (field for field in fields(kind) if field.init)


def row(field: Field[object]) -> tuple[str, ...]:
    """One field."""
    kind = field.type if isinstance(field.type, str) else inspect.formatannotation(field.type)
    if field.default is not MISSING:
        return (code(field.name), code(kind), code(repr(field.default)))
    return (code(field.name), code(kind), "required" if field.default_factory is MISSING else "empty")
