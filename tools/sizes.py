"""Sizes, printed and never enforced: a file past the second column is a question, not a sentence."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from statistics import median

from tools.tree import Module, distributions

FILE_LINES = 300
FUNCTION_LINES = 40
PARAMETERS = 5


def main() -> None:
    """Print medians and every size that asks why."""
    for name, modules in distributions().items():
        files = [lines(module) for module in modules]
        functions = [length for module in modules for _, length, _ in spans(module)] or [0]
        medians = f"median {median(files):.0f} lines; functions {median(functions):.0f}"
        print(f"{name:20} {len(files):4} files, {medians}")
        for question in questions(modules):
            print(f"    {question}")


def questions(modules: Iterable[Module]) -> Iterator[str]:
    """Files and functions longer than the house style expects, and functions with many parameters."""
    for module in modules:
        if lines(module) > FILE_LINES:
            yield f"{module.at(1)}: {lines(module)} lines"
        for node, length, count in spans(module):
            if length > FUNCTION_LINES:
                yield f"{module.at(node.lineno)}: {node.name} has {length} lines"
            if count > PARAMETERS:
                yield f"{module.at(node.lineno)}: {node.name} takes {count} parameters"


def lines(module: Module) -> int:
    """Lines of a file."""
    return module.path.read_text(encoding="utf-8").count("\n")


def spans(module: Module) -> Iterator[tuple[ast.FunctionDef | ast.AsyncFunctionDef, int, int]]:
    """Each function with its lines, docstring left out, and its positional parameters without ``self``."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
            names = [arg.arg for arg in (*node.args.posonlyargs, *node.args.args)]
            yield (
                node,
                (node.end_lineno or 0) - first.lineno + 1,
                len([n for n in names if n not in ("self", "cls")]),
            )


if __name__ == "__main__":
    main()
