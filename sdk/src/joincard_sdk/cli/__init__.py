"""The command ``joincard``: for authors of plugins, and for auditors who repeat history without a server."""

from __future__ import annotations

import io
import sys


def main() -> None:
    """Run the command. Says what to install where the extra ``cli`` is missing."""
    try:
        from joincard_sdk.cli.program import program
    except ModuleNotFoundError as error:
        if error.name and error.name.split(".")[0] == "joincard_sdk":
            raise
        print(f"joincard needs {error.name}; run: pip install 'joincard-sdk[cli]'", file=sys.stderr)
        sys.exit(2)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show a Chinese character still gets the rest of the line.
            stream.reconfigure(errors="backslashreplace")
    program()
