"""Functions of the distributions that leave a type out. mypy says so too; this needs no configuration."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from tools.tree import Module


def untyped(modules: Iterable[Module]) -> Iterator[str]:
    """Parameters without a type, and functions without a type of what they return."""
    for module in modules:
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            if node.returns is None:
                yield f"{module.at(node.lineno)}: {node.name} returns what?"
            for parameter in parameters(node.args):
                if parameter.annotation is None and parameter.arg not in ("self", "cls"):
                    yield f"{module.at(node.lineno)}: {parameter.arg} of {node.name}"


def parameters(args: ast.arguments) -> Iterator[ast.arg]:
    """All parameters, however they are passed."""
    yield from (*args.posonlyargs, *args.args, *args.kwonlyargs)
    yield from (extra for extra in (args.vararg, args.kwarg) if extra)
