"""The shelf of a worker: what it takes, what it refuses, and what stays."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from joincard_core.catalogue import (
    NoCatalogue,
    ServiceNotCovered,
    ServiceNotInForce,
    ServiceUnknown,
    SnapshotBroken,
    SnapshotForged,
    SnapshotOlder,
)
from joincard_core.keys import KeyRing, MasterKey
from joincard_core.storage import Database, DatabaseAway
from joincard_sdk.fees import FlatRate
from prometheus_client import REGISTRY

if TYPE_CHECKING:
    from core.tests.catalogue.conftest import Press

DAY = date(2026, 3, 2)


def price(press: Press, shelf: Any = None) -> str:
    """What the one service costs under the catalogue in use."""
    terms = (shelf or press.shelf).current().terms["trial.some.one"]
    schedule = terms.service.fee.schedule
    assert isinstance(schedule, FlatRate)
    return schedule.amount.yuan


def release(press: Press, number: int) -> Any:
    return press.bundle(press.service("trial.some.one", price=number), version=f"1.{number}.0")


def refusals(code: str) -> float:
    return REGISTRY.get_sample_value("joincard_snapshots_refused_total", {"code": code}) or 0.0


class TestANewerSnapshot:
    def test_is_taken_within_the_time_of_a_poll(self, press: Press) -> None:
        press.publish(1, release(press, 1))
        assert price(press) == "1.00"
        press.publish(2, release(press, 2))
        assert price(press) == "2.00"

    def test_is_looked_for_once_in_that_time(self, press: Press) -> None:
        press.publish(1, release(press, 1))
        press.shelf.current()
        with press.statements() as seen:
            for _ in range(100):
                press.shelf.current()
            assert seen == []
            press.ticks.now += 0.5
            for _ in range(100):
                press.shelf.current()
        assert len([statement for statement in seen if "max(" in statement]) == 1

    def test_is_named_in_the_metrics(self, press: Press) -> None:
        press.publish(7, release(press, 1))
        press.shelf.current()
        assert REGISTRY.get_sample_value("joincard_snapshot_serial") == 7

    def test_does_not_change_what_a_request_holds(self, press: Press) -> None:
        press.publish(1, release(press, 1))
        held = press.shelf.current()
        press.publish(2, release(press, 2))
        press.shelf.current()
        assert held.serial == 1
        assert held.terms["trial.some.one"] is not press.shelf.current().terms["trial.some.one"]

    def test_is_taken_once_by_many_threads(self, press: Press) -> None:
        press.publish(1, release(press, 1))
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda _: press.shelf.current(), range(8)))
        assert len({id(each) for each in found}) == 1


class TestNoSnapshot:
    def test_is_said(self, press: Press) -> None:
        with pytest.raises(NoCatalogue):
            press.shelf.current()


class TestASnapshot:
    @pytest.fixture(autouse=True)
    def good(self, press: Press) -> None:
        """Snapshot 1 is good and in use."""
        press.publish(1, release(press, 1))
        press.shelf.current()

    def test_that_was_cut_short_is_refused(self, press: Press) -> None:
        before = refusals("snapshot.bad-signature")
        whole = press.publish(2, release(press, 2)).signed(press.keys)
        press.change("catalogue_snapshots", document=whole[:-10])
        assert price(press) == "1.00"
        assert isinstance(press.shelf.refused, SnapshotForged)
        assert press.shelf.refused.serial == 2
        assert refusals("snapshot.bad-signature") == before + 1

    @pytest.mark.parametrize("document", ["", "a.b.c", "not a document", "..", "é.é.é"])
    def test_that_is_no_document_is_refused(self, press: Press, document: str) -> None:
        press.publish(2, release(press, 2), document=document)
        assert price(press) == "1.00"
        assert isinstance(press.shelf.refused, SnapshotForged)

    def test_signed_by_another_authority_is_refused(self, press: Press, tmp_path: Any) -> None:
        forged = forgery(press, tmp_path, press.publish(2, release(press, 2), document="x"))
        press.take_away("catalogue_snapshots", serial=2)
        press.publish(2, release(press, 2), document=forged)
        assert price(press) == "1.00"
        assert isinstance(press.shelf.refused, SnapshotForged)

    def test_signed_with_a_key_for_something_else_is_refused(self, press: Press) -> None:
        claims = {"serial": 2, "catalogue": "", "bundles": [], "created_at": "2026-03-02T12:00:00+08:00"}
        for use, typ in (("receipt", "joincard-snapshot+jws"), ("snapshot", "joincard-bundle+jws")):
            press.publish(2, release(press, 2), document=press.keys.sign(use, typ, claims))  # type: ignore[arg-type]  # each is a use
            assert price(press) == "1.00"
            assert isinstance(press.shelf.refused, SnapshotForged)
            press.take_away("catalogue_snapshots", serial=2)

    def test_stored_under_another_serial_is_refused(self, press: Press) -> None:
        """An old document cannot come back as a new one."""
        old = press.publish(2, release(press, 2)).signed(press.keys)
        press.shelf.current()
        press.publish(3, release(press, 3), document=old)
        assert price(press) == "2.00"
        assert isinstance(press.shelf.refused, SnapshotBroken)

    def test_whose_bundle_was_cut_short_is_refused(self, press: Press) -> None:
        press.publish(2, release(press, 2))
        press.change("catalogue_bundles", content=release(press, 2).data[:-1])
        assert price(press) == "1.00"
        assert isinstance(press.shelf.refused, SnapshotBroken)
        assert "cut short or altered" in str(press.shelf.refused)

    def test_whose_bundle_is_missing_is_refused(self, press: Press) -> None:
        press.publish(2, release(press, 2))
        press.take_away("catalogue_bundles", digest=release(press, 2).digest)
        assert price(press) == "1.00"
        assert "missing" in str(press.shelf.refused)

    def test_that_names_another_catalogue_is_refused(self, press: Press) -> None:
        from dataclasses import replace

        lying = replace(press.publish(2, release(press, 2), document="x"), digest="sha256:" + "0" * 64)
        press.change("catalogue_snapshots", document=lying.signed(press.keys))
        assert price(press) == "1.00"
        assert isinstance(press.shelf.refused, SnapshotBroken)

    def test_that_is_signed_but_unreadable_is_refused(self, press: Press) -> None:
        document = press.keys.sign("snapshot", "joincard-snapshot+jws", {"serial": 2})
        press.publish(2, release(press, 2), document=document)
        assert price(press) == "1.00"
        assert isinstance(press.shelf.refused, SnapshotBroken)

    def test_that_is_refused_is_not_looked_at_at_every_poll(self, press: Press) -> None:
        press.publish(2, release(press, 2), document="x")
        press.shelf.current()
        before = refusals("snapshot.bad-signature")
        for _ in range(5):
            press.ticks.now += 1
            press.shelf.current()
        assert refusals("snapshot.bad-signature") == before

    def test_that_was_mended_is_taken(self, press: Press) -> None:
        snapshot = press.publish(2, release(press, 2), document="x")
        assert price(press) == "1.00"
        press.take_away("catalogue_snapshots", serial=2)
        press.publish(2, release(press, 2), document=snapshot.signed(press.keys))
        press.ticks.now += 10
        assert price(press) == "2.00"
        assert press.shelf.refused is None

    def test_after_a_bad_one_is_taken(self, press: Press) -> None:
        press.publish(2, release(press, 2), document="x")
        press.shelf.current()
        press.publish(3, release(press, 3))
        assert price(press) == "3.00"
        assert press.shelf.refused is None


class TestAnOlderSnapshot:
    def test_is_refused_by_a_worker_that_has_seen_more(self, press: Press) -> None:
        press.publish(1, release(press, 1))
        press.publish(2, release(press, 2))
        assert price(press) == "2.00"
        press.take_away("catalogue_snapshots", serial=2)
        assert price(press) == "2.00"
        assert isinstance(press.shelf.refused, SnapshotOlder)

    def test_is_refused_by_a_worker_that_starts_later(self, press: Press) -> None:
        press.publish(1, release(press, 1))
        press.publish(2, release(press, 2))
        press.shelf.current()
        press.take_away("catalogue_snapshots", serial=2)
        fresh = press.new_shelf()
        with pytest.raises(NoCatalogue):
            fresh.current()
        assert isinstance(fresh.refused, SnapshotOlder)

    def test_that_was_the_last_good_one_serves_a_worker_that_starts_later(self, press: Press) -> None:
        press.publish(1, release(press, 1))
        press.shelf.current()
        press.publish(2, release(press, 2), document="x")
        fresh = press.new_shelf()
        assert price(press, fresh) == "1.00"
        assert isinstance(fresh.refused, SnapshotForged)

    def test_cannot_be_brought_back_by_a_forged_number(self, press: Press) -> None:
        """Only a verified snapshot raises the mark, or a forged one would lock every worker out."""
        press.publish(1, release(press, 1))
        press.shelf.current()
        press.publish(10**9, release(press, 2), document="x")
        press.shelf.current()
        press.take_away("catalogue_snapshots", serial=10**9)
        press.publish(2, release(press, 2))
        assert price(press) == "2.00"

    def test_still_serves_history(self, press: Press) -> None:
        old = press.publish(1, release(press, 1))
        press.publish(2, release(press, 2))
        assert press.shelf.current().serial == 2
        assert press.shelf.at(old.digest).serial == 1
        assert press.shelf.at(press.shelf.current().digest) is press.shelf.current()
        with pytest.raises(NoCatalogue):
            press.shelf.at("sha256:" + "0" * 64)


class TestADatabaseThatIsAway:
    def test_leaves_a_starting_worker_without_a_catalogue(self, press: Press, monkeypatch: Any) -> None:
        monkeypatch.setattr(Database, "read", gone)
        with pytest.raises(DatabaseAway):
            press.shelf.current()

    def test_leaves_the_last_good_one(self, press: Press, monkeypatch: Any) -> None:
        press.publish(1, release(press, 1))
        held = press.shelf.current()
        press.ticks.now += 1
        monkeypatch.setattr(Database, "read", gone)
        assert press.shelf.current() is held


class TestAnOffer:
    @pytest.fixture
    def on_offer(self, press: Press) -> Any:
        press.publish(1, press.bundle(press.service("trial.some.one", "city:330400")))
        return press.shelf.current()

    def test_is_a_service_in_a_city_on_a_day(self, on_offer: Any) -> None:
        offer = on_offer.offer("trial.some.one", "330400", DAY)
        assert (offer.service.code, offer.city, offer.on) == ("trial.some.one", "330400", DAY)

    def test_of_an_unknown_service(self, on_offer: Any) -> None:
        with pytest.raises(ServiceUnknown):
            on_offer.offer("trial.some.two", "330400", DAY)

    def test_in_another_city(self, on_offer: Any) -> None:
        with pytest.raises(ServiceNotCovered, match="city:330400"):
            on_offer.offer("trial.some.one", "330100", DAY)

    def test_before_its_day(self, on_offer: Any) -> None:
        with pytest.raises(ServiceNotInForce, match="from 2024-12-01"):
            on_offer.offer("trial.some.one", "330400", date(2024, 11, 30))


def gone(database: Database) -> Any:
    raise DatabaseAway("The database cannot be reached.")


def forgery(press: Press, folder: Any, snapshot: Any) -> str:
    """The snapshot, signed by the key ring of another authority."""
    master_file = folder / "other.key"
    MasterKey.create(master_file)
    other = MasterKey.read(master_file)
    keys = press.table("signing_keys")
    with press.database.write() as tx:
        ours = [dict(row) for row in tx.execute(keys.select()).mappings()]
        tx.execute(keys.delete())
        KeyRing.create_missing(tx, other, press.clock.now())
    signed = str(snapshot.signed(KeyRing(press.database, other)))
    with press.database.write() as tx:
        tx.execute(keys.delete())
        tx.execute(keys.insert(), ours)
    return signed
