"""The command with its subcommands, each loaded only when it is asked for.

An error of ours ends a command with its one sentence and status 1, never with a traceback.
"""

import importlib
import os
from collections.abc import Mapping
from typing import Any, NoReturn

import click

from joincard_core.errors import JoincardError

#: Each command's module in this room. The command, or group of commands, has the name of the module.
COMMANDS: Mapping[str, str] = {
    "init": "Make the keys and the database.",
    "migrate": "Bring the database to this release.",
    "doctor": "Say what is missing or unsafe, and what to do.",
    "person": "Import people and their cards; set passwords.",
    "card": "Change the status of a card.",
    "provider": "Add providers and accredit them.",
    "client": "Add OAuth clients of providers.",
    "keys": "List, rotate, revoke and add signing keys.",
    "bundle": "Admit signed bundles.",
    "verification": "Repeat decisions of the log.",
    "serve": "Serve the API.",
    "deliver": "Deliver logout tokens that wait.",
}


class Authority(click.Group):
    """Commands by name, from ``COMMANDS``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which they are used."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"joincard_core.cli.{cmd_name}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command and end its errors in one sentence."""
        try:
            return super().invoke(ctx)
        except JoincardError as error:
            raise click.ClickException(error.sentence) from None
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            unexpected(error)


def unexpected(error: Exception) -> NoReturn:
    """A fault of ours. Its text may hold personal data, so only its kind is printed."""
    if os.environ.get("JOINCARD_DEBUG"):
        raise error
    kind = type(error).__name__
    raise click.ClickException(
        f"Something failed that should not ({kind}). Nothing half-done was kept. "
        "With JOINCARD_DEBUG=1 in the demo, the details are shown."
    ) from None


@click.group(cls=Authority, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="joincard-core", prog_name="joincard-authority")
def main() -> None:
    """Run the card authority. Settings come from the environment, JOINCARD_*."""
