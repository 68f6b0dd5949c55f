"""The real commands of staff and authors, run in this process so that forty of them take a second."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterator

import click
from joincard_core.cli import main as authority
from joincard_sdk.cli.program import program as joincard

PROGRAMS: dict[str, click.Command] = {"joincard": joincard, "joincard-authority": authority}

LINES_SHOWN = 12


class CommandFailed(Exception):
    """A command of the demo ended in an error, which is a fault of ours."""


def run(name: str, *arguments: str, entered: str = "") -> str:
    """What ``name ARGUMENTS`` prints when lines are entered. Raises ``CommandFailed`` with what it said."""
    printed = io.StringIO()
    try:
        with (
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(printed),
            standard_input(entered),
        ):
            PROGRAMS[name].main(list(arguments), prog_name=name, standalone_mode=False)
    except (click.ClickException, SystemExit) as error:
        said = error.format_message() if isinstance(error, click.ClickException) else printed.getvalue()
        begins = "\n".join(said.splitlines()[:LINES_SHOWN])
        raise CommandFailed(f"{name} {' '.join(arguments)}\n{begins}") from error
    return printed.getvalue()


@contextlib.contextmanager
def standard_input(entered: str) -> Iterator[None]:
    """Let a command read these lines."""
    before, sys.stdin = sys.stdin, io.StringIO(entered)
    try:
        yield
    finally:
        sys.stdin = before
