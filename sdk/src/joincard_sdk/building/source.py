"""Where a plugin's source stands: a project's folder, or an installed package. Found without running it."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from joincard_sdk.checks.finding import Finding, finding

GROUP = "joincard.plugins"
_ENTRY = re.compile(r"\s*([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\s*:\s*([A-Za-z_]\w*)\s*", re.ASCII)


class BuildRefused(Exception):
    """A plugin cannot be built as it is; ``findings`` tells every mistake, in reading order."""

    code = "build.refused"

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("\n\n".join(str(f) for f in findings))
        self.findings = tuple(findings)


@dataclass(frozen=True, slots=True)
class PluginSource:
    """A package and its entry point. ``root`` is where to import from, ``released`` the package's version."""

    root: Path
    package: str
    module: str
    attribute: str
    released: str = ""

    @property
    def folder(self) -> Path:
        """The folder of the package."""
        return self.root / self.package


def locate(named: str | Path) -> PluginSource:
    """The plugin in a folder, or in an installed package of that import name. Raises ``BuildRefused``."""
    path = Path(named)
    if path.is_dir():
        return _in_project(path.resolve())
    if isinstance(named, str) and re.fullmatch(r"[A-Za-z_]\w*", named, re.ASCII):
        return _installed(named)
    raise BuildRefused(
        [finding("plugin.not-found", f"{str(named)!r} is neither a folder nor an import name.")]
    )


def _in_project(folder: Path) -> PluginSource:
    home = _project_of(folder)
    if home is None:
        raise BuildRefused([finding("plugin.not-found", f"{folder} has no pyproject.toml.")])
    shown = str(home / "pyproject.toml")
    try:
        project = tomllib.loads((home / "pyproject.toml").read_text("utf-8")).get("project", {})
    except (OSError, ValueError) as error:
        at = re.search(r"at line (\d+)", str(error))
        told = finding(
            "plugin.project-unreadable", f"{error}.", file=shown, line=int(at.group(1)) if at else 1
        )
        raise BuildRefused([told]) from None
    points = project.get("entry-points", {}) if isinstance(project, dict) else {}
    written = points.get(GROUP, {}) if isinstance(points, dict) else {}
    module, attribute = _entry(list(written.values()) if isinstance(written, dict) else [], shown)
    package = module.split(".")[0]
    version = project.get("version", "")
    for root in (home / "src", home):
        if (root / package).is_dir():
            return PluginSource(root, package, module, attribute, version if isinstance(version, str) else "")
    found = f"The entry point names the package {package}, and neither {home / 'src'} nor {home} holds it."
    raise BuildRefused([finding("plugin.not-found", found, **_place(shown, f"{module}:"))])


def _project_of(folder: Path) -> Path | None:
    """The folder itself, or for the folder of a package the project around it."""
    if (folder / "pyproject.toml").is_file():
        return folder
    if (folder / "__init__.py").is_file():
        return next((up for up in list(folder.parents)[:2] if (up / "pyproject.toml").is_file()), None)
    return None


def _installed(package: str) -> PluginSource:
    try:
        spec = importlib.util.find_spec(package)  # of a package without a dot: found, not imported
    except ValueError:  # a module that was not imported from anywhere, such as __main__
        spec = None
    if spec is None or not spec.submodule_search_locations:
        raise BuildRefused(
            [finding("plugin.not-found", f"No package {package} is installed, nor is it a folder.")]
        )
    folder = Path(next(iter(spec.submodule_search_locations)))
    points = [e for e in importlib.metadata.entry_points(group=GROUP) if e.module.split(".")[0] == package]
    if not points and _project_of(folder):
        return _in_project(folder)  # found on the path and not installed, as in the project's own tests
    module, attribute = _entry(list(dict.fromkeys(point.value for point in points)), package)
    distribution = points[0].dist
    return PluginSource(
        folder.parent, package, module, attribute, distribution.version if distribution else ""
    )


def _entry(values: Sequence[object], shown: str) -> tuple[str, str]:
    if len(values) != 1:
        found = f"{Path(shown).name} has {len(values) or 'no'} entry points in the group {GROUP}."
        raise BuildRefused([finding("plugin.entry-point", found, **_place(shown, GROUP))])
    match = _ENTRY.fullmatch(str(values[0]))
    if not match:
        found = f"The entry point {values[0]!r} is not written module:object."
        raise BuildRefused([finding("plugin.entry-point", found, **_place(shown, f'"{values[0]}"'))])
    return match.group(1), match.group(2)


class _Place(TypedDict):
    file: str
    line: int


def _place(shown: str, text: str) -> _Place:
    """The line of a project's file that has this text, else its first; nowhere for an installed package."""
    path = Path(shown)
    if not path.is_file():
        return _Place(file="", line=0)
    lines = path.read_text("utf-8").splitlines()
    return _Place(file=shown, line=next((n for n, line in enumerate(lines, 1) if text in line), 1))
