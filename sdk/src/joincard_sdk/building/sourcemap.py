"""Where in the plugin's source a value was written: found in the syntax trees, without running anything."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from joincard_sdk.checks.finding import Finding, finding

LARGEST_MODULE = 4 * 1024**2  # bytes
_LONGEST = 500  # characters of a literal worth remembering


@dataclass(frozen=True, slots=True)
class Place:
    """A literal in a module; ``callee`` is the name of the call it is an argument of, if any."""

    file: str
    line: int
    callee: str = ""


@dataclass(slots=True)
class SourceMap:
    """Literals by their text, in the order of files and lines."""

    literals: dict[str, list[Place]] = field(default_factory=dict)

    def service(self, code: str) -> Place | None:
        """Where the service of this code is built, else where its code first stands."""
        places = self.literals.get(code, [])
        built = [place for place in places if place.callee == "Service"]
        elsewhere = [place for place in places if place.callee != "Example"]
        return next(iter(built or elsewhere or places), None)

    def example(self, code: str, because: str) -> Place | None:
        """Where an example gives its reason: of equal reasons the one that follows the code most closely."""
        reasons = self.literals.get(because, [])
        distances = [
            (reason.line - place.line, reason)
            for place in self.literals.get(code, [])
            for reason in reasons
            if place.callee == "Example" and reason.file == place.file and reason.line >= place.line
        ]
        nearest = min(distances, key=lambda pair: pair[0])[1] if distances else None
        return nearest or next(iter(reasons), None)

    def placed(self, found: Finding, because: str = "") -> Finding:
        """The finding at the example that gives this reason, else at its service; as it is for neither."""
        place = self.example(found.service, because) if because else None
        place = place or (self.service(found.service) if found.service else None)
        return found.at(place.file, place.line) if place else found


def line_starting(path: Path, name: str) -> int:
    """The first line that sets this name, else the first line of the file."""
    lines = path.read_text("utf-8", "replace").splitlines()
    setting = re.compile(rf"{re.escape(name)}\s*[:=]")
    return next((number for number, line in enumerate(lines, 1) if setting.match(line)), 1)


def modules_of(folder: Path) -> list[Path]:
    """The modules of a package and of the packages inside it, in one order everywhere."""
    return sorted(path for path in folder.rglob("*.py") if path.is_file())


def read_source(folder: Path) -> tuple[SourceMap, list[Finding]]:
    """The map of a package, and a finding for every module that cannot be read as it is."""
    known, findings = SourceMap(), []
    for path in modules_of(folder):
        try:
            if path.stat().st_size > LARGEST_MODULE:
                findings.append(_too_large(path))
                continue
            findings += _line_ends(path)
            tree = _tree(path)
        except SyntaxError as error:
            found = f"{error.msg}: {(error.text or '').strip()[:80]}".rstrip(": ")
            findings.append(finding("plugin.syntax", found, file=str(path), line=error.lineno or 1))
        except (OSError, ValueError, RecursionError, MemoryError) as error:
            findings.append(
                finding("plugin.syntax", f"The module cannot be read: {error}.", file=str(path), line=1)
            )
        else:
            for text, place in _literals(tree, str(path)):
                known.literals.setdefault(text, []).append(place)
    return known, findings


def _too_large(path: Path) -> Finding:
    found = f"The module has {path.stat().st_size} bytes; at most {LARGEST_MODULE} are read."
    return finding("plugin.module-too-large", found, file=str(path), line=1)


def _line_ends(path: Path) -> Iterator[Finding]:
    before, mark, _ = path.read_bytes().partition(b"\r\n")
    if mark:
        line = before.count(b"\n") + 1
        yield finding("plugin.line-ends", "The line ends in CR LF, as on Windows.", file=str(path), line=line)


def _tree(path: Path) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # an author's linter tells these, in their own words
        return ast.parse(path.read_bytes(), str(path))


def _literals(tree: ast.Module, file: str) -> Iterator[tuple[str, Place]]:
    callees = _callees(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) <= _LONGEST:
            yield node.value, Place(file, node.lineno, callees.get(id(node), ""))


def _callees(tree: ast.Module) -> Mapping[int, str]:
    """The name of the call around each argument, by the identity of the argument's node."""
    named: dict[int, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            callee = node.func
            name = callee.id if isinstance(callee, ast.Name) else getattr(callee, "attr", "")
            for argument in [*node.args, *(keyword.value for keyword in node.keywords)]:
                named[id(argument)] = name
    return named
