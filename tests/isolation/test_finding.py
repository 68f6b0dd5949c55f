"""What the isolation run looks at, and what it does when there is nothing to look at."""

from pathlib import Path

import pytest

from tests.isolation.__main__ import ROOT, main, written_plugins


class TestTheIsolationRun:
    def test_finds_every_plugin_with_a_plugin_module(self) -> None:
        folders = {path.parent.name for path in (ROOT / "plugins").glob("*/pyproject.toml")}
        assert {plugin.name for plugin in written_plugins(ROOT)} <= folders

    def test_fails_when_there_is_no_plugin(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(tmp_path) == 1
        assert "no plugin found" in capsys.readouterr().err
