"""How a person is reached: sealed under the person's own key, a row for each kind, confirmed or not.

A card holds none of this. It is what the holder says, or what staff were shown; ``verified`` keeps the two
apart, and stands inside the seal: whoever can write to the database alone cannot confirm an address.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, insert, select, update

from joincard_core.clock import Clock, SystemClock
from joincard_core.keys import Place, Vault
from joincard_core.people.errors import BadContact
from joincard_core.people.store import person_contacts
from joincard_core.storage import Tx

SYSTEM = SystemClock()
EMAIL = "email"
LONGEST_ADDRESS, LONGEST_LOCAL = 254, 64  # characters (RFC 5321 section 4.5.3.1)
# A dot-atom and a domain of at least two labels (RFC 5322 section 3.4.1): what a mail server takes unquoted.
ADDRESS = re.compile(
    r"([0-9A-Za-z!#$%&'*+/=?^_`{|}~-]+(?:\.[0-9A-Za-z!#$%&'*+/=?^_`{|}~-]+)*)"
    r"@((?:[0-9A-Za-z](?:[0-9A-Za-z-]{0,61}[0-9A-Za-z])?\.)+[A-Za-z][0-9A-Za-z-]{0,61}[0-9A-Za-z])",
    re.ASCII,
)
EMAIL_REMEDY = (
    "write one address such as name@example.org, in plain letters, digits and signs, "
    f"with {LONGEST_ADDRESS} characters at most."
)


@dataclass(frozen=True, slots=True)
class Email:
    """An address, and whether its holder was seen to read it. Raises ``BadContact``."""

    address: str = field(repr=False)
    verified: bool

    def __post_init__(self) -> None:
        object.__setattr__(self, "address", email_address(self.address))


class Contacts:
    """Keeps and reads how a person is reached. ``clock`` says when something was changed."""

    def __init__(self, vault: Vault, clock: Clock = SYSTEM) -> None:
        self._vault = vault
        self._clock = clock

    def email(self, tx: Tx, person_id: str) -> Email | None:
        """The address on file. Raises ``KeyErased``."""
        kept = self._read(tx, person_id, EMAIL)
        return None if kept is None else Email(kept["address"], kept["verified"])

    def set_email(self, tx: Tx, person_id: str, address: str, verified: bool) -> None:
        """Put an address in the place of the one before. Raises ``BadContact`` and ``KeyErased``."""
        email = Email(address, verified)
        self._keep(tx, person_id, EMAIL, {"address": email.address, "verified": email.verified})

    def remove_email(self, tx: Tx, person_id: str) -> None:
        """Forget the address, if there is one."""
        self._remove(tx, person_id, EMAIL)

    def _read(self, tx: Tx, person: str, kind: str) -> Mapping[str, Any] | None:
        sealed = tx.execute(select(person_contacts.c.sealed).where(same(person, kind))).scalar()
        if sealed is None:
            return None
        kept: Mapping[str, Any] = json.loads(self._vault.key(tx, person).open(place_of(person, kind), sealed))
        return kept

    def _keep(self, tx: Tx, person: str, kind: str, value: Mapping[str, object]) -> None:
        sealed = self._vault.key(tx, person).seal(place_of(person, kind), json.dumps(value).encode())
        row = {"sealed": sealed, "changed_at": self._clock.now()}
        if tx.execute(update(person_contacts).where(same(person, kind)).values(**row)).rowcount == 0:
            tx.execute(insert(person_contacts), {"person_id": person, "kind": kind, **row})

    def _remove(self, tx: Tx, person: str, kind: str) -> None:
        tx.execute(delete(person_contacts).where(same(person, kind)))


def email_address(raw: str) -> str:
    """The address in its stored form, its domain in small letters. Raises ``BadContact``."""
    found = ADDRESS.fullmatch(raw.strip())
    if found is None or len(found[0]) > LONGEST_ADDRESS or len(found[1]) > LONGEST_LOCAL:
        raise BadContact(EMAIL, EMAIL_REMEDY)
    return f"{found[1]}@{found[2].lower()}"


def same(person: str, kind: str) -> Any:
    """The row of one kind."""
    return (person_contacts.c.person_id == person) & (person_contacts.c.kind == kind)


def place_of(person: str, kind: str) -> Place:
    """Where it is sealed: what one kind holds does not open as another."""
    return Place("person_contacts", "sealed", f"{person}/{kind}")
