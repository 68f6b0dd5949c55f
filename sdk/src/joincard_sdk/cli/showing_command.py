"""``joincard plugin show``: what a plugin or a bundle offers, in the terminal, as JSON or as a page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import click

from joincard_sdk.bundle import Bundle
from joincard_sdk.cli.files import write_whole
from joincard_sdk.cli.showing import Language, as_json, as_text
from joincard_sdk.cli.showing_page import as_page
from joincard_sdk.cli.showing_release import release
from joincard_sdk.cli.trying_naming import near_names
from joincard_sdk.services import Service


@click.command("show")
@click.argument("named", metavar="PLUGIN_OR_BUNDLE")
@click.argument("codes", metavar="[SERVICE]...", nargs=-1)
@click.option(
    "--html", "page", type=click.Path(dir_okay=False, path_type=Path), help="Write one page of HTML instead."
)
@click.option(
    "--format", "shape", type=click.Choice(["text", "json"]), default="text", help="For people, or JSON."
)
@click.option(
    "--lang",
    type=click.Choice(get_args(Language)),
    default="en",
    show_default=True,
    help="Language of texts in the terminal; the page has both.",
)
def show(named: str, codes: tuple[str, ...], page: Path | None, shape: str, lang: Language) -> None:
    """Show what PLUGIN_OR_BUNDLE offers: sentence, decision table, price list, facts read, data disclosed.

    PLUGIN_OR_BUNDLE is a bundle, a folder with a pyproject.toml, or the import name of an installed package.
    A column of the table is one way to be accepted: every test with a mark in it must hold.
    """
    shown = release(named)
    chosen = services_named(shown, codes)
    if page is not None:
        write_whole(page, as_page(shown, chosen).encode())
        click.echo(f"Wrote {page}: {len(chosen)} services", err=True)
    elif shape == "json":
        click.echo(json.dumps(as_json(shown, chosen), ensure_ascii=False, indent=1))
    else:
        as_text(shown, chosen, lang)


def services_named(bundle: Bundle, codes: Sequence[str]) -> list[Service]:
    """The services of these codes, all of them where none is named. Raises ``click.BadParameter``."""
    known = [service.code for service in bundle.services]
    for code in codes:
        if code not in known:
            said = near_names(code, known) or f"there are {len(known)}"
            raise click.BadParameter(f"no service has the code {code[:100]!r}; {said}", param_hint="SERVICE")
    return [service for service in bundle.services if not codes or service.code in codes]
