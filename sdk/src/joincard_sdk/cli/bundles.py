"""``joincard bundle``: sign, verify and show."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import click

from joincard_sdk import keys
from joincard_sdk.bundle import signature as signatures
from joincard_sdk.bundle.signature import ROLES, Role, SignatureError
from joincard_sdk.cli.files import read_bundle, signatures_of, write_whole
from joincard_sdk.cli.showing import Language, as_json, as_text

BUNDLE = click.argument(
    "file", metavar="BUNDLE", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
KEY = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def bundle() -> None:
    """Sign, verify and show bundles."""


@bundle.command("sign")
@BUNDLE
@click.option(
    "--key", "key_file", type=KEY, required=True, help="Private key, as joincard key new writes it."
)
@click.option("--role", type=click.Choice(ROLES), required=True, help="In which capacity you sign.")
def sign(file: Path, key_file: Path, role: Role) -> None:
    """Sign BUNDLE and add the signature to the file BUNDLE.sig.

    A signature of the same key in the same role is replaced; those of others stay.
    """
    key = keys.read_private(key_file)
    _, read = read_bundle(file)
    target = signatures_of(file)
    present = signatures.read_list(target.read_bytes()) if target.exists() else ()
    listed = signatures.add(present, signatures.sign(read, key, role))
    write_whole(target, signatures.write_list(listed))
    click.echo(f"Signed {read.plugin} {read.version} as {role} with the key {key.kid}: {target}", err=True)


@bundle.command("verify")
@BUNDLE
@click.option("--jwks", type=KEY, required=True, help="JWK set of the public keys that you trust.")
@click.option(
    "--role",
    "wanted",
    type=click.Choice(ROLES),
    multiple=True,
    help="A role that must have signed with one of these keys; may be repeated. Without it all must hold.",
)
def verify(file: Path, jwks: Path, wanted: tuple[Role, ...]) -> None:
    """Verify the signatures in BUNDLE.sig over BUNDLE, then BUNDLE itself."""
    trusted = dict.fromkeys(ROLES, keys.read_public(jwks))
    target = signatures_of(file)
    if not target.exists():
        raise SignatureError("signature.missing", f"{file} is unsigned: there is no {target}.")
    read, held = signatures.load_signed(file.read_bytes(), target.read_bytes(), trusted, wanted)
    click.echo(f"{read.plugin} {read.version}, {len(read.services)} services, {read.digest}")
    for signature in held:
        click.echo(f"signed as {signature.role} with the key {signature.kid}")


@bundle.command("show")
@BUNDLE
@click.option(
    "--service", "codes", multiple=True, help="Only the service of this code; may be given more than once."
)
@click.option(
    "--format", "shape", type=click.Choice(["text", "json"]), default="text", help="For people, or JSON."
)
@click.option(
    "--lang",
    type=click.Choice(get_args(Language)),
    default="en",
    show_default=True,
    help="Language of texts.",
)
def show(file: Path, codes: tuple[str, ...], shape: str, lang: Language) -> None:
    """Show every service of BUNDLE as a decision table and a price list.

    A column of the table is one way to be accepted: every test with a mark in it must hold.
    """
    _, read = read_bundle(file)
    known = {service.code for service in read.services}
    for code in codes:
        if code not in known:
            raise click.BadParameter(f"{code} is not a service of this bundle.", param_hint="--service")
    chosen = [service for service in read.services if not codes or service.code in codes]
    if shape == "json":
        click.echo(json.dumps(as_json(read, chosen), ensure_ascii=False, indent=1))
    else:
        as_text(read, chosen, lang)
