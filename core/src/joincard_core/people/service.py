"""Register people, find them, replace an identifier, disclose what a service lists."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, update

from joincard_core.clock import Clock
from joincard_core.keys import Place, SealingKey, Vault
from joincard_core.people.contacts import Contacts
from joincard_core.people.errors import IdentifierTaken, ReferenceTaken
from joincard_core.people.identity import PARTS_OF_NAME, Identity
from joincard_core.people.store import CURRENT, identifiers, people
from joincard_core.storage import Database, Tx, new_id

NAME, CHINESE = "full_name", "chinese_name"


class People:
    """Persons under random identifiers, their names and numbers sealed."""

    DISCLOSES = frozenset(
        {
            NAME,
            "portrait",
            "date_of_birth",
            "nationality",
            "passport_number",
            "social_security_number",
            "work_permit_number",
        }
    )

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def known(self, tx: Tx, reference: str, content: str) -> str | None:
        """The person imported under an external reference, or ``None``.

        Raises ``ReferenceTaken`` when the person was imported with other content.
        """
        index = self._vault.index("reference", reference)
        row = tx.execute(select(people).where(people.c.reference_index == index)).first()
        if row is None:
            return None
        if row.content_index != self._vault.index("content", content):
            raise ReferenceTaken
        return str(row.id)

    def by_reference(self, tx: Tx, reference: str) -> str | None:
        """The person imported under an external reference, whatever the content."""
        same = people.c.reference_index == self._vault.index("reference", reference)
        found: str | None = tx.execute(select(people.c.id).where(same)).scalar()
        return found

    def contacts(self, clock: Clock) -> Contacts:
        """How the same persons are reached."""
        return Contacts(self._vault, clock)

    def index(self, kind: str, *parts: str) -> bytes:
        """The blind index of an identifier, by which it can be compared without being kept."""
        return self._vault.index(kind, *parts)

    def taken(self, tx: Tx, identity: Identity) -> str | None:
        """The first kind of identifier that a registered person has already."""
        lookups = identity.lookups().items()
        return next((kind for kind, parts in lookups if self.find(tx, kind, *parts) is not None), None)

    def register(self, tx: Tx, identity: Identity, reference: str, content: str, now: datetime) -> str:
        """Add a person with a key of their own; the answer is their random id.

        Raises ``ReferenceTaken`` or ``IdentifierTaken``.
        """
        person = new_id()
        new = Database.unique(
            tx,
            people,
            id=person,
            reference_index=self._vault.index("reference", reference),
            content_index=self._vault.index("content", content),
            registered_at=now,
        )
        if not new:
            raise ReferenceTaken
        key = self._vault.new_key(tx, person)
        for kind in identity.texts():
            self._add(tx, key, person, identity, kind, now)
        return person

    def replace(self, tx: Tx, person: str, identity: Identity, kind: str, now: datetime) -> None:
        """Put the ``kind`` of ``identity`` in the place of the present one, such as a new passport.

        The old one stays as an alias that still finds the person. Raises ``IdentifierTaken``.
        """
        present = (identifiers.c.person_id == person) & (identifiers.c.kind == kind)
        tx.execute(
            update(identifiers)
            .where(present, identifiers.c.superseded_at.is_(None))
            .values(superseded_at=now)
        )
        self._add(tx, self._vault.key(tx, person), person, identity, kind, now)

    def find(self, tx: Tx, kind: str, *parts: str) -> str | None:
        """The person who has or had an identifier; a passport takes its country first."""
        index = self._vault.index(kind, *parts)
        same = (identifiers.c.kind == kind) & (identifiers.c.blind_index == index)
        found: str | None = tx.execute(select(identifiers.c.person_id).where(same)).scalar()
        return found

    def disclose(self, tx: Tx, person: str, elements: Iterable[str]) -> dict[str, object]:
        """The identity elements among ``elements``, unsealed; one that is not on file is left out.

        ``full_name`` is an object with the name as ``printed`` in the travel document and, where one is
        registered, its ``chinese`` form. ``portrait`` is a reference. Raises ``KeyErased``.
        """
        wanted = self.DISCLOSES.intersection(elements)
        if not wanted:
            return {}
        clear: dict[str, object] = {}
        clear |= self._open(tx, person, wanted | {CHINESE} if NAME in wanted else wanted)
        if NAME in clear:
            clear[NAME] = {"printed": clear[NAME], "chinese": clear.pop(CHINESE, None)}
        return clear

    def parts_of_name(self, tx: Tx, person: str, wanted: Iterable[str]) -> dict[str, str]:
        """Family, given and middle name, as far as the register has them apart. Raises ``KeyErased``.

        No name is cut up here: which word of it is which, only the travel document knows.
        """
        kinds = frozenset(PARTS_OF_NAME).intersection(wanted)
        return self._open(tx, person, kinds) if kinds else {}

    def _open(self, tx: Tx, person: str, kinds: Iterable[str]) -> dict[str, str]:
        key = self._vault.key(tx, person)
        rows = tx.execute(CURRENT, {"person": person, "kinds": sorted(kinds)})
        return {row.kind: key.open(place_of(row.id), row.sealed).decode() for row in rows}

    def entered(self, tx: Tx, person: str, kinds: Iterable[str]) -> dict[str, datetime]:
        """Which of these identifiers are on file, and since when: the present ones, without their values."""
        rows = tx.execute(CURRENT, {"person": person, "kinds": sorted(kinds)})
        return {row.kind: row.registered_at for row in rows}

    def _add(
        self, tx: Tx, key: SealingKey, person: str, identity: Identity, kind: str, now: datetime
    ) -> None:
        row = new_id()
        parts = identity.lookups().get(kind)
        new = Database.unique(
            tx,
            identifiers,
            id=row,
            person_id=person,
            kind=kind,
            sealed=key.seal(place_of(row), identity.texts()[kind].encode()),
            blind_index=None if parts is None else self._vault.index(kind, *parts),
            registered_at=now,
        )
        if not new:
            raise IdentifierTaken(kind)


def place_of(row: str) -> Place:
    """Where an identifier is sealed."""
    return Place("identifiers", "sealed", row)
