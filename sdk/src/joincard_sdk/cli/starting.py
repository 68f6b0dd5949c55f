"""A first plugin: every file that a sector needs, small and whole: an author starts from something true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath
from string import Template

from joincard_sdk.manifest import PluginId

#: Where the templates stand: a project as it will be, ``package`` in place of the package's name.
_SCAFFOLD = "scaffold"
_SUFFIX = ".tmpl"
_PACKAGE = "package"


def distribution_of(plugin: PluginId) -> str:
    """What the project is called, and its folder unless said otherwise: ``joincard-education-library``."""
    return f"joincard-{plugin.sector}-{plugin.slug}".replace("_", "-")


def start(folder: Path, plugin: PluginId) -> list[Path]:
    """Write a first plugin into a folder that is empty or not there. Raises ``FileExistsError``.

    Returns the files below the folder. The package has sector and name in it, so that it can stand beside
    another plugin of the same sector.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(17, "The folder is not empty", str(folder))
    words = _words(plugin)
    written = []
    for inner, template in _templates(files("joincard_sdk.cli") / _SCAFFOLD, PurePosixPath()):
        parts = (words["package"] if part == _PACKAGE else part for part in inner.parts)
        path = Path(*parts).with_suffix("")
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(Template(template).substitute(words), encoding="utf-8", newline="\n")
        written.append(path)
    return sorted(written)


def _words(plugin: PluginId) -> Mapping[str, str]:
    spoken = plugin.slug.replace("_", " ").strip()
    return {
        "id": str(plugin),
        "sector": plugin.sector,
        "name": plugin.slug,
        "package": f"joincard_{plugin.sector}_{plugin.slug}",
        "distribution": distribution_of(plugin),
        "title": spoken.capitalize(),
        "class_name": spoken.title().replace(" ", ""),
    }


def _templates(folder: Traversable, below: PurePosixPath) -> Iterator[tuple[PurePosixPath, str]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _templates(entry, below / entry.name)
        elif entry.name.endswith(_SUFFIX):
            yield below / entry.name, entry.read_text("utf-8")
