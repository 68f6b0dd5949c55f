"""Names as people type them: a service, a city by code or name, a fact; with near ones where none fits."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from importlib.metadata import entry_points
from pathlib import Path

import click

from joincard_sdk.building import build
from joincard_sdk.bundle import Bundle, Catalogue
from joincard_sdk.cli.files import read_folder
from joincard_sdk.cli.showing_release import release
from joincard_sdk.decision import Terms
from joincard_sdk.places import CITIES
from joincard_sdk.testing.personas import Persona, UnknownPersona, persona
from joincard_sdk.values import FactError, FactRegistry, FactType, Value, allowed_text, read_value

GROUP = "joincard.plugins"


def catalogue_for(service: str, plugin: str | None, folder: Path | None) -> Catalogue:
    """The bundles of a folder, one plugin, or the installed plugin of the service's sector."""
    if folder is not None:
        return Catalogue.from_bundles(bundle for _, bundle in read_folder(folder))
    return Catalogue.from_bundles([release(plugin) if plugin else _installed(service)])


def _installed(service: str) -> Bundle:
    packages = {point.name: point.module.split(".")[0] for point in entry_points(group=GROUP)}
    sector = service.split(".")[0]
    if sector in packages:
        return build(packages[sector])
    near = near_names(sector, packages) or (
        f"installed are {', '.join(sorted(packages))}" if packages else ""
    )
    said = f"; {near}" if near else ""
    raise click.BadParameter(
        f"no installed plugin has the sector {sector[:40]!r}{said}. Or say --plugin or --bundles.",
        param_hint="SERVICE",
    )


def service_named(code: str, catalogue: Catalogue) -> Terms:
    """The service of this code, ready to decide."""
    terms = catalogue.terms.get(code)
    if terms is not None:
        return terms
    ends = [known for known in catalogue.terms if known.split(".")[-1] == code.split(".")[-1]]
    near = _meant(ends[:3]) or near_names(code, catalogue.terms)
    said = f"; {near}" if near else f"; there are {len(catalogue.terms)}, see joincard plugin show"
    raise click.BadParameter(f"no service has the code {code[:100]!r}{said}", param_hint="SERVICE")


def persona_named(key: str) -> Persona:
    """The persona of this key."""
    try:
        return persona(key)
    except UnknownPersona as error:
        raise click.BadParameter(str(error), param_hint="--as") from None


def city_named(written: str, hint: str = "--in") -> str:
    """The code of a city, from the code or the name in English or Chinese."""
    wanted = written.strip().casefold()
    if wanted in CITIES:
        return wanted
    names = {city.name.en.casefold(): city.code for city in CITIES.values()}
    names |= {city.name.zh: city.code for city in CITIES.values()}
    found = names.get(wanted) or names.get(f"{wanted}市")
    if found:
        return found
    known = [city.name.en for city in CITIES.values()] + [city.name.zh for city in CITIES.values()]
    near = get_close_matches(written.strip().title(), known, n=3, cutoff=0.6) or get_close_matches(
        wanted, CITIES, n=3, cutoff=0.75
    )
    shown = [
        f"{near_one} ({names.get(near_one.casefold(), '')})" if near_one not in CITIES else near_one
        for near_one in near
    ]
    said = _meant(shown) or "write its name or six-digit code, such as Jiaxing or 330400"
    raise click.BadParameter(f"{written[:40]!r} is not a city of the catalogue; {said}", param_hint=hint)


def fact_set(written: str, registry: FactRegistry) -> tuple[str, Value]:
    """A fact from ``name=value``; a plugin's own fact also by its short name, a city also by its name."""
    name, equals, raw = (part.strip() for part in written.partition("="))
    if not equals or not raw:
        raise click.BadParameter(
            f"{written[:80]!r} is not a fact; write it like request.amount=120.00", param_hint="--set"
        )
    name = _full_name(name, registry)
    fact = registry[name]
    if fact.type is FactType.CODE6:
        return name, city_named(raw, hint=f"--set {name}")
    whole = fact.type is FactType.INT and raw.removeprefix("-").isdecimal() and raw.isascii()
    try:
        return name, read_value(
            fact, int(raw) if whole else _truth(raw) if fact.type is FactType.BOOL else raw
        )
    except FactError:
        near = near_names(raw, fact.values)
        said = f"; {near}" if near else ""
        raise click.BadParameter(
            f"{name} takes {allowed_text(fact)}, not {raw[:40]!r}{said}", param_hint="--set"
        ) from None


def _truth(raw: str) -> object:
    return {"true": True, "false": False}.get(raw.lower(), raw.lower())


def _full_name(name: str, registry: FactRegistry) -> str:
    if name in registry:
        return name
    own = [known for known in registry if known.startswith("record.") and known.count(".") > 1]
    fitting = [known for known in own if known.split(".")[-1] == name.removeprefix("record.")]
    if len(fitting) == 1:
        return fitting[0]
    said = near_names(name, registry) or "facts are listed by joincard plugin show"
    raise click.BadParameter(f"no fact is called {name[:80]!r}; {said}", param_hint="--set")


def near_names(written: str, known: Iterable[str]) -> str:
    """``did you mean a or b``, or nothing."""
    return _meant(get_close_matches(written.lower(), list(known), n=3, cutoff=0.6))


def _meant(near: list[str]) -> str:
    return f"did you mean {' or '.join(near)}?" if near else ""
