"""What goes on at the clerk's screen: one visit from the question to the receipt, kept in memory."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from threading import Lock

from joincard_sdk.client import ClientError, Presentation, Verification
from joincard_sdk.client.patience import MACHINE
from joincard_sdk.fees import Use
from joincard_sdk.texts import Text

from demo.counter import Asked, Terminal, Wish, new_message
from demo.place import Place

MOST = 50


@dataclass(frozen=True, slots=True)
class Errand:
    """What somebody comes to the counter for."""

    name: Text
    wish: Wish


ERRANDS: Mapping[str, Errand] = {
    "bill": Errand(
        Text("Pay an outpatient bill of 480 yuan", "支付 480 元门诊费用"),
        Wish(
            "healthcare.settlement.outpatient_local",
            "To settle your bill at the counter.",
            Use(basis=Decimal(480)),
        ),
    ),
    "register": Errand(
        Text("Register at the desk", "医院现场挂号"),
        Wish("healthcare.registration.walk_in", "To register you with a doctor today."),
    ),
}
WAYS: Mapping[str, Text] = {
    "ciba": Text("Ask on the holder's own page", "在持卡人自己的页面上询问"),
    "code": Text("Show a code that the holder types", "显示代码，由持卡人输入"),
}


@dataclass(slots=True)
class Visit:
    """One visit. ``due`` is when the authority may be asked again, by the machine's own clock."""

    errand: Errand
    card: Presentation = field(repr=False)
    message: str
    asked: Asked = field(repr=False)
    terminal: Terminal = field(repr=False)
    due: float
    answer: Verification | None = field(default=None, repr=False)
    sorry: str = ""
    lock: Lock = field(default_factory=Lock, repr=False)

    @property
    def waits(self) -> bool:
        """Whether the holder has not decided, as far as is known."""
        return self.answer is None and not self.sorry

    def look(self) -> None:
        """See whether the holder has decided; once it is known, the terminal is closed."""
        with self.lock:
            if self.waits and MACHINE.elapsed() >= self.due:
                self._ask()
                self._close_when_done()

    def _close_when_done(self) -> None:
        if not self.waits:
            self.terminal.http.close()

    def _ask(self) -> None:
        try:
            if self.terminal.poll(self.asked):
                self.answer = self.terminal.verify(self.card, self.errand.wish)
        except (LookupError, ClientError) as error:
            self.sorry = str(error)
        self.due = MACHINE.elapsed() + self.asked.interval


class Visits:
    """The visits of a day. The oldest go first."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._visits: dict[str, Visit] = {}
        self._lock = Lock()

    def begin(self, errand: Errand, card: Presentation, way: str) -> str:
        """Ask the holder; the answer is the visit's name. Raises ``LookupError``."""
        terminal, message = Terminal.at(self._place), new_message()
        try:
            asks = terminal.ask_by_code(errand.wish, message) if way == "code" else None
            asked = asks or terminal.ask(card, errand.wish, message)
        except LookupError:
            terminal.http.close()
            raise
        name, due = secrets.token_urlsafe(16), MACHINE.elapsed() + asked.interval
        with self._lock:
            while len(self._visits) >= MOST:
                self._visits.pop(next(iter(self._visits))).terminal.http.close()
            self._visits[name] = Visit(errand, card, message, asked, terminal, due)
        return name

    def find(self, name: str) -> Visit | None:
        """A visit."""
        with self._lock:
            return self._visits.get(name)

    def close(self) -> None:
        """The day is over."""
        with self._lock:
            for visit in self._visits.values():
                visit.terminal.http.close()
            self._visits.clear()
