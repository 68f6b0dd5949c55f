"""An authority from nothing: keys, database, catalogue, providers, people, a month of history."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from joincard_core.bootstrap import join
from joincard_core.clock import SHANGHAI, FixedClock, SystemClock
from joincard_core.people import People
from joincard_core.settings import Settings
from joincard_core.web import Parts
from joincard_sdk.bundle import load

from demo import counter
from demo.commands import run
from demo.history import DAYS, Month, live_through, visits
from demo.lines import card_number, import_file, own_say, password, reference
from demo.persons import PERSONS, Person
from demo.place import ROOT, Place
from demo.providers import PROVIDERS, Provider
from demo.telling import console, counting, step

STAFF = ("--by", "demo")
PUBLISHER = "joincard"


@contextmanager
def settings_of(place: Place) -> Iterator[None]:
    """The commands below read their settings from the environment, as everywhere."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(place.environment())
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def found(place: Place, today: date) -> Month:
    """Everything that stands before the first visitor; what an earlier demo left is removed."""
    place.clear()
    with settings_of(place):
        with step("Making keys and database: joincard-authority init"):
            run("joincard-authority", "init")
        for plugin in written_plugins():
            with step(f"Building, signing and admitting the plugin {plugin.name}"):
                admit(place, plugin)
        console.print(f"      {services(place)} services")
        with step(f"Registering {len(PROVIDERS)} providers, each with a system that holds a key"):
            for provider in PROVIDERS:
                register(place, provider)
            open_counter(place)
        with step(f"Importing {len(PERSONS)} invented people: joincard-authority person import"):
            place.persons.write_text(import_file(today), encoding="utf-8")
            run("joincard-authority", "person", "import", str(place.persons), *STAFF)
        with step("Giving each a password, for the demo alone: joincard-authority person password"):
            for person in PERSONS:
                give_password(person)
        with step(f"Saying what {PERSONS[0].key} says of himself, as holders do at /me/profile"):
            fill_in(PERSONS[0])
        return past(today)


def written_plugins() -> list[Path]:
    """The folders of the plugins that have been written."""
    return sorted(path.parents[2] for path in ROOT.glob("plugins/*/src/joincard_*/plugin.py"))


def admit(place: Place, plugin: Path) -> None:
    """From a plugin's source to the active catalogue, by the author's commands and the staff's."""
    key = place.key("publisher")
    if not key.exists():
        run("joincard", "key", "new", "--out", str(key))
        trusted = place.folder / "publisher.jwks.json"
        trusted.write_text(run("joincard", "key", "public", str(key)), encoding="utf-8")
        run("joincard-authority", "bundle", "publisher", PUBLISHER, "--jwks", str(trusted))
    run("joincard", "plugin", "build", str(plugin), "-o", str(place.bundles))
    (bundle,) = place.bundles.glob(f"{plugin.name}-*.bundle.json")
    run("joincard", "bundle", "sign", str(bundle), "--key", str(key), "--role", "publisher")
    run("joincard-authority", "bundle", "admit", str(bundle))


def services(place: Place) -> int:
    """How many services the bundles hold together."""
    return sum(len(load(bundle.read_bytes()).services) for bundle in place.bundles.glob("*.bundle.json"))


def register(place: Place, provider: Provider) -> None:
    """A provider, what it may ask about, and its system with a key of its own."""
    key = place.key(provider.client)
    run("joincard", "key", "new", "--out", str(key))
    public = key.with_suffix(".jwks.json")
    public.write_text(run("joincard", "key", "public", str(key)), encoding="utf-8")
    run("joincard-authority", "provider", "add", provider.id, "--name", provider.name)
    run("joincard-authority", "provider", "accredit", provider.id, provider.scope, "--city", provider.city)
    run(
        "joincard-authority",
        "client",
        "add",
        provider.client,
        "--provider",
        provider.id,
        "--jwks",
        str(public),
    )


def open_counter(place: Place) -> None:
    """A second system of a hospital: at its counter holders are asked before anything is asked about them.

    It is there twice: one polls for the holder's answer, the other is told of it.
    """
    key = place.key(counter.CLIENT)
    run("joincard", "key", "new", "--out", str(key))
    public = key.with_suffix(".jwks.json")
    public.write_text(run("joincard", "key", "public", str(key)), encoding="utf-8")
    provider = ("--provider", counter.HOSPITAL.id, "--name", f"Counter of {counter.HOSPITAL.name}")
    ways = ("--grant-type", "ciba", "--grant-type", "device_code")
    asks = (*ways, "--scope", "openid", "--scope", "verify", "--jwks", str(public))
    run("joincard-authority", "client", "add", counter.CLIENT, *provider, *asks)
    told = ("--notification-endpoint", place.bell)
    run("joincard-authority", "client", "add", counter.PINGED, *provider, *asks, *told)


def give_password(person: Person) -> None:
    """Somebody signs in with the number of the card and this password."""
    line = f"{password(person.key)}\n"
    run("joincard-authority", "person", "password", person.city, card_number(person.key), entered=line)


def fill_in(person: Person) -> None:
    """Somebody's whole profile, which a system is told of after a sign-in when they agree to it."""
    parts = join(Settings.from_environment())
    try:
        say_everything(parts, person)
    finally:
        parts.database.dispose()


def say_everything(parts: Parts, person: Person) -> None:
    """The same, with the parts of an authority at hand."""
    with parts.database.read() as tx:
        found = People(parts.profiles.vault).by_reference(tx, reference(person.key))
    if found is None:
        raise LookupError(f"{person.key} was not imported.")
    parts.profiles.change(found, own_say(person))


def past(today: date) -> Month:
    """The month before today, told to the real story with a clock that stands in it."""
    clock = FixedClock(datetime.combine(today, datetime.min.time(), SHANGHAI))
    parts = join(Settings.from_environment(), clock)
    total = sum(1 for _ in visits(today))
    try:
        with counting(f"Living through the last {DAYS} days", total) as seen:
            return live_through(parts.authority, clock, today, seen)
    finally:
        parts.database.dispose()


def today() -> date:
    """The day in China."""
    return SystemClock().now().date()
