"""A client that sends people, requests that it has pushed, and the browser of a holder."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

from flask import Flask
from joincard_core.oauth import handle
from joincard_core.oauth.asked import Asked
from joincard_core.oauth.authorization_details import CardVerification
from joincard_core.oauth.tables import authorization_requests

if TYPE_CHECKING:
    from core.tests.web.conftest import Site

ISSUER = "https://card.example.cn"
CLIENT, CALLBACK = "portal", "https://portal.example.org:8443/cb?keep=1"
PASSWORD = "correct horse 电池"
AUTHORIZE = "/oauth/authorize"
BROWSERS_OWN = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
CODE = re.compile(r'<code id="code">([a-z.-]+)</code>')
VOID = {"meta", "link", "br", "img", "hr", "input"}


class Shown(HTMLParser):
    """A page as its reader has it; complains when a tag is left open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: dict[str, dict[str, str]] = {}
        self.fields: dict[str, str] = {}
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, str] = {}
        self.text = ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        if tag not in VOID:
            self.open.append(tag)
        if "id" in given:
            assert given["id"] not in self.ids
            self.ids[given["id"]] = given
        if tag == "input":
            self.fields[given["name"]] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.open:
            self.texts[self.open[-1]] = self.texts.get(self.open[-1], "") + data

    def one(self, tag: str) -> dict[str, str]:
        (found,) = (given for name, given in self.tags if name == tag)
        return found


@dataclass
class Page:
    """An answer to a browser, after the redirects within the authority."""

    status: int
    headers: Mapping[str, str]
    body: str = field(repr=False)

    @property
    def shown(self) -> Shown:
        return Shown(self.body)

    @property
    def location(self) -> str:
        return self.headers["Location"]

    @property
    def answer(self) -> dict[str, str]:
        """What the client is told in its address."""
        return {name: values[0] for name, values in parse_qs(urlsplit(self.location).query).items()}

    @property
    def error(self) -> str:
        """The code on the page that says that a request cannot go on."""
        title = self.shown.texts["title"]
        assert "This request cannot go on" in title or "You have decided already" in title
        found = CODE.search(self.body)
        assert found
        return found[1]


class Browser:
    """A holder's browser: cookies of its own, pages one after the other."""

    def __init__(self, app: Flask, address: str = "192.0.2.1") -> None:
        self.web = app.test_client()
        self.address = address

    def open(self, method: str, path: str, **rest: Any) -> Page:
        """One request, as a browser sends it."""
        environment = {"REMOTE_ADDR": self.address}
        with self.web.open(
            path, method=method, base_url=ISSUER, environ_overrides=environment, **rest
        ) as answer:
            return Page(answer.status_code, dict(answer.headers), answer.get_data(as_text=True))

    def get(self, path: str, **headers: str) -> Page:
        """Open an address, and follow redirects within the authority."""
        found = self.open("GET", path, headers={n.replace("_", "-"): v for n, v in headers.items()})
        while found.status == 303 and found.location.startswith("/"):
            found = self.open("GET", found.location)
        return found

    def begin(self, request_uri: str, client_id: str = CLIENT, **headers: str) -> Page:
        """Come from the client."""
        query = urlencode({"client_id": client_id, "request_uri": request_uri})
        return self.get(f"{AUTHORIZE}?{query}", **headers)

    def press(
        self, page: Page, button: str, headers: Mapping[str, str] = BROWSERS_OWN, /, **typed: str
    ) -> Page:
        """Fill in the form of a page and press a button; redirects within the authority are followed."""
        shown = page.shown
        pressed = {"action": shown.ids[button]["value"]}
        found = self.open(
            "POST",
            shown.one("form")["action"],
            data={**shown.fields, **typed, **pressed},
            headers=dict(headers),
        )
        if found.status == 303 and found.location.startswith("/"):
            return self.get(found.location)
        return found


@dataclass
class Desk:
    """The authority with a client whose people it sends here."""

    site: Site

    @property
    def number(self) -> str:
        """The number of Ann's card."""
        return self.site.numbers["ann"]

    @property
    def typed(self) -> dict[str, str]:
        """What Ann types."""
        return {"region": "330400", "number": self.number, "password": PASSWORD}

    def browser(self, address: str = "192.0.2.1") -> Browser:
        """Another browser."""
        return Browser(self.site.app, address)

    def push(self, **changes: Any) -> str:
        """A request that the client has pushed, checked already: its ``request_uri``."""
        usual: dict[str, Any] = {
            "client_id": CLIENT,
            "redirect_uri": CALLBACK,
            "response_mode": "query",
            "scopes": frozenset({"openid", "verify"}),
            "details": (CardVerification(("trial.plain.flat",), ("330400", "310000"), "Your visit."),),
            "state": "a b&c",
            "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        }
        asked = Asked(**{**usual, **changes})
        uri = f"urn:ietf:params:oauth:request_uri:{handle.new()}"
        row = {
            "digest": handle.digest(uri),
            "client_id": asked.client_id,
            "asked": json.dumps(asked.to_json()),
            "expires_at": self.site.clock.now() + timedelta(seconds=60),
        }
        with self.site.database.write() as tx:
            tx.execute(authorization_requests.insert(), row)
        return uri
