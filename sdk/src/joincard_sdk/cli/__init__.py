"""The command ``joincard``: for authors of plugins, and for auditors who repeat history without a server."""

from __future__ import annotations

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
    program()
