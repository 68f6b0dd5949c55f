"""The typed base class and pluggy behind it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pluggy
import pytest
from joincard_sdk.hooks import HOOKS, SectorPlugin, Texts, hooks_of
from joincard_sdk.services import Service


class Whole(SectorPlugin):
    """Overrides one hook and has a method of its own."""

    def services(self) -> Sequence[Service]:
        return ()

    def shelves(self) -> int:
        return 3


def test_an_overridden_method_is_a_hook_without_a_decorator() -> None:
    assert hooks_of(Whole())["services"]() == ()


def test_hooks_that_are_not_overridden_have_defaults() -> None:
    hooks = hooks_of(Whole())
    assert set(hooks) == set(HOOKS)
    assert hooks["examples"]() == ()
    assert hooks["acceptance"]() == {}
    assert hooks["texts"]() == Texts()


def test_every_hook_is_specified_to_pluggy_and_documented() -> None:
    for name in HOOKS:
        assert hasattr(getattr(SectorPlugin, name), "joincard_spec")
        assert getattr(SectorPlugin, name).__doc__


def test_other_methods_are_the_plugins_own_affair() -> None:
    assert "shelves" not in hooks_of(Whole())


def test_a_hook_with_arguments_is_refused_by_pluggy() -> None:
    class Asking(SectorPlugin):
        def services(self, city: str) -> Sequence[Service]:  # type: ignore[override]  # the mistake itself
            return ()

    with pytest.raises(pluggy.PluginValidationError, match="city"):
        hooks_of(Asking())


WRONG = """
from collections.abc import Sequence
from joincard_sdk.hooks import Example, SectorPlugin
from joincard_sdk.services import Service


class Bad(SectorPlugin):
    def examples(self) -> Sequence[Service]:
        return ()


plugin = Bad()
"""


def mypy(folder: Path, *paths: Path) -> str:
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--cache-dir",
        str(folder / "cache"),
        *map(str, paths),
    ]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False).stdout


def test_mypy_finds_a_missing_hook_and_a_wrong_type_and_passes_a_right_plugin(
    tmp_path: Path, project: Path
) -> None:
    path = tmp_path / "bad.py"
    path.write_text(WRONG)
    told = mypy(tmp_path, path, project / "src" / "joincard_libraries")
    assert "joincard_libraries" not in told
    assert "Found 2 errors in 1 file" in told
    assert 'Cannot instantiate abstract class "Bad" with abstract attribute "services"' in told
    assert 'Return type "Sequence[Service]" of "examples" incompatible' in told
