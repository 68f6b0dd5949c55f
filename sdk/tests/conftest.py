"""A small plugin in a folder of its own: what several tests build, break, sign and try."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from joincard_sdk.building import build
from joincard_sdk.bundle import Bundle
from joincard_sdk.manifest import PluginId

from .small_plugin import write_small_plugin

#: Replaces text in one file of a project: (file, old, new). The old text must be there.
Edit = Callable[[str, str, str], None]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that builds, in the sector ``libraries``."""
    folder = tmp_path / "libraries"
    write_small_plugin(folder, PluginId("demo", "libraries", "core"))
    return folder


@pytest.fixture
def edit(project: Path) -> Edit:
    """Break (or change) the project in one place."""

    def replaced(name: str, old: str, new: str) -> None:
        package = project / "src" / "joincard_libraries"
        path = project / name if (project / name).exists() else package / name
        text = path.read_text("utf-8")
        assert old in text, f"{name} has no {old!r}"
        path.write_text(text.replace(old, new), "utf-8")

    return replaced


@pytest.fixture(scope="session")
def small_bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """The bundle of the unchanged project, built once."""
    folder = tmp_path_factory.mktemp("built") / "libraries"
    write_small_plugin(folder, PluginId("demo", "libraries", "core"))
    return build(folder)
