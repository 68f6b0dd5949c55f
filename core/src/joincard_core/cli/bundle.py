"""``bundle``: publishers, and the bundles that make up the catalogue."""

import json
from pathlib import Path

import click
from joincard_sdk.bundle import LIMITS

from joincard_core import catalogue, registry
from joincard_core.cli.opening import Opened, opened
from joincard_core.clock import SystemClock
from joincard_core.keys import KeyRing
from joincard_core.publication import Admission
from joincard_core.registry import BundleUnsigned, PublisherKeyRefused

CLOCK = SystemClock()
LARGEST_KEYS = 64 * 1024  # bytes
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def bundle() -> None:
    """Admit signed bundles."""


@bundle.command("publisher")
@click.argument("name")
@click.option("--jwks", required=True, type=FILE, help="Public keys: a JWK set, or one JWK.")
def publisher(name: str, jwks: Path) -> None:
    """Trust the keys of a publisher, whose NAME is the first part of its plugins' ids."""
    keys = key_file(jwks)
    with opened() as authority, authority.database.write() as tx:
        kids = registry.publishers.add_keys(tx, name, keys, CLOCK.now())
    for kid in kids:
        click.echo(f"{name} may sign with {kid}")


# The name of a key is a hash in base64url: one in 64 begins with a hyphen and is no option all the same.
@bundle.command("distrust", context_settings={"ignore_unknown_options": True})
@click.argument("kid")
def distrust(kid: str) -> None:
    """Trust a publisher's key no longer. Bundles that were admitted stay."""
    with opened() as authority, authority.database.write() as tx:
        if not registry.publishers.end_key(tx, kid, CLOCK.now()):
            raise click.ClickException(f"No publisher has the key {kid}.")
    click.echo(f"{kid} signs no new bundle.")


@bundle.command("admit")
@click.argument("file", type=FILE)
@click.option("--sig", type=FILE, help="The signatures; FILE.sig when absent.")
def admit(file: Path, sig: Path | None) -> None:
    """Make the bundle in FILE the active release of its plugin.

    The publisher's signature must hold. A lower version than the active one is refused, and so is a service
    that another active plugin has. Running servers take the new catalogue within a second.
    """
    content, signed = read(file), signatures(file, sig)
    with opened() as authority:
        admitted = admission(authority).admit(content, signed)
    release = admitted.release
    if not admitted.changed:
        click.echo(f"{release.plugin} {release.version} is active already. Nothing changed.")
        return
    click.echo(f"Admitted {release.plugin} {release.version}: {admitted.services} services.")
    click.echo(f"The catalogue is snapshot {admitted.serial}.")


@bundle.command("list")
def list_() -> None:
    """List the admitted releases, the active ones marked with a star."""
    with opened() as authority, authority.database.read() as tx:
        for release in registry.releases.every(tx):
            mark = "*" if release.active else " "
            click.echo(f"{mark} {release.plugin}\t{release.version}\t{release.digest}")
        click.echo(f"The newest catalogue is snapshot {catalogue.store.newest_serial(tx)}.")


def admission(authority: Opened) -> Admission:
    """The story of an admission, over the opened authority."""
    return Admission(authority.database, KeyRing(authority.database, authority.master), CLOCK)


def read(file: Path) -> bytes:
    """A bundle, not read beyond the size that one may have."""
    with file.open("rb") as opened_file:
        return opened_file.read(LIMITS.octets + 1)


def signatures(file: Path, given: Path | None) -> bytes:
    """The signatures beside a bundle. Raises ``BundleUnsigned``."""
    beside = given or file.with_name(file.name + ".sig")
    if not beside.exists():
        raise BundleUnsigned(f"{file} is unsigned: there is no {beside}. Sign it with: joincard bundle sign.")
    return beside.read_bytes()


def key_file(path: Path) -> dict[str, object]:
    """The JSON object in a key file. Raises ``PublisherKeyRefused``."""
    if path.stat().st_size > LARGEST_KEYS:
        raise PublisherKeyRefused(f"{path} is too large for a set of keys.")
    try:
        found = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise PublisherKeyRefused(f"{path} is not a JWK set. Write one with: joincard key public.")
    return found
