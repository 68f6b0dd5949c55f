"""Somebody of the demo: what they know, and the ways that they go through its pages."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from itertools import cycle

import pyotp

from demo.asking import person_named
from demo.lines import card, card_number, email, password
from demo.persons import PERSONS
from tests.browser.holder import Holder
from tests.demo.browsing import CODE
from tests.demo.running import Running

LONGEST_WAIT = 20.0


@dataclass
class People:
    """Everybody who can sign in, one after the other."""

    names: Iterator[str] = field(
        default_factory=lambda: cycle(person.key for person in PERSONS if card(person)["status"] == "active")
    )

    def next(self) -> str:
        """Who has not been here for longest."""
        return next(self.names)


@dataclass
class Visitor:
    """Somebody of the demo in front of a browser. ``totp`` is their application, where they have one."""

    holder: Holder
    running: Running
    person: str
    portal: str
    totp: str = field(default="", repr=False)
    last_code: str = field(default="", repr=False)

    @property
    def card(self) -> dict[str, str]:
        """What is typed to sign in."""
        found = person_named(self.person)
        return {"region": found.city, "number": card_number(self.person), "password": password(self.person)}

    def sign_in(self, address: str = "/me") -> Holder:
        """Open a page, and sign in where that is asked."""
        self.holder.open(address)
        return self.enter()

    def enter(self) -> Holder:
        """Sign in on the page that asks for it, by card and password and the code that is asked for then."""
        self.holder.press("#sign-in", **self.card)
        return self.holder.press("#sign-in", code=self.code())

    def code(self) -> str:
        """The code of the application, or of the last letter."""
        return self._application() if self.totp else self._letter()

    def _application(self) -> str:
        """A code is taken once: the next one, after half a minute, is within the tolerance by then."""
        now = pyotp.TOTP(self.totp).now()
        if now == self.last_code:
            now = pyotp.TOTP(self.totp).at(time.time() + 30)
        self.last_code = now
        return now

    def _letter(self) -> str:
        found = [match[0] for text in self.letters() if (match := CODE.search(text))]
        assert found, f"No letter came for {self.person}."
        return found[-1]

    def letters(self) -> list[str]:
        """The letters to this person alone, the newest last."""
        folder = self.running.folder / ".demo" / "letters"
        read = [
            message_from_bytes(file.read_bytes(), policy=policy.default)
            for file in sorted(folder.glob("*.eml"))
        ]
        mine = (letter for letter in read if letter["To"] == email(person_named(self.person)))
        bodies = (letter.get_body(("plain",)) for letter in mine)
        return [body.get_content().replace("\r\n", "\n") for body in bodies if body is not None]
