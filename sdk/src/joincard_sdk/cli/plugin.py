"""``joincard plugin``: from source to bundle."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click

from joincard_sdk.building import BuildLimits, BuildRefused, build
from joincard_sdk.bundle import Bundle
from joincard_sdk.cli.checking import check
from joincard_sdk.cli.files import signatures_of, write_whole
from joincard_sdk.cli.starting import distribution_of, start
from joincard_sdk.manifest import PluginId


@click.group()
def plugin() -> None:
    """Start a plugin, check it, and build its bundle."""


plugin.add_command(check)


@plugin.command("new")
@click.argument("name", metavar="SECTOR.NAME")
@click.option(
    "--into",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    show_default="joincard-SECTOR-NAME, here",
    help="Folder of the new project.",
)
@click.option(
    "--publisher",
    default="acme",
    show_default=True,
    help="Who publishes: the first part of the id, for ever.",
)
def new_command(name: str, folder: Path | None, publisher: str) -> None:
    """Write a first plugin for a sector, such as education.library.

    It has one service, people and worked examples, and tests that are green as they stand; no network is
    needed. The sector may be a new one or one that has plugins already.
    """
    written = _named(publisher, name)
    into = folder or Path(distribution_of(written))
    for path in start(into, written):
        click.echo(f"  {into / path}", err=True)
    click.echo(f"Next: cd {into}; python -m pytest; joincard plugin check .", err=True)


def _named(publisher: str, name: str) -> PluginId:
    """The id of a new plugin; a sector stands in codes of services, so it is letters alone."""
    try:
        written = PluginId.parse(f"{publisher}.{name}")
    except ValueError:
        message = (
            "write SECTOR.NAME like education.library, in small letters; a publisher is written like acme"
        )
        raise click.UsageError(f"{publisher}.{name} is no plugin id: {message}.") from None
    if not written.sector.isalpha():
        raise click.UsageError(f"The sector {written.sector!r} has an underscore; write it in letters alone.")
    return written


@plugin.command("build")
@click.argument("source", metavar="PLUGIN")
@click.option(
    "-o",
    "--out",
    type=click.Path(),
    default="",
    help="File for the bundle, or a folder (one that exists, or ends in /) for SECTOR-VERSION.bundle.json.",
)
@click.option(
    "--format", "shape", type=click.Choice(["text", "json"]), default="text", help="How findings are written."
)
@click.option(
    "--time-limit",
    type=click.FloatRange(1, 3600),
    default=BuildLimits().seconds,
    show_default=True,
    help="Seconds after which the build is stopped.",
)
def build_command(source: str, out: str, shape: str, time_limit: float) -> None:
    """Build PLUGIN, a folder with a pyproject.toml or the import name of an installed package.

    The plugin's code runs in a process of its own, twice, and must give the same bytes both times. Every
    mistake that can be found is told, with its file and line; nothing is written unless there is none.
    """
    try:
        built = build(source, BuildLimits(seconds=time_limit))
    except BuildRefused as error:
        if shape == "text":
            raise
        click.echo(
            json.dumps([finding.to_json() for finding in error.findings], ensure_ascii=False, indent=1)
        )
        sys.exit(1)
    path = _target(out, built)
    write_whole(path, built.data)
    click.echo(
        f"Wrote {path}: {len(built.services)} services, {len(built.data)} bytes, {built.digest}", err=True
    )
    if signatures_of(path).exists():
        click.echo(f"{signatures_of(path)} is from before this build; verify it, or sign again.", err=True)


def _target(out: str, built: Bundle) -> Path:
    if not out or out.endswith(os.sep) or Path(out).is_dir():
        return Path(out) / built.file_name
    return Path(out)
