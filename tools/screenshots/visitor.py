"""Somebody in front of a browser without cookies, whom a client sends to the authority."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from playwright.sync_api import Browser, Page

from demo.lines import card_number, password
from tools.screenshots.authority import BYE, CALLBACK, PERSON, Authority, Client

WIDTH = 800  # px
LEAST_HEIGHT = 200  # px; a page that is higher is shown whole


@dataclass
class Visitor:
    """They, their browser, and the client."""

    page: Page
    authority: Authority
    client: Client
    id_token: str = field(default="", repr=False)

    @classmethod
    def at(cls, browser: Browser, authority: Authority, **registered: str) -> Visitor:
        """A new browser, and a new client with what its module registers."""
        context = browser.new_context(
            locale="en-GB", viewport={"width": WIDTH, "height": LEAST_HEIGHT}, color_scheme="light"
        )
        return cls(context.new_page(), authority, authority.client(**registered))

    def asks(self, **changes: str | None) -> None:
        """An authorization request; a parameter that is None is left out."""
        usual: dict[str, str | None] = {
            "response_type": "code",
            "client_id": self.client.id,
            "redirect_uri": CALLBACK,
            "scope": "openid",
            "state": secrets.token_hex(8),
            "nonce": secrets.token_hex(8),
        }
        self._open("/oauth/authorize", usual | changes)

    def signs_in(self) -> None:
        """A request, its pages, and the ID token that it ends with."""
        self.asks()
        self.page.fill("#region", PERSON.city)
        self.page.fill("#number", card_number(PERSON.key))
        self.page.fill("#password", password(PERSON.key))
        self._press("#sign-in")
        with self.page.expect_request(
            f"{CALLBACK}?*"
        ) as answer:  # the client has no site: nothing comes back
            self.page.click("#approve")
        (code,) = parse_qs(urlsplit(answer.value.url).query)["code"]
        self.id_token = self.client.id_token(code)

    def leaves(self, **changes: str | None) -> None:
        """A logout request, of somebody who has signed in; a parameter that is None is left out."""
        usual: dict[str, str | None] = {
            "id_token_hint": self.id_token,
            "post_logout_redirect_uri": BYE,
            "state": secrets.token_hex(8),
        }
        self._open("/oauth/logout", usual | changes)

    def confirms(self) -> None:
        """Yes to signing out."""
        self._press("#sign-out")

    def _open(self, path: str, sent: dict[str, str | None]) -> None:
        query = urlencode({name: value for name, value in sent.items() if value is not None})
        self.page.goto(urljoin(self.authority.site, f"{path}?{query}"))

    def _press(self, selector: str) -> None:
        with self.page.expect_navigation():
            self.page.click(selector)
