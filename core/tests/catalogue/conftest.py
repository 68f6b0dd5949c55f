"""Small bundles, and a shelf over a real database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from joincard_core.catalogue import OnOffer, Part, Shelf, Snapshot, store
from joincard_core.clock import FixedClock
from joincard_core.keys import KeyRing
from joincard_core.storage import Database, metadata
from joincard_sdk import fees, rules
from joincard_sdk.bundle import Bundle, Catalogue, Texts
from joincard_sdk.places import Coverage
from joincard_sdk.services import Channel, Service
from joincard_sdk.texts import Text
from sqlalchemy import Table, event


def service(code: str, coverage: str = "nationwide", channel: Channel = "both", price: int = 10) -> Service:
    return Service(
        code=code,
        name=Text(en=f"Service {code.rpartition('.')[2]}", zh="服务"),
        description=Text(en="A service to test with.", zh="用于测试的项目。"),
        channel=channel,
        coverage=Coverage.parse(coverage),
        accepts=rules.parse("card.status = active and request.consent = yes"),
        fee=fees.parse(f"flat:{price} CNY per visit # test"),
        discloses=("full_name",),
        effective_from=date(2024, 12, 1),
    )


def bundle(*services: Service, version: str = "1.0.0", slug: str = "services") -> Bundle:
    return Bundle(
        plugin=f"test.trial.{slug}",
        version=version,
        name=Text(en="Trial", zh="试用"),
        description=Text(en="Services to test with.", zh="测试用服务。"),
        purposes={"trial": Text(en="To test.", zh="测试。")},
        texts=Texts(),
        services=services or (service("trial.some.one"),),
    )


@dataclass
class Ticks:
    """Seconds that pass when told to."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Press:
    """Writes snapshots, good and bad, and reads them from a shelf."""

    database: Database
    keys: KeyRing
    clock: FixedClock
    ticks: Ticks

    def __post_init__(self) -> None:
        self.shelf = self.new_shelf()

    def new_shelf(self) -> Shelf:
        """The shelf of a worker that starts now."""
        return Shelf(self.database, self.keys, poll=0.5, ticks=self.ticks)

    def publish(self, serial: int, *bundles: Bundle, document: str | None = None) -> Snapshot:
        """Write a snapshot, with another document if one is given, and let a poll pass."""
        catalogue = Catalogue.from_bundles(bundles)
        parts = tuple(Part(b.plugin, b.version, b.digest) for b in catalogue.bundles)
        snapshot = Snapshot(serial, catalogue.digest, self.clock.now(), parts)
        with self.database.write() as tx:
            for each in bundles:
                store.keep_bundle(tx, each.digest, each.data)
            signed = snapshot.signed(self.keys) if document is None else document
            store.keep_snapshot(tx, serial, snapshot.digest, signed, self.clock.now())
        self.ticks.now += 1
        return snapshot

    def change(self, table: str, **values: object) -> None:
        """Tamper with every row of a table."""
        with self.database.write() as tx:
            tx.execute(self.table(table).update().values(**values))
        self.ticks.now += 1

    def take_away(self, table: str, **same: object) -> None:
        """Delete rows."""
        tampered = self.table(table)
        with self.database.write() as tx:
            tx.execute(tampered.delete().where(*(tampered.c[name] == value for name, value in same.items())))
        self.ticks.now += 1

    @staticmethod
    def table(name: str) -> Table:
        """A table by name."""
        return metadata.tables[name]

    @contextmanager
    def statements(self) -> Iterator[list[str]]:
        """The statements sent to the database within the block."""
        seen: list[str] = []

        def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
            seen.append(statement)

        event.listen(self.database.engine, "before_cursor_execute", note)
        yield seen
        event.remove(self.database.engine, "before_cursor_execute", note)

    @staticmethod
    def bundle(*services: Service, version: str = "1.0.0", slug: str = "services") -> Bundle:
        """A release of a trial plugin."""
        return bundle(*services, version=version, slug=slug)

    @staticmethod
    def service(
        code: str, coverage: str = "nationwide", channel: Channel = "both", price: int = 10
    ) -> Service:
        """A service."""
        return service(code, coverage, channel, price)


@pytest.fixture
def press(database: Database, key_ring: KeyRing, clock: FixedClock) -> Press:
    return Press(database, key_ring, clock, Ticks())


@pytest.fixture
def on_offer() -> OnOffer:
    """Four services of two groups, without a database."""
    made = bundle(
        service("trial.bus.red", "city:330400", "gate"),
        service("trial.bus.blue", "province:33", "gate"),
        service("trial.desk.form", "nationwide", "in_person"),
        service("trial.desk.letter", "nationwide", "both"),
    )
    catalogue = Catalogue.from_bundles([made])
    return OnOffer(1, catalogue.digest, catalogue.terms)
