"""``keys``: the keys that tokens, receipts and snapshots are signed with."""

from typing import get_args

import click

from joincard_core.cli.opening import opened
from joincard_core.clock import SystemClock
from joincard_core.keys import KEY_USES, Alg, Keeper, KeyUse, entries, find, require_rest
from joincard_core.publication import revoke_snapshot_key

CLOCK = SystemClock()
USE = click.Choice(KEY_USES)
ALG = click.Choice(get_args(Alg))


@click.group()
def keys() -> None:
    """List, rotate, revoke and add signing keys."""


@keys.command("list")
def list_() -> None:
    """List the keys in use: kid, use, algorithm, state, since when."""
    with opened() as authority, authority.database.read() as tx:
        for key in entries(tx):
            since = key.since.isoformat(timespec="seconds")
            click.echo(f"{key.kid}\t{key.use}\t{key.alg}\t{key.state}\t{since}")


@keys.command("rotate")
@click.argument("use", type=USE)
@click.option("--alg", type=ALG, default="ES256", show_default=True, help="The algorithm of the keys.")
@click.option("--force", is_flag=True, help="Also when the last rotation was a moment ago.")
def rotate(use: KeyUse, alg: Alg, force: bool) -> None:
    """Let the next key sign, and make another next one. Workers follow within a second."""
    now = CLOCK.now()
    with opened() as authority, authority.database.write() as tx:
        if not force:
            require_rest(tx, use, alg, now)
        kid = Keeper(authority.master).rotate(tx, use, alg, now)
    click.echo(f"{kid} signs now. The key before it is still recognised.")


# One kid in 64 begins with a hyphen: it is no option, not even -h.
@keys.command("revoke", context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]})
@click.argument("kid")
def revoke(kid: str) -> None:
    """Stop trusting a key at once, on every worker: what it signed is refused from now on."""
    with opened() as authority:
        with authority.database.read() as tx:
            found = find(tx, kid)
        if found.use == "snapshot":
            serial = revoke_snapshot_key(authority.database, authority.master, found, CLOCK.now())
            if serial:
                click.echo(f"Signed the catalogue with another key, as snapshot {serial}.")
        else:
            with authority.database.write() as tx:
                Keeper(authority.master).revoke(tx, kid, CLOCK.now())
    click.echo(f"Revoked the {found.state} {found.use} key {kid}.")


@keys.command("add")
@click.argument("use", type=USE)
@click.argument("alg", type=ALG)
def add(use: KeyUse, alg: Alg) -> None:
    """Begin to sign with one more algorithm, such as RS256 for ID tokens."""
    with opened() as authority, authority.database.write() as tx:
        kid = Keeper(authority.master).add(tx, use, alg, CLOCK.now())
    click.echo(f"{kid} signs {use}s with {alg} now.")
