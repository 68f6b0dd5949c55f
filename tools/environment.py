"""Make ``.venv`` and install the seven distributions into it, from their folders.

Run by the interpreter that the environment is made of, with its standard library alone.
Third-party versions come from ``constraints.txt``; which index they come from is the
machine's own pip configuration.
"""

from __future__ import annotations

import subprocess
import sys
import time
import venv
from collections import deque
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / ".venv"
PYTHON = PLACE / "bin" / "python"
MEMBERS = (".[dev]", "sdk[client,cli,testing]", "core")
LINES_SHOWN_ON_FAILURE = 30


def main() -> int:
    """Make the environment, or complete the one that is there. Returns the exit status."""
    started = time.monotonic()
    try:
        if not healthy():
            say(f"Making .venv with Python {sys.version.split()[0]}")
            venv.create(PLACE, with_pip=True, clear=True)
        # The build tool first and pinned, so that no member downloads one of its own.
        pip("Installing the build tool", "setuptools")
        pip(
            "Installing the seven distributions and what they need (about a minute the first time)",
            "--no-build-isolation",
            *(argument for member in members() for argument in ("--editable", member)),
        )
    except subprocess.CalledProcessError as failed:
        say(f"The environment could not be made: {failed.cmd[0]} stopped with status {failed.returncode}.")
        say("On Debian and Ubuntu, venv is the package python3-venv. Then run the same command again.")
        return 1
    say(f"Environment ready after {time.monotonic() - started:.0f} s")
    return 0


def healthy() -> bool:
    """Whether ``.venv`` is there and its pip answers; a broken one is made again."""
    if not PYTHON.exists():
        return False
    asked = subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False)
    return asked.returncode == 0


def members() -> tuple[str, ...]:
    """What is installed, by path: the names are not claimed on any index."""
    plugins = sorted(path.parent for path in ROOT.glob("plugins/*/pyproject.toml"))
    return tuple(
        f"{ROOT}/{name}" if not name.startswith(".") else f"{ROOT}{name[1:]}"
        for name in (*MEMBERS, *(f"plugins/{plugin.name}[test]" for plugin in plugins))
    )


def pip(sentence: str, *arguments: str) -> None:
    """Run ``pip install``; show one moving line, and the last lines when it fails.

    Raises ``CalledProcessError`` when pip fails.
    """
    say(sentence)
    command: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "-c",
        ROOT / "constraints.txt",
    ]
    last: deque[str] = deque(maxlen=LINES_SHOWN_ON_FAILURE)
    with subprocess.Popen(
        (*command, *arguments), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT
    ) as running:
        for line in running.stdout or ():
            last.append(line.rstrip())
            moving(line)
    moving("")
    if running.returncode:
        sys.stderr.write("\n".join(last) + "\n")
        raise subprocess.CalledProcessError(running.returncode, ["pip"])


def say(sentence: str) -> None:
    """One line of progress."""
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


def moving(line: str) -> None:
    """Overwrite the line of progress, where there is a screen to do it on."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{line.strip()[:100]}")
        sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
