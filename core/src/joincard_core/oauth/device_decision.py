"""The holder decides on a device authorization request (RFC 8628 section 3.3), by the code that they typed.

Choices: an unknown code, one that has expired, one that was answered and one of a client that has gone are
told alike, and all count as guesses (section 5.1): per holder, and more generously per address. Only who
guesses has to wait: nobody else's code or terminal is touched. An address with a code in it to which another
site led counts apart: no foreign page uses up what its visitors may type.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from joincard_core.keys import Vault
from joincard_core.oauth import decoupled, device_rows, store, throttle, user_code
from joincard_core.oauth.backchannel_lifecycle import Status
from joincard_core.oauth.decoupled import Outcome, acting
from joincard_core.oauth.device_rows import DeviceRequest
from joincard_core.oauth.errors import TooManyUserCodes
from joincard_core.oauth.interaction import SignedIn
from joincard_core.oauth.model import Client
from joincard_core.storage import Tx

PER_HOLDER = 6  # in a minute; with those below, 20 ** 8 codes take a holder more than a thousand years
PER_HOLDER_LED = 30
PER_ADDRESS = 60  # for each of both


@dataclass(frozen=True, slots=True)
class DeviceWaiting:
    """A request that waits for whoever has its ``code`` (as it is shown), with the client that asks."""

    code: str = field(repr=False)
    request: DeviceRequest
    client: Client

    @property
    def answered(self) -> bool:
        """Whether it was decided already."""
        return self.request.status is not Status.PENDING


@dataclass(frozen=True, slots=True)
class Typing:
    """Somebody who types a code: who is signed in, and from where. ``led``: perhaps by another site."""

    person_id: str
    address: str
    led: bool = False

    @property
    def limits(self) -> dict[store.Subject, int]:
        """What wrong codes are counted for, with the limit of each."""
        if self.led:
            return {
                ("user_code", "led", self.person_id): PER_HOLDER_LED,
                ("user_code", "led from", self.address): PER_ADDRESS,
            }
        return {
            ("user_code", "of", self.person_id): PER_HOLDER,
            ("user_code", "from", self.address): PER_ADDRESS,
        }


def opened(tx: Tx, vault: Vault, typing: Typing, typed: str, now: datetime) -> DeviceWaiting | None:
    """What waits behind a code; ``None``, and counted, where nothing does. Raises ``TooManyUserCodes``."""
    admit(tx, typing, now)
    code = user_code.read(typed)
    found = None if code is None else device_rows.of_user_code(tx, vault, code, now)
    if code is not None and found is not None and (found.status is Status.PENDING or agreed(found, typing)):
        client = acting(tx, found.client_id, now)
        if client is not None:
            return DeviceWaiting(code, found, client)
    for subject in typing.limits:
        store.note_failure(tx, subject, now)
    return None


def agreed(found: DeviceRequest, typing: Typing) -> bool:
    """Whether this holder agreed already: who presses twice is told so, and not that the code is wrong."""
    return found.signed_in is not None and found.signed_in.person_id == typing.person_id


def approve(tx: Tx, vault: Vault, waiting: DeviceWaiting, signed_in: SignedIn, now: datetime) -> Outcome:
    """Agree: a grant, for which the client gets tokens with its next poll."""
    return decoupled.approve(tx, vault, device_rows.KIND, waiting.request, waiting.client, signed_in, now)


def deny(tx: Tx, waiting: DeviceWaiting, now: datetime) -> Outcome:
    """Refuse."""
    return decoupled.deny(tx, device_rows.KIND, waiting.request, now)


def admit(tx: Tx, typing: Typing, now: datetime) -> None:
    """Raises ``TooManyUserCodes`` when whoever types has to wait."""
    one, other = typing.limits
    failed = store.failures(tx, one, other, now - throttle.WINDOW)
    for subject, most in typing.limits.items():
        count, first = failed.get(subject, (0, now))
        if count >= most:
            raise TooManyUserCodes(max(1, int((first + throttle.WINDOW - now).total_seconds())))
