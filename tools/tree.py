"""The tree as its source text shows it: modules, what they import, what they define.

Nothing is imported or run, so a broken module cannot hide from the tests of the shape.
"""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SDK = "joincard_sdk"
CORE = "joincard_core"


@dataclass(frozen=True, slots=True)
class Import:
    """One imported name: ``from module import name``, or ``import module`` with an empty name."""

    module: str
    name: str
    line: int
    level: int = 0


@dataclass(frozen=True)
class Module:
    """One source file of a distribution, by its import name."""

    name: str
    path: Path

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed source."""
        return ast.parse(self.path.read_text(encoding="utf-8"), str(self.path))

    @property
    def distribution(self) -> str:
        """``joincard_core`` of ``joincard_core.cards.store``."""
        return self.name.partition(".")[0]

    @property
    def room(self) -> str:
        """``cards`` of ``joincard_core.cards.store``; empty for the distribution's own ``__init__``."""
        return room_of(self.name)

    def imports(self) -> Iterator[Import]:
        """Every import, wherever it stands: one inside a function or for types alone counts too."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (Import(alias.name, "", node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    yield Import(node.module or "", alias.name, node.lineno, node.level)

    def at(self, line: int) -> str:
        """``path:line`` as editors open it."""
        shown = self.path.relative_to(ROOT) if self.path.is_relative_to(ROOT) else self.path
        return f"{shown}:{line}"


def room_of(name: str) -> str:
    """The second part of an import name: the room inside its distribution."""
    return name.split(".")[1] if "." in name else ""


def modules(source: Path) -> tuple[Module, ...]:
    """Every module below a ``src`` folder, in the order of their names."""
    return tuple(
        Module(".".join(path.relative_to(source).with_suffix("").parts).removesuffix(".__init__"), path)
        for path in sorted(source.rglob("*.py"))
    )


def sources(root: Path = ROOT) -> Mapping[str, Path]:
    """Import name of each distribution and its ``src`` folder."""
    found = sorted((*root.glob("*/src/joincard_*"), *root.glob("plugins/*/src/joincard_*")))
    return {package.name: package.parent for package in found if package.is_dir() and package.suffix == ""}


def distributions(root: Path = ROOT) -> Mapping[str, tuple[Module, ...]]:
    """Modules by distribution: the SDK, the core and every plugin there is."""
    return {name: modules(source) for name, source in sources(root).items()}


def tracked(root: Path = ROOT) -> tuple[Path, ...]:
    """Files that git knows, without those deleted but not committed yet."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True)
    names = listed.stdout.decode().rstrip("\0").split("\0")
    return tuple(path for name in names if (path := root / name).is_file())


def python_files(root: Path = ROOT) -> tuple[Path, ...]:
    """Tracked Python files, tests and tools included."""
    return tuple(path for path in tracked(root) if path.suffix == ".py")
