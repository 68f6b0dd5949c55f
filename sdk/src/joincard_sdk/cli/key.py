"""``joincard key``: signing keys."""

from __future__ import annotations

import json
from pathlib import Path

import click

from joincard_sdk import keys

FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def key() -> None:
    """Make signing keys, and show their public halves."""


@key.command("new")
@click.option("--out", type=FILE, required=True, help="File for the private key; it must not exist yet.")
def new(out: Path) -> None:
    """Make an ES256 key and write it as a JWK that only you can read.

    Keep the file secret and back it up: whoever has it signs in your name. Give others the output of
    `joincard key public FILE`.
    """
    made = keys.new_key()
    keys.write_private(made, out)
    click.echo(f"Wrote the private key {made.kid} to {out}, readable by you alone.", err=True)


@key.command("public")
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
def public(files: tuple[Path, ...]) -> None:
    """Print the public halves of private keys as a JWK set, for `bundle verify --jwks`."""
    held = [keys.read_private(file) for file in files]
    click.echo(json.dumps(keys.public_set(held), indent=2))
