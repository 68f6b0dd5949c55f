"""The vault: one key per person, and the keyed blind index by which sealed values are found."""

import hmac
import secrets

from sqlalchemy import bindparam, delete, select

from joincard_core.keys.errors import KeyErased, KeysMissing
from joincard_core.keys.master import MasterKey
from joincard_core.keys.seal import Place, SealingKey
from joincard_core.keys.store import data_keys, person_keys
from joincard_core.storage import Database, Tx

INDEX_KEY = "blind-index"
WRAPPED_OF_PERSON = select(person_keys.c.wrapped).where(person_keys.c.person_id == bindparam("person"))


class Vault:
    """Seals what belongs to a person. Destroying the person's key erases all of it at once."""

    def __init__(self, master: MasterKey, index_key: bytes) -> None:
        self._master = master
        self._index_key = index_key

    @classmethod
    def create(cls, tx: Tx, master: MasterKey) -> bool:
        """Make the index key; ``False`` when there is one already."""
        place = Place("data_keys", "wrapped", INDEX_KEY)
        wrapped = master.sealing.seal(place, secrets.token_bytes(32))
        return Database.unique(tx, data_keys, name=INDEX_KEY, wrapped=wrapped)

    @staticmethod
    def exists(tx: Tx) -> bool:
        """Whether the database holds an index key, under whichever master key."""
        return tx.execute(select(data_keys.c.name).where(data_keys.c.name == INDEX_KEY)).first() is not None

    @classmethod
    def load(cls, tx: Tx, master: MasterKey) -> "Vault":
        """Open the vault. Raises ``KeysMissing``, or ``SealBroken`` for another master key."""
        wrapped = tx.execute(select(data_keys.c.wrapped).where(data_keys.c.name == INDEX_KEY)).scalar()
        if wrapped is None:
            raise KeysMissing("The database holds no keys yet. Run joincard-authority init.")
        return cls(master, master.sealing.open(Place("data_keys", "wrapped", INDEX_KEY), wrapped))

    def index(self, kind: str, *parts: str) -> bytes:
        """32 bytes by which an exact value can be found, and from which it cannot be guessed without the key.

        HMAC-SHA-256 over length-prefixed parts; ``kind`` keeps equal values of two kinds apart.
        """
        message = b"".join(len(part := text.encode()).to_bytes(4, "big") + part for text in (kind, *parts))
        return hmac.digest(self._index_key, message, "sha256")

    def new_key(self, tx: Tx, person: str) -> SealingKey:
        """Make and store the key of a new person."""
        secret = secrets.token_bytes(32)
        wrapped = self._master.sealing.seal(Place("person_keys", "wrapped", person), secret)
        tx.execute(person_keys.insert(), {"person_id": person, "wrapped": wrapped})
        return SealingKey(secret)

    def key(self, tx: Tx, person: str) -> SealingKey:
        """The key of a person. Raises ``KeyErased``."""
        wrapped = tx.execute(WRAPPED_OF_PERSON, {"person": person}).scalar()
        if wrapped is None:
            raise KeyErased("This person's data was erased.")
        return SealingKey(self._master.sealing.open(Place("person_keys", "wrapped", person), wrapped))

    def destroy_key(self, tx: Tx, person: str) -> None:
        """Erase a person: nothing sealed under the key can be read again."""
        tx.execute(delete(person_keys).where(person_keys.c.person_id == person))
