"""A clerk's terminal: ask (OpenID CIBA Core, or a code by RFC 8628), wait until the holder agrees, verify.

The clerk's system has a key of its own at the authority; what it may ask is what the holder agreed to on
their own page, with the same words before their eyes as the clerk has.
"""

from __future__ import annotations

import json
import secrets
import time
from contextlib import nullcontext
from dataclasses import dataclass, field
from urllib.parse import urlencode

import httpx2
from joincard_sdk import keys
from joincard_sdk.client import Presentation, Verification
from joincard_sdk.client.blocking import BlockingWire, finished
from joincard_sdk.client.calls import Calls
from joincard_sdk.client.opening import http_settings, new_session
from joincard_sdk.client.patience import MACHINE
from joincard_sdk.client.proof import Target
from joincard_sdk.client.session import Session
from joincard_sdk.client.token import ASSERTION_TYPE, Identity, Token
from joincard_sdk.fees import Use

from demo.asking import SHORT
from demo.bell import Bell
from demo.place import Place
from demo.providers import PROVIDERS
from demo.telling import console

CIBA = "urn:openid:params:grant-type:ciba"
BY_CODE = "urn:ietf:params:oauth:grant-type:device_code"
HOSPITAL = PROVIDERS[0]
CLIENT = f"{HOSPITAL.id}-counter"
PINGED = f"{CLIENT}-pinged"
"""The same system in ping mode, with the same key."""
SCOPE = "openid verify"
PENDING, SLOW_DOWN = "authorization_pending", "slow_down"
SLOWER = 5  # s
RARELY = 6  # intervals between two polls where a bell will ring
SORRY = {
    "access_denied": "The holder did not agree.",
    "expired_token": "Nobody agreed in time. Is the holder signed in, and is it their card?",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What the clerk wants to ask about a card."""

    service: str
    purpose: str
    use: Use | None = None

    @property
    def details(self) -> str:
        """As ``authorization_details`` (RFC 9396)."""
        cities = [HOSPITAL.city]
        found = {"type": "card_verification", "services": [self.service], "cities": cities}
        return json.dumps([{**found, "purpose": self.purpose}])


@dataclass(slots=True)
class Asked:
    """A request that waits for a holder. ``interval`` is in seconds; the other two are there with a code."""

    form: dict[str, str] = field(repr=False)
    interval: int
    user_code: str = ""
    address: str = ""


@dataclass(slots=True)
class Terminal:
    """One clerk's program, open at the authority of the demo."""

    session: Session
    http: httpx2.Client = field(repr=False)

    @classmethod
    def at(cls, place: Place, client: str = CLIENT) -> Terminal:
        """The terminal of the hospital's counter."""
        http = httpx2.Client(timeout=5.0, **http_settings(place.issuer))
        identity = Identity(client, keys.read_private(place.key(CLIENT)))
        wire = BlockingWire(http, SHORT, time.sleep)
        return cls(new_session(place.issuer, identity, wire, SHORT, MACHINE), http)

    def ask(self, card: Presentation, wish: Wish, message: str, bell: Bell | None = None) -> Asked:
        """Put a request on the holder's page. Raises ``LookupError`` with what the authority says."""
        more = {} if bell is None else {"client_notification_token": bell.token}
        hint = f"{card.region} {card.number}"
        found = self._asked("/oauth/bc-authorize", wish, message, login_hint=hint, **more)
        form = {"grant_type": CIBA, "auth_req_id": str(found["auth_req_id"])}
        return Asked(form, int(str(found["interval"])))

    def ask_by_code(self, wish: Wish, message: str) -> Asked:
        """Get a code for the screen. Raises ``LookupError`` with what the authority says."""
        found = self._asked("/oauth/device_authorization", wish, message)
        form = {"grant_type": BY_CODE, "device_code": str(found["device_code"])}
        address = str(found["verification_uri_complete"])
        return Asked(form, int(str(found["interval"])), str(found["user_code"]), address)

    def poll(self, asked: Asked) -> bool:
        """Whether the holder has agreed by now. Raises ``LookupError`` when they did not, or too late."""
        found = self._post("/oauth/token", asked.form)
        if "access_token" in found:
            ends = MACHINE.elapsed() + float(str(found["expires_in"]))
            self.session.token = Token(str(found["access_token"]), ends)
            return True
        error = str(found.get("error"))
        if error not in (PENDING, SLOW_DOWN):
            raise LookupError(SORRY.get(error, str(found.get("error_description"))))
        asked.interval += SLOWER if error == SLOW_DOWN else 0
        return False

    def wait(self, asked: Asked, bell: Bell | None = None) -> None:
        """Return when the holder has agreed. Raises ``LookupError`` when they did not.

        Who has a bell listens before it polls, and polls now and then where it stays silent.
        """
        while True:
            if bell is not None and bell.wait(asked.form["auth_req_id"], RARELY * asked.interval):
                console.print("  [dim]The authority rang: the holder has answered.[/]")
            if self.poll(asked):
                return
            if bell is None:
                time.sleep(asked.interval)

    def verify(self, card: Presentation, wish: Wish) -> Verification:
        """Verify the card with what the holder agreed to. Raises a ``ClientError``."""
        calls = Calls(self.session)
        return finished(calls.verify(wish.service, HOSPITAL.city, card, None, wish.use))

    def _asked(self, path: str, wish: Wish, message: str, **form: str) -> dict[str, object]:
        usual = {"scope": SCOPE, "binding_message": message, "authorization_details": wish.details}
        found = self._post(path, {**usual, **form})
        if "error" in found:
            raise LookupError(str(found.get("error_description")))
        return found

    def _post(self, path: str, form: dict[str, str]) -> dict[str, object]:
        url, now = self.session.issuer + path, MACHINE.now()
        assertion = self.session.identity.assertion(self.session.issuer, now)
        sent = {**form, "client_assertion_type": ASSERTION_TYPE, "client_assertion": assertion}
        headers = {
            "content-type": "application/x-www-form-urlencoded",
            "dpop": self.session.prover.proof(Target("POST", url, now)),
        }
        try:
            found: dict[str, object] = self.http.post(url, content=urlencode(sent), headers=headers).json()
        except httpx2.TransportError as error:
            remedy = "Does the demo serve in another terminal? Start it with: make demo"
            raise LookupError(f"{type(error).__name__}. {remedy}") from None
        return found


def serve(place: Place, card: Presentation, wish: Wish, *, pinged: bool = False) -> Verification:
    """One visit at the counter, told of the answer or polling for it.

    Raises ``LookupError``, ``OSError`` or a ``ClientError``.
    """
    terminal = Terminal.at(place, PINGED if pinged else CLIENT)
    with terminal.http, Bell(place) if pinged else nullcontext() as bell:
        message = new_message()
        asked = terminal.ask(card, wish, message, bell)
        console.print(f"  On this screen, and on the holder's page: [bold]{message}[/]")
        console.print(f"  The holder agrees at {place.issuer}/me/requests", soft_wrap=True)
        console.print("  [dim]Waiting for the holder ...[/]")
        terminal.wait(asked, bell)
        console.print("  [green]The holder agreed.[/]")
        return terminal.verify(card, wish)


def new_message() -> str:
    """Words and a number for the clerk's screen and the holder's page."""
    return f"Counter 3 · {secrets.randbelow(9000) + 1000}"
