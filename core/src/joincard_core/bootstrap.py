"""The one place where parts are joined."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from flask import Flask
from joincard_sdk.places import CITIES

from joincard_core.audit import Receipts
from joincard_core.cards import Cards
from joincard_core.catalogue import NoCatalogue, Shelf
from joincard_core.clock import SHANGHAI, Clock, HolidayCalendar, SystemClock
from joincard_core.credentials import Credentials
from joincard_core.holding import Counter, Holding, Profiles, Terminal
from joincard_core.keys import KeyRing, MasterKey, Vault
from joincard_core.mailing import post_of
from joincard_core.oauth import Endpoints
from joincard_core.people import Contacts, People
from joincard_core.registry import Accredited, providers
from joincard_core.settings import Settings
from joincard_core.signing_in import (
    Authenticators,
    NamedCards,
    OwnAddress,
    OwnAuthenticator,
    Passkeys,
    SecondSteps,
    Sessions,
    SignIn,
    Ways,
    card_stands,
)
from joincard_core.storage import Database, Tx, UnsafeDatabase, durability_faults, require_head
from joincard_core.telling import Telling
from joincard_core.verification import Authority, Limits, Rooms, WhoAsked
from joincard_core.web import NAME, Parts, application

SYSTEM = SystemClock()


def create_app(settings: Settings, clock: Clock = SYSTEM) -> Flask:
    """A WSGI application with everything it needs.

    Raises what stops a start: ``UnsafeKey``, ``MigrationNeeded``, ``UnsafeDatabase``, ``DatabaseAway``.
    """
    return application(join(settings, clock))


@dataclass(frozen=True, slots=True)
class Ground:
    """What every room stands on."""

    settings: Settings
    clock: Clock
    database: Database
    keys: KeyRing
    vault: Vault


def join(settings: Settings, clock: Clock = SYSTEM) -> Parts:
    """The parts, joined over the database that the settings name."""
    ground = prepared(settings, clock)
    database, keys = ground.database, ground.keys
    shelf = Shelf(database, keys, poll=settings.snapshot_poll / 1000)
    story = rooms(ground, shelf)
    post = post_of(settings, clock)
    ways = Ways(Authenticators(ground.vault), Contacts(ground.vault, clock), post)
    sessions = Sessions(database, ground.vault, clock, settings)
    return Parts(
        settings=settings,
        clock=clock,
        database=database,
        keys=keys,
        shelf=shelf,
        oauth=Endpoints.of(
            database,
            keys,
            ground.vault,
            lambda service: service in shelf.current().terms,
            settings,
            clock,
            NamedCards(ground.vault, clock).holder,
            card_stands,
            sessions.over_by,
            delivers,
            ways.best,
        ),
        authority=Authority(story),
        sign_in=SignIn(database, ground.vault, clock),
        passkeys=Passkeys(database, ground.vault, clock, settings, ways),
        telling=Telling(database, ground.vault, clock),
        post=post,
        second_steps=SecondSteps(database, ground.vault, clock, ways, settings),
        own_authenticator=OwnAuthenticator(database, clock, ways),
        sessions=sessions,
        holding=Holding(database, ground.vault, clock),
        profiles=Profiles(database, ground.vault, clock, OwnAddress(clock, ways).named),
        counter=Counter(database, ground.vault, clock),
        terminal=Terminal(database, ground.vault, clock),
        who_asked=WhoAsked(story),
    )


def delivers(tx: Tx, provider: str, service: str, cities: tuple[str, ...], now: datetime) -> bool:
    """Whether a provider is accredited for a service today, in one of these cities or anywhere."""
    on = now.astimezone(SHANGHAI).date()
    held = [accreditation for _, accreditation in providers.accreditations_of(tx, provider)]
    return any(each.covers(service, city, on) for each in held for city in cities or CITIES)


def prepared(settings: Settings, clock: Clock) -> Ground:
    """Database and keys, after the checks without which serving could do harm."""
    database = Database.of(settings)
    master = MasterKey.read(settings.master_key_file, demo=settings.demo)
    with database.read() as tx:
        require_head(tx)
        if faults := durability_faults(tx):
            raise UnsafeDatabase(" ".join(faults))
        vault = Vault.load(tx, master)
    keys = KeyRing(database, master)
    keys.refresh()
    return Ground(settings, clock, database, keys, vault)


def rooms(ground: Ground, shelf: Shelf) -> Rooms:
    """The rooms of the main story."""
    path = ground.settings.holiday_calendar
    return Rooms(
        database=ground.database,
        shelf=shelf,
        accredited=Accredited(ground.database),
        vault=ground.vault,
        credentials=Credentials(ground.vault),
        people=People(ground.vault),
        cards=Cards(),
        receipts=Receipts(ground.settings.issuer, ground.keys),
        clock=ground.clock,
        calendar=HolidayCalendar.from_file(path) if path else HolidayCalendar.built_in(),
        limits=Limits.of(ground.settings),
    )


def warm(app: Flask) -> None:
    """Load what every worker needs before they are forked, and leave them no connection of ours.

    Without a catalogue the authority starts all the same: it says so, and takes one as soon as it is there.
    """
    parts: Parts = app.extensions[NAME]
    with suppress(NoCatalogue):
        parts.shelf.current()
    parts.database.dispose()
