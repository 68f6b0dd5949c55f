"""Publishers and the keys that sign their bundles."""

import json
from collections.abc import Mapping
from datetime import datetime

from joincard_sdk.keys import KeyFileError, public_keys
from joserfc.jwk import KeySet
from sqlalchemy import select, update

from joincard_core.registry.errors import PublisherKeyRefused, PublisherUnknown
from joincard_core.registry.store import publisher_keys
from joincard_core.storage import Database, Tx


def add_keys(tx: Tx, publisher: str, jwks: Mapping[str, object], now: datetime) -> tuple[str, ...]:
    """Trust public keys (a JWK or a JWK set) for a publisher; the answer is their ``kid``.

    Raises ``PublisherKeyRefused``: a key speaks for one publisher alone, and a private key is not taken.
    """
    try:
        keys = public_keys(dict(jwks))
    except KeyFileError as error:
        raise PublisherKeyRefused(str(error)) from None
    kids = []
    for key in keys.keys:
        kid = key.thumbprint()
        jwk = json.dumps({**key.as_dict(private=False), "kid": kid}, sort_keys=True)
        new = Database.unique(tx, publisher_keys, kid=kid, publisher=publisher, jwk=jwk, added_at=now)
        if not new and owner(tx, kid) != publisher:
            raise PublisherKeyRefused(f"The key {kid} is registered for {owner(tx, kid)}.")
        kids.append(kid)
    return tuple(kids)


def end_key(tx: Tx, kid: str, now: datetime) -> bool:
    """Trust a key no longer for new bundles; ``False`` when there is no such key."""
    return (
        tx.execute(update(publisher_keys).where(publisher_keys.c.kid == kid).values(ended_at=now)).rowcount
        == 1
    )


def owner(tx: Tx, kid: str) -> str:
    """Whose key it is; empty when it is nobody's."""
    return str(
        tx.execute(select(publisher_keys.c.publisher).where(publisher_keys.c.kid == kid)).scalar() or ""
    )


def keys_of(tx: Tx, publisher: str) -> KeySet:
    """The keys that a publisher may sign with today. Raises ``PublisherUnknown``."""
    wanted = select(publisher_keys.c.jwk).where(
        publisher_keys.c.publisher == publisher, publisher_keys.c.ended_at.is_(None)
    )
    jwks = [json.loads(jwk) for jwk in tx.execute(wanted).scalars()]
    if not jwks:
        raise PublisherUnknown(publisher)
    return public_keys({"keys": jwks})
