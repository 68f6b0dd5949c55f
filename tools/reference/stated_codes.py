"""Codes that stand where an error is raised, beside the sentence that goes with them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from tools.tree import Module

CODE = re.compile(r"[a-z]+\.[a-z]+(?:-[a-z]+)*")


def stated(modules: Iterable[Module], kinds: frozenset[str]) -> dict[str, str]:
    """Code and sentence of each call of an error class that is given a code; the first one counts."""
    found: dict[str, str] = {}
    for module in modules:
        named = assigned(module.tree)
        for call in calls(module.tree, kinds):
            given = (resolved(argument, call.lineno, named) for argument in arguments(call))
            texts = [written for argument in given if (written := sentence(argument))]
            codes = [text for text in texts if CODE.fullmatch(text)]
            said = [text for text in texts if not CODE.fullmatch(text)]
            if codes:
                found.setdefault(codes[0], said[0] if said else f"An error of the kind `{name_of(call)}`.")
    return dict(sorted(found.items()))


def calls(tree: ast.AST, kinds: frozenset[str]) -> Iterator[ast.Call]:
    """Calls of one of the classes by its name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name_of(node) in kinds:
            yield node


def name_of(call: ast.Call) -> str:
    """The plain name that is called."""
    return call.func.id if isinstance(call.func, ast.Name) else ""


def arguments(call: ast.Call) -> Iterator[ast.expr]:
    """All arguments, by place and by name."""
    yield from call.args
    yield from (keyword.value for keyword in call.keywords)


def assigned(tree: ast.AST) -> list[tuple[str, int, ast.expr]]:
    """Every plain assignment to one name, with its line."""
    return [
        (node.targets[0].id, node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    ]


def resolved(argument: ast.expr, line: int, named: list[tuple[str, int, ast.expr]]) -> ast.expr:
    """What stands behind a name: the nearest assignment above it."""
    if not isinstance(argument, ast.Name):
        return argument
    above = [(at, value) for name, at, value in named if name == argument.id and at < line]
    return max(above, key=lambda pair: pair[0])[1] if above else argument


def sentence(written: ast.expr) -> str:
    """A text as its source has it, with three dots for what is filled in; nothing for another value."""
    match written:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(sentence(part) or "..." for part in parts)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return sentence(left) + sentence(right)
        case ast.IfExp(body=body):
            return sentence(body)
        case _:
            return ""
