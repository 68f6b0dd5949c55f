"""The tutorial *Your first verification*, typed command by command beside a running demo."""

from collections.abc import Iterator

from tests.demo.running import Running
from tools.pages import Example, examples
from tools.tree import ROOT

TUTORIAL = ROOT / "docs" / "tutorial" / "first-verification.md"
STARTS_THE_DEMO = "make demo"


class TestTheTutorial:
    def test_does_what_it_says(self, running: Running) -> None:
        said, typed = "", 0
        for example in examples(TUTORIAL):
            if example.file:
                text = example.text.replace(":8000", f":{running.port}")
                (running.folder / example.file).write_text(text, encoding="utf-8")
            elif example.info == "output":
                for line in lines(example):
                    assert line in said
            else:
                commands = [command for command in example.commands if command != STARTS_THE_DEMO]
                said = "".join(running.type(command) for command in commands)
                typed += len(commands)
                assert said or not commands
        assert typed == 11

    def test_program_prints_a_price_and_cancels(self, running: Running) -> None:
        (program,) = (example for example in examples(TUTORIAL, "python") if example.file == "ask.py")
        text = program.text.replace(":8000", f":{running.port}")
        (running.folder / program.file).write_text(text, encoding="utf-8")
        said = running.type(f".venv/bin/python {program.file}")
        assert said.startswith("permitted ")
        assert said.rstrip().endswith("cancelled")


def lines(example: Example) -> Iterator[str]:
    """The lines of a block that are not empty."""
    yield from (line.rstrip() for line in example.text.splitlines() if line.strip())
