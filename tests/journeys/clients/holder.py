"""A holder in front of a browser: cookies, redirects and the forms of the authority's pages, over real HTTP."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urljoin

import httpx2

from core.tests.web.authorizing import BROWSERS_OWN, CODE, Shown
from tests.journeys.clients.served import PASSWORD
from tests.journeys.place import ANN

PAGES = 8
"""More than any way through the pages has; a circle ends here."""
SEE_OTHER = 303
TYPED = {"region": ANN.region, "number": ANN.number, "password": PASSWORD}


@dataclass(frozen=True, slots=True)
class Taken:
    """What the browser takes to the client: a request of this method; or, at an error page, its code alone."""

    method: str = ""
    uri: str = ""
    body: str = ""
    stopped: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """Ann, who signs in with her card and then decides."""

    issuer: str
    http: httpx2.Client = field(repr=False)

    @classmethod
    @contextmanager
    def opened(cls, issuer: str, trusted: Path | None = None) -> Iterator[Holder]:
        """With a fresh browser, which trusts one certificate of a server."""
        verify = ssl.create_default_context(cafile=trusted) if trusted else True
        with httpx2.Client(verify=verify, trust_env=False) as http:
            yield cls(issuer, http)

    def visit(self, address: str, decision: str = "approve") -> Taken:
        """Open an address that a client leads to, and press ``approve``, ``deny`` or ``cancel``.

        Each visit is one of a browser that was never here: it is asked for everything.
        """
        self.http.cookies.clear()
        answer = self.http.get(address)
        for _ in range(PAGES):
            if answer.status_code == SEE_OTHER:
                location = urljoin(str(answer.url), answer.headers["Location"])
                if not location.startswith(f"{self.issuer}/"):
                    return Taken("GET", location)
                answer = self.http.get(location)
                continue
            if found := CODE.search(answer.text):
                return Taken(stopped=found[1])
            shown = Shown(answer.text)
            to = urljoin(str(answer.url), shown.one("form")["action"])
            if not to.startswith(f"{self.issuer}/"):
                return Taken("POST", to, urlencode(shown.fields))
            answer = self.http.post(to, data=filled(shown, decision), headers=BROWSERS_OWN)
        raise AssertionError(f"The pages lead in a circle: {answer.url}")


def filled(shown: Shown, decision: str) -> dict[str, str]:
    """The form of a page: card and password where it asks for them, and the button that is pressed."""
    buttons = {name for name in shown.ids if shown.ids[name].get("name") == "action"}
    pressed = decision if decision in buttons else "sign-in"
    typed = {name: TYPED.get(name, value) for name, value in shown.fields.items()}
    return {**typed, "action": shown.ids[pressed]["value"]}
