"""How a person is reached, and what they say of themselves: sealed under the person's own key, a row a kind.

A card holds none of this. ``verified`` keeps apart what the holder says and what was confirmed, and stands
inside the seal: whoever can write to the database alone cannot confirm an address.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from joincard_core.clock import Clock, SystemClock
from joincard_core.keys import Place, Vault
from joincard_core.people.email import Email
from joincard_core.people.profile import ADDRESS, EMAIL, PHONE_NUMBER, PROFILE, read_email, read_profile
from joincard_core.people.store import identifiers, person_contacts
from joincard_core.storage import Tx

SYSTEM = SystemClock()
WAITING, OWN_PROFILE, OWN_ADDRESS = "new_email", "profile", "address"
SAID_BY_HOLDER: tuple[str, ...] = (
    *PROFILE,
    EMAIL,
    "email_verified",
    PHONE_NUMBER,
    "phone_number_verified",
    OWN_ADDRESS,
    "updated_at",
)
"""The claims of OpenID Connect Core section 5.1 that stand on what a holder says."""
SEALED = select(person_contacts.c.kind, person_contacts.c.sealed).where(
    person_contacts.c.person_id == bindparam("person")
)
CHANGED = select(func.max(person_contacts.c.changed_at)).where(
    person_contacts.c.person_id == bindparam("person")
)
REGISTERED = select(func.max(identifiers.c.registered_at)).where(
    identifiers.c.person_id == bindparam("person")
)


@dataclass(frozen=True, slots=True)
class OwnSay:
    """All that a holder says of themselves: the fields that are filled in, by name.

    ``waiting``: a new address that is not yet in the place of the confirmed one.
    """

    fields: Mapping[str, str] = field(repr=False)
    email_verified: bool = False
    phone_number_verified: bool = False
    waiting: str | None = field(default=None, repr=False)


class Contacts:
    """Keeps and reads how a person is reached. ``clock`` says when something was changed."""

    def __init__(self, vault: Vault, clock: Clock = SYSTEM) -> None:
        self._vault = vault
        self._clock = clock

    def email(self, tx: Tx, person_id: str) -> Email | None:
        """The address on file. Raises ``KeyErased``."""
        kept = self._all(tx, person_id).get(EMAIL)
        return None if kept is None else Email(kept["address"], kept["verified"])

    def set_email(self, tx: Tx, person_id: str, address: str, verified: bool) -> None:
        """Put an address in the place of the one before. Raises ``BadContact`` and ``KeyErased``."""
        email = Email(address, verified)
        self._keep(tx, person_id, EMAIL, {"address": email.address, "verified": email.verified})
        self._remove(tx, person_id, WAITING)

    def remove_email(self, tx: Tx, person_id: str) -> None:
        """Forget the address, if there is one."""
        for kind in (EMAIL, WAITING):
            self._remove(tx, person_id, kind)

    def own_say(self, tx: Tx, person_id: str) -> OwnSay:
        """All that the holder says. Raises ``KeyErased``."""
        kept = self._all(tx, person_id)
        email, phone = kept.get(EMAIL, {}), kept.get(PHONE_NUMBER, {})
        found = {**kept.get(OWN_PROFILE, {}), **kept.get(OWN_ADDRESS, {})}
        found |= {EMAIL: email["address"]} if email else {}
        found |= {PHONE_NUMBER: phone["number"]} if phone else {}
        waiting = kept.get(WAITING, {}).get("address")
        return OwnSay(found, email.get("verified", False), phone.get("verified", False), waiting)

    def say(self, tx: Tx, person_id: str, typed: Mapping[str, str]) -> None:
        """Put what the holder says now in the place of all they said before; what is left out is forgotten.

        A confirmed address is where codes for signing in go, so it stays until the new one is confirmed.
        Raises ``BadProfile`` and ``KeyErased``.
        """
        said, before = read_profile(typed), self.own_say(tx, person_id)
        for kind, names in ((OWN_PROFILE, PROFILE), (OWN_ADDRESS, ADDRESS)):
            self._put(tx, person_id, kind, {name: said[name] for name in names if name in said})
        number = said.get(PHONE_NUMBER)
        if number != before.fields.get(PHONE_NUMBER):
            told = {"number": number, "verified": False} if number else {}
            self._put(tx, person_id, PHONE_NUMBER, told)
        self._say_email(tx, person_id, said.get(EMAIL), before)

    def names_another_email(self, tx: Tx, person_id: str, typed: Mapping[str, str]) -> bool:
        """Whether an address is typed that is neither on file nor waits. Raises ``KeyErased``."""
        address = read_email(typed.get(EMAIL, ""))
        before = self.own_say(tx, person_id)
        return address is not None and address not in (before.fields.get(EMAIL), before.waiting)

    def confirm_phone(self, tx: Tx, person_id: str) -> bool:
        """Note that the number on file was seen to be the holder's; ``False`` when there is none."""
        kept = self._all(tx, person_id).get(PHONE_NUMBER)
        if kept is not None:
            self._keep(tx, person_id, PHONE_NUMBER, {**kept, "verified": True})
        return kept is not None

    def claims(self, tx: Tx, person_id: str, wanted: Iterable[str]) -> dict[str, object]:
        """Those of the claims that rest on what the holder says, as far as it is on file.

        Raises ``KeyErased``.
        """
        asked = frozenset(wanted).intersection(SAID_BY_HOLDER)
        if not asked:
            return {}
        said = self.own_say(tx, person_id)
        found: dict[str, object] = {name: said.fields[name] for name in PROFILE if name in said.fields}
        if EMAIL in said.fields:
            found |= {EMAIL: said.fields[EMAIL], "email_verified": said.email_verified}
        if PHONE_NUMBER in said.fields:
            number = {PHONE_NUMBER: said.fields[PHONE_NUMBER]}
            found |= {**number, "phone_number_verified": said.phone_number_verified}
        if address := {name: said.fields[name] for name in ADDRESS if name in said.fields}:
            found[OWN_ADDRESS] = address
        found["updated_at"] = int(self.updated_at(tx, person_id).timestamp())
        return {name: value for name, value in found.items() if name in asked}

    def updated_at(self, tx: Tx, person_id: str) -> datetime:
        """When anything about a person was changed last: by the holder, or in the register."""
        each = (tx.execute(query, {"person": person_id}).scalar() for query in (CHANGED, REGISTERED))
        moments: list[datetime] = [moment for moment in each if moment is not None]
        return max(moments)

    def _say_email(self, tx: Tx, person: str, address: str | None, before: OwnSay) -> None:
        if address == before.fields.get(EMAIL):
            self._remove(tx, person, WAITING)
        elif before.email_verified:
            self._put(tx, person, WAITING, {"address": address} if address else {})
        elif address:
            self.set_email(tx, person, address, verified=False)
        else:
            self.remove_email(tx, person)

    def _all(self, tx: Tx, person: str) -> Mapping[str, Mapping[str, Any]]:
        """Every kind that is there, opened."""
        rows = tx.execute(SEALED, {"person": person}).all()
        if not rows:
            return {}
        key = self._vault.key(tx, person)
        return {row.kind: json.loads(key.open(place_of(person, row.kind), row.sealed)) for row in rows}

    def _put(self, tx: Tx, person: str, kind: str, value: Mapping[str, object]) -> None:
        """Keep a kind, or forget it when nothing is said; what stays the same is not changed."""
        if not value:
            self._remove(tx, person, kind)
        elif value != self._all(tx, person).get(kind):
            self._keep(tx, person, kind, value)

    def _keep(self, tx: Tx, person: str, kind: str, value: Mapping[str, object]) -> None:
        sealed = self._vault.key(tx, person).seal(place_of(person, kind), json.dumps(value).encode())
        row = {"sealed": sealed, "changed_at": self._clock.now()}
        if tx.execute(update(person_contacts).where(same(person, kind)).values(**row)).rowcount == 0:
            tx.execute(insert(person_contacts), {"person_id": person, "kind": kind, **row})

    def _remove(self, tx: Tx, person: str, kind: str) -> None:
        tx.execute(delete(person_contacts).where(same(person, kind)))


def same(person: str, kind: str) -> Any:
    """The row of one kind."""
    return (person_contacts.c.person_id == person) & (person_contacts.c.kind == kind)


def place_of(person: str, kind: str) -> Place:
    """Where it is sealed: what one kind holds does not open as another."""
    return Place("person_contacts", "sealed", f"{person}/{kind}")
