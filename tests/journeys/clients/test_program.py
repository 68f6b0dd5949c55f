"""What is said when a program, or what it needs, is not there."""

from pathlib import Path

import pytest

from tests.journeys.clients import program
from tests.journeys.clients.holder import Taken


def stay(address: str, decision: str) -> Taken:
    """A holder who is not needed."""
    raise AssertionError(address, decision)


class TestAMachineWithoutARegistry:
    def test_fails_with_a_sentence(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9")
        monkeypatch.setenv("npm_config_fetch_retries", "0")
        monkeypatch.setenv("npm_config_cache", str(tmp_path / "cache"))
        needed = pytest.raises(AssertionError, match="These tests need a registry of npm packages")
        with needed, program.installed(tmp_path / "packages"):
            pass


class TestAProgramThatEndsEarly:
    def test_is_told_with_its_last_words(self, tmp_path: Path) -> None:
        broken = tmp_path / "broken.mjs"
        broken.write_text("throw new Error('no such thing');\n", encoding="ascii")
        with pytest.raises(AssertionError, match="no such thing"):
            program.run(broken, {}, stay)
