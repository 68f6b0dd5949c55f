"""The story of signing in with a passkey, and of having some (WebAuthn Level 3, discoverable credentials).

A passkey names its holder by itself: nothing is typed, and nothing on our page says who may have one. It was
made for our host alone, so no other site can ask for it. What is refused is refused in one sentence, whether
the passkey is unknown, the signature wrong, or the page too old.
"""

from __future__ import annotations

import hmac
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from fido2.webauthn import AttestedCredentialData

from joincard_core.cards import Cards, Status
from joincard_core.clock import Clock
from joincard_core.keys import KeyErased, Place, Vault
from joincard_core.settings import Settings
from joincard_core.signing_in import passkeys_challenge, passkeys_rows, step_rows, store, throttle
from joincard_core.signing_in.acr import AMR, PASSKEY
from joincard_core.signing_in.changes import tell
from joincard_core.signing_in.errors import (
    BadPasskeyName,
    CardAtItsEnd,
    PasskeyNotAdded,
    PasskeyRefused,
    TooManyPasskeys,
)
from joincard_core.signing_in.model import SignedIn
from joincard_core.signing_in.passkeys_answer import Signed, Unreadable, read_made, read_signed
from joincard_core.signing_in.passkeys_challenge import ChallengeRefused, Challenges
from joincard_core.signing_in.passkeys_relying_party import Known, RelyingParty, Unaccepted
from joincard_core.signing_in.password import ENDED
from joincard_core.signing_in.throttle import Visit
from joincard_core.signing_in.ways import Ways
from joincard_core.storage import Database, Tx, new_id

ADDED, REMOVED = "passkey-added", "passkey-removed"
LONGEST_NAME = 60
PRUNE_EVERY = timedelta(minutes=5)

log = structlog.get_logger("joincard.signing_in")


@dataclass(frozen=True, slots=True)
class Passkey:
    """One passkey of a holder, as they see it. ``doubted_at``: when it came with an old counter."""

    id: str
    name: str = field(repr=False)
    created_at: datetime
    used_at: datetime | None
    doubted_at: datetime | None
    backed_up: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A passkey as it was read for a sign-in."""

    id: str
    person_id: str
    credential: AttestedCredentialData = field(repr=False)


class Passkeys:
    """Signs holders in by passkey, and keeps their passkeys; what is added or removed is told by e-mail."""

    def __init__(
        self, database: Database, vault: Vault, clock: Clock, settings: Settings, ways: Ways
    ) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock
        self._ways = ways
        self._party = RelyingParty(settings.issuer)
        self._challenges = Challenges(vault, timedelta(seconds=settings.interaction_lifetime))
        self._cards = Cards()
        self._pruned = clock.now() - PRUNE_EVERY

    @property
    def offered(self) -> bool:
        """Whether this authority can take passkeys: its issuer is a host with a name."""
        return self._party.offers

    def to_sign_in(self, browser: str) -> dict[str, Any]:
        """What a page asks the browser for, which holds the cookie ``browser``. Nothing is written."""
        return self._party.to_sign_in(self._challenges.new("sign-in", browser, self._clock.now()))

    def sign_in(self, answer: str, address: str, browser: str) -> SignedIn:
        """Sign a holder in with the authenticator's answer, as JSON.

        Raises ``TooManySignIns``, ``PasskeyRefused``, or ``CardAtItsEnd`` when the passkey was right.
        """
        now = self._clock.now()
        try:
            signed = read_signed(answer)
        except Unreadable:
            signed = None
        kept = self._looked_up(signed, address, now)
        if signed is None:
            raise PasskeyRefused
        try:
            client_data = signed.response.response.client_data
            challenge = self._challenges.recognised(client_data.challenge, "sign-in", browser, now)
            shown = self._party.check_signed(signed, None if kept is None else kept.credential)
        except (ChallengeRefused, Unaccepted):
            raise PasskeyRefused from None
        if kept is None or not hmac.compare_digest(signed.user, self._handle(kept.person_id)):
            raise PasskeyRefused
        with self._database.write() as tx:
            if not passkeys_challenge.use(tx, challenge):
                raise PasskeyRefused
            moved_on = passkeys_rows.used(tx, kept.id, shown.counter, shown.is_backed_up(), now)
            if moved_on:
                throttle.visit_succeeded(tx, Visit.of(self._vault, address, now, kept.id))
            else:
                passkeys_rows.doubt(tx, kept.id, now)
            cards = self._cards.of_person(tx, kept.person_id, now)
        if not moved_on:
            log.warning("sign-in.passkey-counter", passkey=kept.id)
            raise PasskeyRefused
        return SignedIn(kept.person_id, good_card(cards), now, PASSKEY, AMR[PASSKEY])

    def of_person(self, person_id: str) -> tuple[Passkey, ...]:
        """A person's passkeys, the oldest first. Raises ``KeyErased``."""
        with self._database.read() as tx:
            key = self._vault.key(tx, person_id)
            rows = passkeys_rows.of_person(tx, person_id)
        return tuple(
            Passkey(
                id=row.id,
                name=key.open(place_of("name", row.id), row.name).decode(),
                created_at=row.created_at,
                used_at=row.used_at,
                doubted_at=row.doubted_at,
                backed_up=row.backed_up,
            )
            for row in rows
        )

    def to_add(self, person_id: str, browser: str, shown_as: str) -> dict[str, Any]:
        """What a page asks the browser for to make a passkey. Nothing is written.

        ``shown_as`` is what the authenticator shows beside our name. Raises ``KeyErased``.
        """
        with self._database.read() as tx:
            key = self._vault.key(tx, person_id)
            rows = passkeys_rows.of_person(tx, person_id)
        credentials = (
            (AttestedCredentialData(key.open(place_of("credential", row.id), row.credential)), row)
            for row in rows
        )
        known = [Known(each.credential_id, tuple(row.transports.split())) for each, row in credentials]
        challenge = self._challenges.new("add", with_person(browser, person_id), self._clock.now())
        return self._party.to_add(challenge, self._handle(person_id), shown_as, known)

    def add(self, person_id: str, browser: str, answer: str, name: str) -> Passkey:
        """Keep a new passkey.

        Raises ``BadPasskeyName``, ``PasskeyNotAdded``, ``TooManyPasskeys`` or ``KeyErased``.
        """
        called, now = fit_name(name), self._clock.now()
        try:
            made = read_made(answer)
            client_data = made.response.response.client_data
            challenge = self._challenges.recognised(
                client_data.challenge, "add", with_person(browser, person_id), now
            )
            credential = self._party.check_made(made)
        except (Unreadable, ChallengeRefused, Unaccepted):
            raise PasskeyNotAdded from None
        shown = made.response.response.attestation_object.auth_data
        passkey = Passkey(new_id(), called, now, None, None, shown.is_backed_up())
        with self._database.write() as tx:
            key = self._vault.key(tx, person_id)
            row = {
                "id": passkey.id,
                "person_id": person_id,
                "credential_index": self._index(credential.credential_id),
                "credential": key.seal(place_of("credential", passkey.id), bytes(credential)),
                "name": key.seal(place_of("name", passkey.id), called.encode()),
                "sign_count": shown.counter,
                "transports": " ".join(made.transports),
                "backed_up": passkey.backed_up,
                "created_at": now,
            }
            if not passkeys_challenge.use(tx, challenge):
                raise PasskeyNotAdded
            if not passkeys_rows.add(tx, row):
                full = len(passkeys_rows.of_person(tx, person_id)) >= passkeys_rows.MOST
                raise TooManyPasskeys(passkeys_rows.MOST) if full else PasskeyNotAdded
            step_rows.note_change(tx, person_id, ADDED, now)
        tell(self._database, self._ways, person_id, ADDED)
        return passkey

    def rename(self, person_id: str, passkey_id: str, name: str) -> bool:
        """Call a passkey something else; ``False`` when there is no such one of theirs.

        Raises ``BadPasskeyName`` or ``KeyErased``.
        """
        called = fit_name(name)
        if not passkey_id.isprintable():  # PostgreSQL refuses a text with a null
            return False
        with self._database.write() as tx:
            sealed = self._vault.key(tx, person_id).seal(place_of("name", passkey_id), called.encode())
            return passkeys_rows.rename(tx, person_id, passkey_id, sealed)

    def remove(self, person_id: str, passkey_id: str) -> bool:
        """Take a passkey from a person; ``False`` when there is no such one of theirs."""
        if not passkey_id.isprintable():
            return False
        with self._database.write() as tx:
            if not passkeys_rows.remove(tx, person_id, passkey_id):
                return False
            step_rows.note_change(tx, person_id, REMOVED, self._clock.now())
        tell(self._database, self._ways, person_id, REMOVED)
        return True

    def _looked_up(self, signed: Signed | None, address: str, now: datetime) -> Kept | None:
        """The passkey of an answer, once it may be tried from there. Raises ``TooManySignIns``."""
        with self._database.write() as tx:
            row = None if signed is None else passkeys_rows.find(tx, self._index(signed.response.raw_id))
            visit = Visit.of(self._vault, address, now, None if row is None else row.id)
            throttle.admit_visit(tx, visit, now)
            self._prune(tx, now)
            try:
                key = self._vault.key(tx, "" if row is None else row.person_id)
            except KeyErased:  # and so for nobody
                return None
            if row is None:
                return None
            clear = key.open(place_of("credential", row.id), row.credential)
            return Kept(row.id, row.person_id, AttestedCredentialData(clear))

    def _prune(self, tx: Tx, now: datetime) -> None:
        if now - self._pruned >= PRUNE_EVERY:
            store.prune(tx, now, now - throttle.SLOW_CLOCK)
            self._pruned = now

    def _index(self, credential_id: bytes) -> bytes:
        return self._vault.index("passkey", credential_id.hex())

    def _handle(self, person_id: str) -> bytes:
        """What authenticators keep as the holder's id: theirs alone, and in no other table."""
        return self._vault.index("passkey user", person_id)


def good_card(cards: tuple[tuple[str, Status], ...]) -> str:
    """The newest card with which somebody can sign in. Raises ``CardAtItsEnd`` or ``PasskeyRefused``."""
    if not cards:
        raise PasskeyRefused
    for card, status in cards:
        if status not in ENDED:
            return card
    raise CardAtItsEnd(cards[0][1].value)


def fit_name(name: str) -> str:
    """What a holder calls a passkey. Raises ``BadPasskeyName``."""
    found = " ".join(unicodedata.normalize("NFC", name[: 4 * LONGEST_NAME]).split())
    if not 1 <= len(found) <= LONGEST_NAME or not found.isprintable():
        raise BadPasskeyName(LONGEST_NAME)
    return found


def with_person(browser: str, person_id: str) -> str:
    """The browser while this person is signed in there; nothing for no browser."""
    return browser and f"{browser} {person_id}"


def place_of(column: str, passkey_id: str) -> Place:
    """Where something of a passkey is sealed."""
    return Place("passkeys", column, passkey_id)
