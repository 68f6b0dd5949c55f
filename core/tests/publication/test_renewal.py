"""A snapshot key that was stolen: the catalogue goes on under another one."""

from typing import Any

import pytest
from joincard_core.catalogue import NoCatalogue, Shelf
from joincard_core.keys import KeyEntry, KeyRing, MasterKey, State, entries
from joincard_core.publication import revoke_snapshot_key
from joincard_core.registry import BundleRefused
from joincard_core.storage import metadata


def key(desk: Any, state: State) -> KeyEntry:
    with desk.database.read() as tx:
        return next(key for key in entries(tx) if (key.use, key.state) == ("snapshot", state))


def revoke(desk: Any, master: MasterKey, state: State = State.CURRENT) -> int:
    return revoke_snapshot_key(desk.database, master, key(desk, state), desk.clock.now())


class TestARevokedSnapshotKey:
    def test_leaves_the_catalogue_to_workers_that_start_later(self, desk: Any, master_key: MasterKey) -> None:
        serial, before = desk.admit(desk.bundle()).serial, desk.on_offer()
        assert revoke(desk, master_key) == serial + 1
        after = Shelf(desk.database, KeyRing(desk.database, master_key)).current()
        assert (after.serial, after.digest) == (serial + 1, before.digest)

    def test_would_leave_them_without_one_otherwise(self, desk: Any) -> None:
        """The failing control: revoked, and nothing signed again."""
        desk.admit(desk.bundle())
        with desk.database.write() as tx:
            desk.keys.revoke(tx, key(desk, State.CURRENT).kid, desk.clock.now())
        desk.keys.refresh()
        with pytest.raises(NoCatalogue):
            desk.on_offer()

    def test_is_not_believed_again(self, desk: Any, master_key: MasterKey) -> None:
        desk.admit(desk.bundle())
        stolen = key(desk, State.CURRENT).kid
        revoke(desk, master_key)
        assert stolen not in [key["kid"] for key in KeyRing(desk.database, master_key).jwks()["keys"]]

    def test_may_be_one_that_was_rotated_out(self, desk: Any, master_key: MasterKey) -> None:
        serial = desk.admit(desk.bundle()).serial
        with desk.database.write() as tx:
            desk.keys.rotate(tx, "snapshot", "ES256", desk.clock.now())
        assert revoke(desk, master_key, State.PREVIOUS) == serial + 1
        assert Shelf(desk.database, KeyRing(desk.database, master_key)).current().serial == serial + 1

    def test_that_signed_nothing_yet_costs_no_snapshot(self, desk: Any, master_key: MasterKey) -> None:
        desk.admit(desk.bundle())
        assert revoke(desk, master_key, State.NEXT) == 0

    def test_before_any_bundle_is_just_revoked(self, desk: Any, master_key: MasterKey) -> None:
        assert revoke(desk, master_key) == 0

    def test_stays_while_the_catalogue_cannot_be_signed_again(self, desk: Any, master_key: MasterKey) -> None:
        desk.admit(desk.bundle())
        with desk.database.write() as tx:
            tx.execute(metadata.tables["catalogue_bundles"].delete())
        with pytest.raises(BundleRefused):
            revoke(desk, master_key)
        assert key(desk, State.PREVIOUS)
