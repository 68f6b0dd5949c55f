"""``joincard plugin diff``: what changed between two releases, in sentences."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from typing import get_args

import click
from rich.console import Console
from rich.text import Text as Words

from joincard_sdk.cli.showing import Language
from joincard_sdk.cli.showing_release import release
from joincard_sdk.comparing import Difference, compare
from joincard_sdk.texts import Text

_SAME = Text("Nothing changed.", "没有变化。")
_WHOLE = Text("The bundle", "整个插件包")


@click.command("diff")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
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
def diff(old: str, new: str, shape: str, lang: Language) -> None:
    """Say what changed from OLD to NEW: services, tests, prices, places, disclosures, dates, texts.

    Each is a bundle, a folder with a pyproject.toml, or the import name of an installed package. The exit
    code is 0 whether or not anything changed.
    """
    before, after = release(old), release(new)
    found = compare(before, after)
    if shape == "json":
        written = {
            "old": {"plugin": before.plugin, "version": before.version, "digest": before.digest},
            "new": {"plugin": after.plugin, "version": after.version, "digest": after.digest},
            "differences": [difference.to_json() for difference in found],
        }
        click.echo(json.dumps(written, ensure_ascii=False, indent=1))
    else:
        _print(found, lang)


def _print(found: Iterable[Difference], language: Language) -> None:
    console = Console(highlight=False)
    listed = list(found)
    if not listed:
        console.print(_in(_SAME, language))
    order = {difference.service: place for place, difference in reversed(list(enumerate(listed)))}
    grouped = groupby(sorted(listed, key=lambda each: order[each.service]), key=lambda each: each.service)
    for service, differences in grouped:
        console.print(Words(service or _in(_WHOLE, language), style="bold"), soft_wrap=True)
        for difference in differences:
            console.print(Words(f"  • {_in(difference.text, language)}"), soft_wrap=True)


def _in(text: Text, language: Language) -> str:
    return text.en if language == "en" else text.zh
