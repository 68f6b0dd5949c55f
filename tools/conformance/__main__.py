"""``python -m tools.conformance``: the authority under test, runs of the suite, and the table of results.

python -m tools.conformance target                 what ``make conformance-target`` does
python -m tools.conformance run [NAME ...]         run plans on a suite that is running, all without a name
python -m tools.conformance table                  write docs/conformance.md from the last results
"""

from __future__ import annotations

import contextlib
import json
import logging
import signal
import sys
from dataclasses import asdict

import click
import structlog
from joincard_core.errors import JoincardError

from demo.commands import CommandFailed
from demo.place import free_port, is_free
from demo.serving import NotServing
from tools.conformance import table as tables
from tools.conformance.clients import SUITE_SERVER
from tools.conformance.place import FOLDER, RESULTS, Target
from tools.conformance.plans import EVERY, named
from tools.conformance.running import LIMIT, Result, counted, results
from tools.conformance.suite import Suite, SuiteError
from tools.conformance.target import path, serve
from tools.conformance.terminator import NoTerminator

NOTES_SHOWN = 6
SUITE = click.option(
    "--suite",
    "server",
    default=SUITE_SERVER,
    envvar="CONFORMANCE_SERVER",
    show_default=True,
    help="Where the suite runs; CONFORMANCE_SERVER in the environment says the same.",
)


class Tool(click.Group):
    """Ends in one sentence whatever goes wrong."""

    def invoke(self, context: click.Context) -> object:
        """Run the command that was named."""
        try:
            return super().invoke(context)
        except (
            CommandFailed,
            JoincardError,
            LookupError,
            NotServing,
            NoTerminator,
            OSError,
            SuiteError,
        ) as error:
            raise click.ClickException(str(error)) from None


@click.group(cls=Tool)
def main() -> None:
    """The OpenID Foundation's conformance suite against this authority."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))


@main.command("target")
@click.option("--port", default=9443, type=click.IntRange(1, 65_535), show_default=True, help="Where TLS is.")
@SUITE
def target(port: int, server: str) -> None:
    """Start a fresh authority behind TLS and write the suite's configuration of every plan."""
    if not is_free(port):
        raise click.ClickException(
            f"Port {port} of this machine is in use. Choose another: make conformance-target PORT={port + 1}"
        )
    # A stop by another program ends everything, too, not only Ctrl-C.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with contextlib.suppress(KeyboardInterrupt):
        serve(Target(FOLDER / "authority", free_port(), port), server)
    click.echo("\nStopped.")


@main.command("run")
@click.argument("names", nargs=-1, metavar="[NAME ...]")
@click.option("--only", multiple=True, metavar="MODULE", help="Only this module; nothing is kept then.")
@click.option("--limit", default=LIMIT, show_default=True, help="Seconds that one module may take.")
@SUITE
def run(names: tuple[str, ...], only: tuple[str, ...], limit: float, server: str) -> None:
    """Run plans, and keep each result in build/conformance/results."""
    suite = Suite(server)
    found = [
        result
        for name in names or tuple(row.name for row in EVERY)
        for result in plan(suite, name, only, limit)
    ]
    if not all(result.good for result in found):
        raise SystemExit(1)


def plan(suite: Suite, name: str, only: tuple[str, ...], limit: float) -> list[Result]:
    """Run one plan and say how each module ended."""
    named(name)
    if not path(name).is_file():
        raise LookupError(f"{path(name)} is not there. Start the authority first: make conformance-target")
    told = json.loads(path(name).read_text(encoding="utf-8"))
    made = suite.create(told["plan"], told["variant"], told["config"])
    found = []
    for result in results(suite, made, only, limit):
        found.append(result)
        show(result)
    click.echo(f"{name}, {counted(found)}\n")
    if not only:
        RESULTS.mkdir(parents=True, exist_ok=True)
        kept = {
            "plan": told["plan"],
            "variant": told["variant"],
            "suite": suite.version(),
            "modules": [asdict(result) for result in found],
        }
        (RESULTS / f"{name}.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    return found


def show(result: Result) -> None:
    """One module in a line, and why it is not plainly good below it."""
    click.echo(f"{result.seconds:6.1f} s  {result.result:11} {result.module}")
    if result.result != "PASSED":
        click.echo(f"          run {result.run}")
        for note in result.notes[:NOTES_SHOWN]:
            click.echo(f"          {note[:300]}")


@main.command("table")
def table() -> None:
    """Write docs/conformance.md from the results that are kept."""
    click.echo(f"Written to {tables.write()}")


if __name__ == "__main__":
    main()
