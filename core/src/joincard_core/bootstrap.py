"""The one place where parts are joined."""

from contextlib import suppress

from flask import Flask

from joincard_core.audit import Receipts
from joincard_core.cards import Cards
from joincard_core.catalogue import NoCatalogue, Shelf
from joincard_core.clock import Clock, HolidayCalendar, SystemClock
from joincard_core.credentials import Credentials
from joincard_core.keys import KeyRing, MasterKey, Vault
from joincard_core.oauth import AccessTokens, Bearer, TokenEndpoint
from joincard_core.people import People
from joincard_core.registry import Accredited
from joincard_core.settings import Settings
from joincard_core.storage import Database, UnsafeDatabase, durability_faults, require_head
from joincard_core.verification import Authority, Limits, Rooms
from joincard_core.web import NAME, Parts, application

SYSTEM = SystemClock()


def create_app(settings: Settings, clock: Clock = SYSTEM) -> Flask:
    """A WSGI application with everything it needs.

    Raises what stops a start: ``UnsafeKey``, ``MigrationNeeded``, ``UnsafeDatabase``, ``DatabaseAway``.
    """
    return application(join(settings, clock))


def join(settings: Settings, clock: Clock = SYSTEM) -> Parts:
    """The parts, joined over the database that the settings name."""
    database = Database.of(settings)
    master = MasterKey.read(settings.master_key_file, demo=settings.demo)
    vault = opened(database, master)
    keys = KeyRing(database, master)
    keys.refresh()
    tokens = AccessTokens(settings.issuer, settings.issuer, settings.token_lifetime, keys)
    shelf = Shelf(database, keys, poll=settings.snapshot_poll / 1000)
    return Parts(
        settings=settings,
        clock=clock,
        database=database,
        keys=keys,
        shelf=shelf,
        bearer=Bearer(database, tokens, settings, clock),
        token=TokenEndpoint(database, tokens, settings, clock),
        authority=authority(settings, clock, database, keys, shelf, vault),
    )


def opened(database: Database, master: MasterKey) -> Vault:
    """The vault, after the checks without which serving could do harm."""
    with database.read() as tx:
        require_head(tx)
        if faults := durability_faults(tx):
            raise UnsafeDatabase(" ".join(faults))
        return Vault.load(tx, master)


def authority(
    settings: Settings, clock: Clock, database: Database, keys: KeyRing, shelf: Shelf, vault: Vault
) -> Authority:
    """The main story over its rooms."""
    path = settings.holiday_calendar
    return Authority(
        Rooms(
            database=database,
            shelf=shelf,
            accredited=Accredited(database),
            vault=vault,
            credentials=Credentials(vault),
            people=People(vault),
            cards=Cards(),
            receipts=Receipts(settings.issuer, keys),
            clock=clock,
            calendar=HolidayCalendar.from_file(path) if path else HolidayCalendar.built_in(),
            limits=Limits.of(settings),
        )
    )


def warm(app: Flask) -> None:
    """Load what every worker needs before they are forked, and leave them no connection of ours.

    Without a catalogue the authority starts all the same: it says so, and takes one as soon as it is there.
    """
    parts: Parts = app.extensions[NAME]
    with suppress(NoCatalogue):
        parts.shelf.current()
    parts.database.dispose()
