"""A snapshot key that is not to be trusted any more: the catalogue is signed with another one first.

The other way round a worker that starts in between would have no catalogue. Each step can be made twice, so a
command that broke off is run again.
"""

from datetime import datetime

from joincard_sdk.bundle import Catalogue, load

from joincard_core import catalogue, registry
from joincard_core.catalogue import Part, Snapshot
from joincard_core.keys import Keeper, KeyEntry, KeyRing, MasterKey, State
from joincard_core.registry import BundleRefused
from joincard_core.storage import Database, Tx


def revoke_snapshot_key(database: Database, master: MasterKey, key: KeyEntry, now: datetime) -> int:
    """Revoke a key; the answer is the serial of the catalogue signed anew, 0 when there is none to sign.

    It is made from the active releases, not from the last snapshot, which a thief may have signed.
    Raises ``KeysMissing``, ``KeyUnknown`` or ``BundleRefused``.
    """
    keeper, ring, serial = Keeper(master), KeyRing(database, master), 0
    if key.state == State.CURRENT:
        with database.write() as tx:
            keeper.rotate(tx, key.use, key.alg, now)
    ring.refresh()
    with database.write() as tx:
        if key.state != State.NEXT:
            serial = sign_again(tx, ring, now)
        keeper.revoke(tx, key.kid, now)
    return serial


def sign_again(tx: Tx, keys: KeyRing, now: datetime) -> int:
    """Sign the active releases as a new snapshot and give its serial. Raises ``BundleRefused``."""
    serial = catalogue.store.newest_serial(tx) + 1
    digests = tuple(release.digest for release in registry.releases.active(tx))
    if not digests:
        return 0
    contents = catalogue.store.contents(tx, digests)
    if len(contents) != len(digests):
        raise BundleRefused("The bundle of an active plugin is missing from the database. Restore it.")
    together = Catalogue.from_bundles([load(content) for content in contents.values()])
    parts = tuple(Part(b.plugin, b.version, b.digest) for b in together.bundles)
    signed = Snapshot(serial, together.digest, now, parts).signed(keys)
    catalogue.store.keep_snapshot(tx, serial, together.digest, signed, now)
    return serial
