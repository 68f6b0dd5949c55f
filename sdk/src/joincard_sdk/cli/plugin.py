"""``joincard plugin``: from source to bundle."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click

from joincard_sdk.building import BuildLimits, BuildRefused, build
from joincard_sdk.bundle import Bundle
from joincard_sdk.cli.files import signatures_of, write_whole
from joincard_sdk.cli.starting import start
from joincard_sdk.manifest import PluginId


@click.group()
def plugin() -> None:
    """Start a plugin, and build its bundle."""


@plugin.command("new")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--id", "plugin_id", required=True, metavar="PUBLISHER.SECTOR.SLUG", help="Id of the plugin, for ever."
)
def new_command(folder: Path, plugin_id: str) -> None:
    """Write a first plugin into FOLDER: one service, three worked examples, and a test that holds them.

    It builds as it stands; change it from there.
    """
    try:
        parsed = PluginId.parse(plugin_id)
    except ValueError as error:
        raise click.BadParameter(
            f"{error}; write it like zhejiang.libraries.core.", param_hint="--id"
        ) from None
    for path in start(folder, parsed):
        click.echo(f"  {folder / path}", err=True)
    click.echo(f"Next: joincard plugin build {folder}", err=True)


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
