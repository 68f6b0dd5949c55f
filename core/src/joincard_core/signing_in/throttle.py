"""Limits on guessing passwords (NIST SP 800-63B section 3.2.2).

Counted in windows of a minute: per card and address, per address, and per card from wherever it is tried.
The last two slow strangers with many cards or many addresses, and let a holder through from every address
where they have signed in before: nobody is locked out by what others do, also not by who shares the address.
A card that does not exist counts like one that does. An attempt is counted before its password is looked
at, so that many at once are no more than the limit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from joincard_core.clock import from_epoch, to_epoch
from joincard_core.keys import Vault
from joincard_core.signing_in import store
from joincard_core.signing_in.errors import TooManySignIns
from joincard_core.storage import Tx

WINDOW = 60  # s
PER_CARD_AND_ADDRESS = 10
PER_ADDRESS = 60
PER_CARD = 30
KNOWN_FOR = timedelta(days=90)
SLOW_CLOCK = timedelta(hours=1)
"""How long windows are kept past their end: another machine's clock may still be in one."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to sign in: keyed digests of whom it names and where it comes from."""

    card: bytes
    address: bytes
    both: bytes
    place: bytes
    ends_at: datetime

    @classmethod
    def of(cls, vault: Vault, card: tuple[str, str], address: str, now: datetime) -> Attempt:
        """An attempt with a card, as region and number, from an address."""
        origin = network(address)
        return cls(
            card=vault.index("sign-in card", *card),
            address=vault.index("sign-in address", origin),
            both=vault.index("sign-in card and address", *card, origin),
            place=vault.index("sign-in place", *card, origin),
            ends_at=window_end(now),
        )


def admit(tx: Tx, attempt: Attempt, now: datetime) -> None:
    """Count an attempt. Raises ``TooManySignIns`` when it has to wait; it is not counted then.

    Always in this order: two transactions never wait for each other's row.
    """
    limits = [(attempt.both, PER_CARD_AND_ADDRESS)]
    if not store.is_known(tx, attempt.place, now):
        limits = [(attempt.address, PER_ADDRESS), *limits, (attempt.card, PER_CARD)]
    count_each(tx, limits, attempt.ends_at, now)


def succeeded(tx: Tx, attempt: Attempt, now: datetime) -> None:
    """Take an attempt back that was the holder's own, and know the address from now on.

    Only this one: with a card of their own nobody buys more guesses at the cards of others.
    """
    counted = [attempt.both]
    if not store.is_known(tx, attempt.place, now):
        counted = [attempt.address, *counted, attempt.card]
    for subject in counted:
        store.forgive(tx, subject, attempt.ends_at)
    store.know(tx, attempt.place, now + KNOWN_FOR)


@dataclass(frozen=True, slots=True)
class Visit:
    """One try to sign in that names no card beforehand: keyed digest of what it counts for.

    That is the address alone, or a passkey of ours there: nobody guesses which there are, so nobody else who
    shares the address can use a passkey's tries up.
    """

    subject: bytes
    ends_at: datetime

    @classmethod
    def of(cls, vault: Vault, address: str, now: datetime, passkey: str | None = None) -> Visit:
        """A try from an address, with the ``passkey`` that has this id."""
        origin = network(address)
        if passkey is None:
            return cls(vault.index("sign-in address", origin), window_end(now))
        return cls(vault.index("sign-in passkey and address", passkey, origin), window_end(now))


def admit_visit(tx: Tx, visit: Visit, now: datetime) -> None:
    """Count a try. Raises ``TooManySignIns`` when it has to wait; it is not counted then."""
    count_each(tx, [(visit.subject, PER_ADDRESS)], visit.ends_at, now)


def visit_succeeded(tx: Tx, visit: Visit) -> None:
    """Take a try back that was a holder's own."""
    store.forgive(tx, visit.subject, visit.ends_at)


def count_each(tx: Tx, limits: Iterable[tuple[bytes, int]], ends_at: datetime, now: datetime) -> None:
    """Count for each subject until the first that is over its limit. Raises ``TooManySignIns`` for that."""
    for subject, limit in limits:
        if store.count(tx, subject, ends_at) > limit:
            raise TooManySignIns(max(1, to_epoch(ends_at) - to_epoch(now)))


def window_end(now: datetime, window: int = WINDOW) -> datetime:
    """When the present window ends; ``window`` in seconds."""
    return from_epoch((to_epoch(now) // window + 1) * window)


def network(address: str) -> str:
    """What counts as one address: an IPv6 customer has a whole /64 of them."""
    try:
        found = ip_address(address)
    except ValueError:  # a Unix socket, or nothing at all
        return ""
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(IPv6Address(int(found) >> 64 << 64))
    return str(found)
