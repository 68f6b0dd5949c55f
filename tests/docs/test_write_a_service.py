"""The guide *Write a service*, done as it says: its files written, its commands typed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.pages import examples
from tools.tree import ROOT

GUIDE = ROOT / "docs" / "how-to" / "write-a-service.md"
COMMANDS = [command for example in examples(GUIDE, "console") for command in example.commands]


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each command of the guide prints, in a folder with the guide's files."""
    place = tmp_path_factory.mktemp("guide")
    for example in examples(GUIDE):
        if example.file:
            path = place / example.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(example.text, encoding="utf-8")
    return {command: typed(command, place) for command in COMMANDS}


def typed(command: str, place: Path) -> str:
    """Run a command as a reader would, with the environment's programs in reach."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, shell=True, cwd=place, env=os.environ | {"PATH": path}, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{command}: {done.stderr}"
    return done.stdout


class TestTheGuide:
    def test_builds_shows_decides_and_signs(self, outputs: dict[str, str]) -> None:
        words = [" ".join(command.split(" ")[:3]) for command in outputs]
        assert words == [
            "mkdir bundles",
            "joincard plugin build",
            "joincard bundle show",
            "joincard decide --bundles",
            "joincard key new",
            "joincard bundle sign",
        ]

    def test_shows_the_service(self, outputs: dict[str, str]) -> None:
        (shown,) = (text for command, text in outputs.items() if "bundle show" in command)
        assert "education.library.lend_books" in shown

    def test_decides_what_it_says(self, outputs: dict[str, str]) -> None:
        (decided,) = (text for command, text in outputs.items() if "decide" in command)
        child, lost = map(json.loads, decided.splitlines())
        assert (child["outcome"], child["price"]) == ("accept", "0.00")
        assert (lost["outcome"], lost["reasons"][0]["facts"]) == ("refuse", ["card.status"])
        assert lost["reasons"][0]["remedy"]["en"] == "Ask the card service to activate the card."
