"""A demo that runs, and the commands that a reader types beside it."""

import re
import shlex
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = re.compile(r"(?:/\S*/)?\.venv/bin/(?=\w)")


@dataclass(frozen=True, slots=True)
class Running:
    """A demo that serves: where, what it printed so far, and the environment of its other commands."""

    folder: Path
    port: int
    printed: str
    environment: dict[str, str]

    def type(self, command: str) -> str:
        """What a command prints that a reader types in the folder of the tree."""
        folder = shlex.quote(str(Path(sys.executable).parent))
        mine = PROGRAMS.sub(f"{folder}/", command).replace(":8000", f":{self.port}")
        done = subprocess.run(
            mine, shell=True, cwd=self.folder, env=self.environment, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
        return done.stdout


def listening(port: int) -> bool:
    """Whether somebody answers on a port of this machine."""
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0
