"""``joincard try``: one service against one persona, without a server."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, get_args

import click

from joincard_sdk.cli.showing import Language
from joincard_sdk.cli.showing_release import NAMED
from joincard_sdk.cli.trying_case import Trial
from joincard_sdk.cli.trying_naming import catalogue_for, city_named, fact_set, persona_named, service_named
from joincard_sdk.cli.trying_shown import as_json, as_text
from joincard_sdk.testing.personas import PERSONAS
from joincard_sdk.values import FactRegistry, Value

#: China has one time and no summer time.
CHINA = timedelta(hours=8)
_OPTION_OF = {
    "at.city": "--in",
    "at.province": "--in",
    "now.date": "--on",
    "now.month": "--on",
    "now.weekday": "--on",
    "now.time": "--at",
}


class Day(click.ParamType[date]):
    """A day YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read it, or say how it is written."""
        try:
            return value if isinstance(value, date) else datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"{value!r} is not a day; write it like 2026-03-12", param, ctx)


class Clock(click.ParamType[time]):
    """A time of day HH:MM."""

    name = "HH:MM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> time:
        """Read it, or say how it is written."""
        try:
            return value if isinstance(value, time) else datetime.strptime(value, "%H:%M").time()
        except ValueError:
            self.fail(f"{value!r} is not a time of day; write it like 09:30", param, ctx)


class Number(click.ParamType[Decimal]):
    """An exact number from zero on."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """Read it, or say how it is written."""
        try:
            number = Decimal(value)
        except InvalidOperation:
            number = Decimal(-1)
        if not number.is_finite() or number < 0 or not -12 <= number.adjusted() < 12:
            self.fail(f"{value!r} is not a number from zero on; write it like 350 or 12.5", param, ctx)
        return number


@click.command("try")
@click.argument("service")
@click.option("--as", "key", required=True, metavar="PERSONA", help=f"Whose card: {', '.join(PERSONAS)}.")
@click.option("--in", "city", required=True, metavar="CITY", help="Where: the name of a city or its code.")
@click.option("--on", type=Day(), help="The day; today in China when absent.")
@click.option("--at", type=Clock(), default="10:00", show_default=True, help="The time of day.")
@click.option(
    "--set",
    "sets",
    multiple=True,
    metavar="FACT=VALUE",
    help="A fact of the request, of your records, or any.",
)
@click.option("--basis", type=Number(), help="What a rate applies to, where it is not request.amount.")
@click.option("--units", type=Number(), default="1", show_default=True, help="How many units are used.")
@click.option("--minutes", type=click.IntRange(0), help="Minutes since the ride before.")
@click.option(
    "--as-of", type=Day(), help="The day on which the persona is as described; the day of --on when absent."
)
@click.option("--plugin", metavar="PLUGIN", help=f"Where the service is: {NAMED}.")
@click.option(
    "--bundles",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Where the service is: a folder with the bundles of a catalogue.",
)
@click.option(
    "--lang",
    type=click.Choice(get_args(Language)),
    default="en",
    show_default=True,
    help="Language of texts.",
)
@click.option(
    "--format", "shape", type=click.Choice(["text", "json"]), default="text", help="For people, or JSON."
)
def try_command(
    service: str,
    key: str,
    city: str,
    sets: tuple[str, ...],
    plugin: str | None,
    folder: Path | None,
    lang: Language,
    shape: str,
    **given: Any,
) -> None:
    """Try SERVICE with the card of a persona: decision, price, reasons, and what would change them.

    The facts of card and person come from the persona; give those of the request and of your own records with
    --set, as many as needed: --set request.amount=120 --set record.reservation=yes. What is still missing is
    listed. Without --plugin and --bundles the installed plugin of the service's sector is tried.

    \b
    joincard try healthcare.registration.specialist --as stephen --in Jiaxing --set record.reservation=yes
    """
    if plugin and folder:
        raise click.UsageError("Say --plugin or --bundles, not both.")
    person, where = persona_named(key), city_named(city)
    catalogue = catalogue_for(service, plugin, folder)
    terms = service_named(service, catalogue)
    on = given["on"] or (datetime.now(UTC) + CHINA).date()
    as_of = given["as_of"] or on
    if as_of > on:
        raise click.BadParameter(f"{as_of} is after the day that is tried, {on}.", param_hint="--as-of")
    trial = Trial(
        terms=terms,
        persona=person,
        city=where,
        on=on,
        at=given["at"],
        as_of=as_of,
        sent=_sent(sets, terms.registry),
        basis=given["basis"],
        units=given["units"],
        minutes=given["minutes"],
    )
    if shape == "json":
        click.echo(json.dumps(as_json(trial, catalogue.digest), ensure_ascii=False, indent=1))
    else:
        as_text(trial, lang)


def _sent(sets: tuple[str, ...], registry: FactRegistry) -> dict[str, Value]:
    sent: dict[str, Value] = {}
    for written in sets:
        name, value = fact_set(written, registry)
        if name in _OPTION_OF:
            raise click.BadParameter(f"{name} follows from {_OPTION_OF[name]}.", param_hint="--set")
        if name in sent:
            raise click.BadParameter(f"{name} is set twice.", param_hint="--set")
        sent[name] = value
    return sent
