"""A small authority on a real database: one catalogue, one provider, and people who hold cards."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from typing import Any

import pytest
from joincard_core import registry
from joincard_core.audit import Receipts
from joincard_core.cards import Because, Cards, NewCard, Status, anchored
from joincard_core.catalogue import Part, Shelf, Snapshot
from joincard_core.catalogue import store as catalogue_store
from joincard_core.clock import FixedClock, HolidayCalendar
from joincard_core.credentials import CardNumber, Credentials, Holding
from joincard_core.keys import KeyRing, MasterKey, Vault
from joincard_core.people import Identity, People
from joincard_core.registry import Accreditation, Accredited, Provider
from joincard_core.storage import Database, metadata
from joincard_core.verification import Answer, Authority, Limits, MoveAsked, Rooms, VerificationAsked
from joincard_sdk import fees, rules
from joincard_sdk.bundle import Bundle, Catalogue, Texts
from joincard_sdk.fees import FeePolicy
from joincard_sdk.places import Coverage
from joincard_sdk.services import Channel, Service
from joincard_sdk.texts import Text
from sqlalchemy import event

JIAXING, HANGZHOU = "330400", "330100"
ACTIVE = "card.status = active"
KEYS = count(1)


@dataclass(frozen=True)
class Caller:
    """A provider's system."""

    client_id: str = "his-1"
    provider_id: str = "jiaxing-first"
    person_id: str | None = None


def service(
    code: str,
    accepts: str = ACTIVE,
    fee: str = "waived # test",
    discloses: tuple[str, ...] = (),
    *,
    coverage: str = "nationwide",
    since: date = date(2024, 12, 1),
    channel: Channel = "both",
) -> Service:
    return Service(
        code=code,
        name=Text(en=f"Service {code}", zh=f"服务{code}"),
        description=Text(en="A service to test with.", zh="测试服务。"),
        channel=channel,
        coverage=Coverage.parse(coverage),
        accepts=rules.parse(accepts),
        fee=fees.parse(fee),
        discloses=discloses,
        effective_from=since,
    )


SERVICES = (
    service("trial.plain.free"),
    service(
        "trial.plain.flat", fee="flat:12 CNY per visit; concession when [holder.age >= 65] waived # test"
    ),
    service("trial.plain.named", discloses=("full_name", "card_number", "card_validity")),
    service("trial.plain.adult", f"{ACTIVE} and holder.age >= 18", discloses=("date_of_birth",)),
    service("trial.plain.local", coverage="city:330400"),
    service("trial.plain.later", since=date(2030, 1, 1)),
    service("trial.plain.consent", f"{ACTIVE} and request.consent = yes and record.overdue = 0"),
    service("trial.quota.once", f"{ACTIVE} and usage.lifetime < 1"),
    service("trial.quota.daily", f"{ACTIVE} and usage.today < 2", "flat:10 CNY per visit # test"),
    service("trial.quota.rest", f"{ACTIVE} and usage.days_since_last >= 30"),
    service(
        "trial.library.loan",
        f"{ACTIVE} and usage.open < 2",
        "flat:3 CNY per item; quota 1 per month waived # test",
    ),
    service("trial.clinic.year", fee="copay:30% of covered_amount after 300 CNY per year # test"),
    service("trial.clinic.stay", fee="copay:15% of covered_amount after 800 CNY per stay # test"),
    service("trial.clinic.print", fee="flat:1 CNY per copy; quota 1 per visit waived # test"),
    service("trial.bus.red", fee="flat:2 CNY per ride; transfer 60 minus 1 CNY # test"),
    service("trial.bus.blue", fee="flat:2 CNY per ride # test"),
    service("trial.metro.ride", fee="tiered:distance_km 0-6=3 6-50=5 CNY per ride # test"),
    service("trial.library.late", fee="metered:0.10 CNY per overdue_day # test"),
    service("trial.sports.hall", fee="flat:40 CNY per hour # test"),
    service("trial.vehicle.charge", fee="metered:1 CNY per kwh free 2 # test"),
    service(
        "trial.library.mixed",
        f"{ACTIVE} and usage.today < 3 and usage.open < 4 and usage.month < 6 and usage.lifetime < 1000"
        " and usage.year < 1000 and usage.days_since_last >= 0",
        "flat:5 CNY per item; quota 2 per month waived # test",
    ),
    service(
        "trial.metro.month",
        fee="tiered:distance_km 0-50=50 CNY per ride; cumulative month>=100 CNY pay 80% # test",
    ),
    service("trial.money.send", f"{ACTIVE} and request.amount <= 1000", "percent:1% of amount # test"),
    service("trial.talent.either", f"{ACTIVE} and (permit.class = A or record.degree = doctor)"),
    service("trial.talent.permit", f"{ACTIVE} and permit.class = A", discloses=("work_permit_category",)),
)


def bundle(
    services: tuple[Service, ...] = SERVICES, version: str = "1.0.0", slug: str = "services"
) -> Bundle:
    return Bundle(
        plugin=f"test.trial.{slug}",
        version=version,
        name=Text(en="Trial", zh="试用"),
        description=Text(en="Services to test with.", zh="测试用服务。"),
        purposes={"trial": Text(en="To test.", zh="测试。")},
        texts=Texts(),
        services=services,
    )


@dataclass
class Ticks:
    """Seconds that pass when told to."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class World:
    """A whole authority, and short words to ask it."""

    rooms: Rooms
    clock: FixedClock
    keys: KeyRing
    ticks: Ticks
    numbers: dict[str, CardNumber] = field(default_factory=dict)
    holders: dict[str, Holding] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.authority = Authority(self.rooms)

    @staticmethod
    def caller(client_id: str = "his-1", provider_id: str = "jiaxing-first") -> Caller:
        """A provider's system."""
        return Caller(client_id, provider_id)

    @property
    def services(self) -> tuple[Service, ...]:
        """The services of the trial catalogue."""
        return SERVICES

    @staticmethod
    def fee(text: str) -> FeePolicy:
        """A fee in the notation."""
        return fees.parse(text)

    @staticmethod
    def bundle(services: tuple[Service, ...], version: str = "1.0.0", slug: str = "services") -> Bundle:
        """A release of a trial plugin."""
        return bundle(services, version, slug)

    def publish(self, serial: int, *bundles: Bundle) -> Snapshot:
        """Write a snapshot, and let the time pass after which every worker has seen it."""
        snapshot = publish(self.rooms.database, self.keys, self.clock, serial, *bundles)
        self.ticks.now += 1
        return snapshot

    @staticmethod
    def unknown() -> CardNumber:
        """A well-formed number that no card has."""
        return CardNumber(JIAXING, f"X{next(KEYS):08}")

    def with_limits(self, limits: Limits, lifetime: float = 0.5) -> "World":
        """The same authority with other limits."""
        accredited = Accredited(self.rooms.database, lifetime)
        rooms = replace(self.rooms, limits=limits, accredited=accredited)
        return World(rooms, self.clock, self.keys, self.ticks, self.numbers, self.holders)

    def holder(
        self, name: str, facts: Mapping[str, object] | None = None, born: date = date(1990, 5, 1)
    ) -> str:
        """Register a person with an active card under a name; the answer is the name."""
        now, today = self.clock.now(), self.clock.now().date()
        identity = Identity(
            full_name=name.upper(),
            date_of_birth=born,
            nationality="GBR",
            passport_number=f"P{len(self.numbers):07}",
        )
        columns = anchored({"permit.status": "valid", "permit.class": "B", **(facts or {})}, today)
        with self.rooms.database.write() as tx:
            person = self.rooms.people.register(tx, identity, name, name, now)
            kept = self.rooms.cards.add_facts(tx, person, {"relation": "self", "born_on": born, **columns})
            self._issue(tx, name, person, kept)
        return name

    def lose(self, name: str, status: Status = Status.LOST) -> None:
        """Set the status of the holder's card."""
        because = Because("test", "set for a test", self.clock.now())
        with self.rooms.database.write() as tx:
            self.rooms.cards.set_status(tx, self.holders[name].card, status, because)

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table, to see whether anything was written."""
        with self.rooms.database.read() as tx:
            return {
                table.name: sorted(tuple(row) for row in tx.execute(table.select()).all())
                for table in metadata.sorted_tables
                if table.name not in ("catalogue_taken",)
            }

    def statements(self) -> AbstractContextManager[list[str]]:
        """The statements that are sent to the database within the block."""
        return watched(self.rooms.database)

    def replace_card(self, name: str) -> None:
        """Give the holder a new card with a new number."""
        old = self.holders[name]
        with self.rooms.database.write() as tx:
            self._issue(tx, name, old.person, old.facts)

    def _issue(self, tx: Any, name: str, person: str, facts: str) -> None:
        card = NewCard(
            status=Status.ACTIVE, issue_city=JIAXING, expires_on=date(2090, 1, 1), transit_purse=True
        )
        issued = self.rooms.cards.issue(
            tx, person, facts, card, Because("test", "issued for a test", self.clock.now())
        )
        self.numbers[name] = CardNumber(JIAXING, f"K{next(KEYS):08}")
        self.holders[name] = Holding(issued, person, facts)
        self.rooms.credentials.register(tx, self.numbers[name], self.holders[name])

    def ask(
        self, code: str, who: str = "ann", *, caller: Caller | None = None, **rest: Any
    ) -> dict[str, Any]:
        """Ask, and read the answer."""
        return self.asked(code, who, caller=caller, **rest).to_json()

    def asked(
        self,
        code: str,
        who: str = "ann",
        *,
        caller: Caller | None = None,
        city: str = JIAXING,
        facts: Mapping[str, object] | None = None,
        use: Mapping[str, object] | None = None,
        key: str | None = None,
        shown: CardNumber | None = None,
    ) -> Answer:
        """Ask, and take the answer as it is."""
        number = shown or self.numbers[who]
        body = json.dumps([code, city, number.region, number.number, facts, use], default=str).encode()
        asked = VerificationAsked(
            service=code,
            city=city,
            presentation=number,
            idempotency_key=key or f"key-{next(KEYS)}",
            body=body,
            facts=facts or {},
            use=use or {},
        )
        return self.authority.verify(asked, caller or Caller())

    def read(self, verification: str) -> dict[str, Any]:
        """The answer as it stands now."""
        return self.authority.read(verification, Caller()).to_json()

    def move(
        self,
        move: str,
        verification: str,
        *,
        key: str | None = None,
        caller: Caller | None = None,
        **rest: Any,
    ) -> dict[str, Any]:
        """Cancel, settle or close, and read the answer."""
        asked = MoveAsked(verification, key or f"key-{next(KEYS)}", json.dumps(rest).encode(), **rest)
        answer: Answer = getattr(self.authority, move)(asked, caller or Caller())
        return answer.to_json()


@contextmanager
def watched(database: Database) -> Iterator[list[str]]:
    """Note every statement that a database is sent."""
    seen: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        seen.append(" ".join(statement.split()))

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def publish(database: Database, keys: KeyRing, clock: FixedClock, serial: int, *bundles: Bundle) -> Snapshot:
    """Write a signed snapshot of these bundles, as an admission does."""
    catalogue = Catalogue.from_bundles(bundles)
    parts = tuple(Part(b.plugin, b.version, b.digest) for b in catalogue.bundles)
    snapshot = Snapshot(serial, catalogue.digest, clock.now(), parts)
    with database.write() as tx:
        for b in bundles:
            catalogue_store.keep_bundle(tx, b.digest, b.data)
        catalogue_store.keep_snapshot(tx, serial, snapshot.digest, snapshot.signed(keys), clock.now())
    return snapshot


def open_world(database: Database, key_ring: KeyRing, vault: Vault, clock: FixedClock) -> World:
    """Publish the trial catalogue, accredit the hospital, register Ann."""
    publish(database, key_ring, clock, 1, bundle())
    with database.write() as tx:
        registry.providers.add(tx, Provider("jiaxing-first", "Jiaxing First Hospital"), clock.now())
        registry.providers.accredit(tx, Accreditation("jiaxing-first", "trial.*"), clock.now())
    ticks = Ticks()
    rooms = Rooms(
        database=database,
        shelf=Shelf(database, key_ring, ticks=ticks),
        accredited=Accredited(database, ticks=ticks),
        vault=vault,
        credentials=Credentials(vault),
        people=People(vault),
        cards=Cards(),
        receipts=Receipts("https://card.example", key_ring),
        clock=clock,
        calendar=HolidayCalendar.built_in(),
    )
    rooms.shelf.current()
    world = World(rooms, clock, key_ring, ticks)
    world.holder("ann")
    return world


@pytest.fixture
def new_world(master_key: MasterKey, clock: FixedClock) -> Callable[[Database], World]:
    """Opens a world on a database that a test made itself."""

    def opened(database: Database) -> World:
        with database.write() as tx:
            KeyRing.create_missing(tx, master_key, clock.now())
            Vault.create(tx, master_key)
            vault = Vault.load(tx, master_key)
        return open_world(database, KeyRing(database, master_key), vault, clock)

    return opened


@pytest.fixture
def world(
    database: Database, key_ring: KeyRing, master_key: MasterKey, vault: Vault, clock: FixedClock
) -> World:
    # A ring whose time stands still reads the keys once: tests count and compare statements.
    return open_world(database, KeyRing(database, master_key, ticks=lambda: 0.0), vault, clock)
