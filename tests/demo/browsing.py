"""A browser of the demo's people: cookies, redirects from one site to the other and back, forms."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urljoin

import httpx2

from core.tests.web.authorizing import BROWSERS_OWN, Shown
from demo.lines import card_number, password
from demo.persons import JIAXING
from tests.demo.running import Running

CARD = {"region": JIAXING, "number": card_number("stephen"), "password": password("stephen")}


@dataclass
class Browser:
    """Stephen's."""

    running: Running
    http: httpx2.Client = field(repr=False)

    @classmethod
    @contextmanager
    def opened(cls, running: Running) -> Iterator[Browser]:
        """With no cookie yet."""
        with httpx2.Client(follow_redirects=True, headers=BROWSERS_OWN, trust_env=False) as http:
            yield cls(running, http)

    @property
    def authority(self) -> str:
        """Where the authority is."""
        return f"http://localhost:{self.running.port}"

    @property
    def portal(self) -> str:
        """Where the provider's site is."""
        return f"http://localhost:{self.running.port + 1}"

    def open(self, address: str) -> httpx2.Response:
        """Open an address; of the site where it names no other."""
        return self.http.get(urljoin(self.portal, address))

    def follow(self, page: httpx2.Response, link: str) -> httpx2.Response:
        """Follow a link by its id."""
        return self.http.get(urljoin(str(page.url), Shown(page.text).ids[link]["href"]))

    def press(self, page: httpx2.Response, button: str, **typed: str) -> httpx2.Response:
        """Fill in the form of a page and press a button by its id."""
        shown = Shown(page.text)
        found = shown.ids[button]
        pressed = {found["name"]: found["value"]} if "name" in found else {}
        sent = {**shown.fields, **typed, **pressed}
        return self.http.post(urljoin(str(page.url), shown.one("form")["action"]), data=sent)

    def sign_in(self, page: httpx2.Response) -> httpx2.Response:
        """What comes after the authority's page that asks for the card, and for a code if it does."""
        answer = self.press(page, "sign-in", **CARD)
        assert answer.status_code == 200, answer.text
        return answer

    def agree(self, page: httpx2.Response) -> httpx2.Response:
        """Sign in where that is asked, and agree."""
        shown = Shown(page.text)
        if "sign-in" in shown.ids and "approve" not in shown.ids:
            page = self.sign_in(page)
        return self.press(page, "approve") if "approve" in Shown(page.text).ids else page
