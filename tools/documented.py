"""Public names without a docstring, and names promised but not there."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from tools.tree import Module

Named = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def undocumented(modules: Iterable[Module]) -> Iterator[str]:
    """Public modules, classes, functions and methods that say nothing."""
    for module in modules:
        if any(part.startswith("_") for part in module.name.split(".")):
            continue
        if not ast.get_docstring(module.tree):
            yield f"{module.at(1)}: module {module.name}"
        for node, name in public(module.tree, ""):
            if not ast.get_docstring(node) and not overloaded(node):
                yield f"{module.at(node.lineno)}: {name}"


def public(scope: ast.Module | ast.ClassDef, prefix: str) -> Iterator[tuple[Named, str]]:
    """Definitions that a reader can reach by a name without an underscore."""
    for node in scope.body:
        if isinstance(node, Named) and not node.name.startswith("_"):
            yield node, f"{prefix}{node.name}"
            if isinstance(node, ast.ClassDef):
                yield from public(node, f"{prefix}{node.name}.")


def overloaded(node: Named) -> bool:
    """Whether this is one of several signatures, or sets what a property reads: another one speaks for it."""
    marks = {ast.unparse(mark).rpartition(".")[2] for mark in node.decorator_list}
    return bool(marks & {"overload", "setter", "deleter"})


def broken_promises(modules: Iterable[Module]) -> Iterator[str]:
    """Names in ``__all__`` that the module neither defines nor imports, or lists twice."""
    for module in modules:
        promised = listed(module.tree)
        there = defined(module.tree) | {
            other.name.rpartition(".")[2] for other in modules if other.name.rpartition(".")[0] == module.name
        }
        yield from (f"{module.at(1)}: {name} is not there" for name in promised if name not in there)
        yield from (f"{module.at(1)}: {name} twice" for name in set(promised) if promised.count(name) > 1)


def listed(tree: ast.Module) -> list[str]:
    """The names in ``__all__``; empty without one."""
    for node in tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(target, ast.Name) and target.id == "__all__":
            value = node.value  # type: ignore[attr-defined]  # only assignments have a target named so
            return [str(name) for name in ast.literal_eval(value)]
    return []


def defined(tree: ast.Module) -> set[str]:
    """Names that a module binds at its top level."""
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                found.add(node.name)
            case ast.Import() | ast.ImportFrom():
                found |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
            case ast.Name(ctx=ast.Store()):
                found.add(node.id)
            case _:
                pass
    return found
