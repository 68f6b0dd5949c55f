"""The command, its groups, and the one place where an error becomes a sentence and an exit code.

0: done. 1: something that was given has mistakes. 2: the command was called wrongly.
"""

from __future__ import annotations

import os
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import click

from joincard_sdk.building import BuildRefused
from joincard_sdk.bundle import BundleError
from joincard_sdk.bundle.signature import SignatureError
from joincard_sdk.cli.bundles import bundle
from joincard_sdk.cli.deciding import decide
from joincard_sdk.cli.diffing import diff
from joincard_sdk.cli.explaining import explain
from joincard_sdk.cli.key import key
from joincard_sdk.cli.plugin import plugin
from joincard_sdk.cli.showing_command import show
from joincard_sdk.cli.trying import try_command
from joincard_sdk.keys import KeyFileError

TRACEBACK = "JOINCARD_TRACEBACK"


class Failed(click.ClickException):
    """What was given has a mistake: one sentence, exit code 1."""

    exit_code = 1

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{message}\n[{code}]")


class Program(click.Group):
    """Turns the errors of the SDK into sentences."""

    def invoke(self, context: click.Context) -> Any:
        """Run the command that was named."""
        try:
            return super().invoke(context)
        except (BundleError, SignatureError, KeyFileError) as error:
            raise Failed(error.code, str(error)) from error
        except BuildRefused as error:
            raise click.ClickException(_told(error)) from error
        except BrokenPipeError:
            # The reader has seen enough, as with head. Not to write to the closed pipe again at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            context.exit(0)
        except OSError as error:
            name = f"{error.filename}: " if error.filename else ""
            raise Failed("file.unusable", f"{name}{error.strerror or error}") from error
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if os.environ.get(TRACEBACK):
                raise
            what = f"{type(error).__name__}: {error}"
            message = f"joincard failed where it should not: {what}. {TRACEBACK}=1 shows where."
            raise Failed("program.broken", message) from error


def _told(error: BuildRefused) -> str:
    count = len(error.findings)
    listed = "\n\n".join(str(finding) for finding in error.findings)
    return f"{count} finding{'s' if count != 1 else ''}; nothing was written.\n\n{listed}"


def _version() -> str:
    try:
        return version("joincard-sdk")
    except PackageNotFoundError:
        return "not installed"


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(_version(), prog_name="joincard")
def program() -> None:
    """Build, sign, show and try the services of a Join in Card plugin.

    \b
    A first release, from source to signature:
      joincard key new --out publisher.json
      joincard plugin build plugins/healthcare -o build/
      joincard bundle sign build/healthcare-1.0.0.bundle.json --key publisher.json --role publisher
      joincard bundle show build/healthcare-1.0.0.bundle.json

    Exit codes: 0 done, 1 what was given has mistakes, 2 the command was called wrongly.
    """


plugin.add_command(show)
plugin.add_command(diff)
for group in (key, plugin, bundle, decide, explain, try_command):
    program.add_command(group)
