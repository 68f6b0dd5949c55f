"""docs/reference/hooks.md: what a plugin implements, and the values it returns."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator

from joincard_sdk import hooks
from joincard_sdk.bundle.contract import CONTRACT
from joincard_sdk.services import Service
from joincard_sdk.values import RecordFact

from tools.reference.markdown import code, page, prose, table

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
    signature = f"`{name}(self) -> {annotation(method)}`"
    return f"### {name}\n\n{signature}\n\n{prose(inspect.getdoc(method))} {needed}"


def annotation(method: object) -> str:
    """What a hook returns, as its source writes it."""
    written: str = method.__annotations__["return"]
    return written


def value(kind: type) -> str:
    """One kind of value: its docstring and its fields."""
    rows = table(("field", "type", "default"), (row(field) for field in given(kind)))
    return f"### {kind.__name__}\n\n{prose(inspect.getdoc(kind))}\n\n{rows}"


def given(kind: type) -> Iterator[tuple[str, str, str]]:
    """Each field that an author gives: name, type and default, as the source writes them."""
    (body,) = (node for node in ast.parse(inspect.getsource(kind)).body if isinstance(node, ast.ClassDef))
    for node in body.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, ast.unparse(node.annotation), default(node.value)


def default(written: ast.expr | None) -> str:
    """The default; ``empty`` for one that is made anew for each value."""
    if written is None:
        return "required"
    return "empty" if isinstance(written, ast.Call) else code(ast.unparse(written))


def row(field: tuple[str, str, str]) -> tuple[str, ...]:
    """One field."""
    name, kind, unless = field
    return (code(name), code(kind), unless)
