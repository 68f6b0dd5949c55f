"""A page done as it says, from top to bottom, in one folder and one shell.

* a block with ``file=NAME`` is written to that file;
* a ``diff`` block is applied;
* each command of a ``console`` block is typed, and must succeed; with ``fails`` behind ``console`` it must not;
* each line of an ``output`` block must stand in what the block of commands above it printed.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from tools.pages import Example, examples

MARK = "=== done with"


@dataclass(slots=True)
class Shell:
    """One bash, which keeps its folder and its variables from command to command."""

    process: subprocess.Popen[str]

    @classmethod
    def opened(cls, place: Path) -> Shell:
        """A shell in ``place`` that finds the programs of this environment first."""
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        return cls(
            subprocess.Popen(
                ["bash", "--noprofile", "--norc"],
                cwd=place,
                env=os.environ | {"PATH": path, "COLUMNS": "100"},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
        )

    def type(self, command: str) -> tuple[str, int]:
        """What a command prints, errors included, and its status."""
        self._pipe(self.process.stdin).write(f'{command}\nended=$?; echo; echo "{MARK}" $ended\n')
        self._pipe(self.process.stdin).flush()
        printed = ""
        for line in self._pipe(self.process.stdout):
            if line.startswith(MARK):
                return printed, int(line.removeprefix(MARK))
            printed += line
        raise AssertionError(f"the shell ended in: {command}\n{printed}")

    def close(self) -> None:
        """End the shell."""
        self._pipe(self.process.stdin).close()
        self._pipe(self.process.stdout).close()
        self.process.wait()

    @staticmethod
    def _pipe(pipe: IO[str] | None) -> IO[str]:
        assert pipe is not None
        return pipe


@dataclass(slots=True)
class Walk:
    """A reader with a page in one hand; ``typed`` holds each command and what it printed."""

    place: Path
    shell: Shell
    typed: dict[str, str] = field(default_factory=dict)
    said: str = ""

    def take(self, step: Example) -> None:
        """Do what one block says."""
        where = f"{step.page.name}:{step.line}"
        kind, *marks = step.info.split(" ")
        if step.file:
            target = self.place / step.file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(step.text, encoding="utf-8")
        elif kind == "diff":
            self._change(step.text, where)
        elif kind == "console":
            self.said = "".join(self._type(command, "fails" in marks, where) for command in step.commands)
        elif kind == "output":
            missing = [line for line in map(str.strip, step.text.splitlines()) if line not in self.said]
            assert not missing, f"{where}: {missing} is not in\n{self.said}"

    def _type(self, command: str, fails: bool, where: str) -> str:
        printed, status = self.shell.type(command)
        assert bool(status) is fails, f"{where}: {command}: status {status}\n{printed}"
        self.typed[command] = printed
        return printed

    def _change(self, diff: str, where: str) -> None:
        applied = subprocess.run(
            ["git", "apply", "--recount", "-p0", "-"],
            cwd=self.place,
            input=diff,
            capture_output=True,
            text=True,
            check=False,
        )
        assert applied.returncode == 0, f"{where}: {applied.stderr}"


def walk(page: Path, place: Path) -> dict[str, str]:
    """Do a whole page in ``place``. Returns what each command printed. Raises ``AssertionError``."""
    shell = Shell.opened(place)
    try:
        reader = Walk(place, shell)
        for step in examples(page):
            reader.take(step)
        return reader.typed
    finally:
        shell.close()
