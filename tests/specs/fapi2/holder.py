"""A holder in front of a browser: reads pages, fills in forms, and never follows an answer to the client."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from flask import Flask

from tests.specs.system import ISSUER


class Shown(HTMLParser):
    """What of a page a holder can use: its form, its buttons, and texts by the id of their element."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.action = ""
        self.fields: dict[str, str] = {}
        self.buttons: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self._id = ""
        self.feed(body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._id = given.get("id", "")
        if tag == "form":
            self.action = given["action"]
        elif tag in ("a", "img"):
            self.links[self._id or tag] = given.get("href", "")
        elif tag == "input":
            self.fields[given["name"]] = given.get("value", "")
        elif tag == "button":
            self.buttons[self._id] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._id:
            self.texts[self._id] = data
            self._id = ""


@dataclass(frozen=True)
class Page:
    """Where a browser ended: on a page of ours, or with an address of a client's to go to."""

    status: int
    location: str
    shown: Shown = field(repr=False)


@dataclass(frozen=True)
class Holder:
    """Who signs in, and with what."""

    region: str
    number: str
    password: str

    @property
    def typed(self) -> dict[str, str]:
        """What is typed into the sign-in page."""
        return {"region": self.region, "number": self.number, "password": self.password}


class Browser:
    """A browser with cookies of its own."""

    def __init__(self, app: Flask) -> None:
        self._web = app.test_client()

    def open(self, path: str) -> Page:
        """Go to an address of the authority, and on where it leads, as long as that is the authority."""
        return self._sent("GET", path)

    def press(self, page: Page, button: str, typed: Mapping[str, str] | None = None) -> Page:
        """Fill in the form of a page and press a button of it."""
        pressed = {"action": page.shown.buttons[button]}
        return self._sent("POST", page.shown.action, data={**page.shown.fields, **(typed or {}), **pressed})

    def _sent(self, method: str, path: str, **rest: Any) -> Page:
        with self._web.open(path, method=method, base_url=ISSUER, **rest) as answer:
            location, body = answer.headers.get("Location", ""), answer.get_data(as_text=True)
        if location.startswith("/"):
            return self._sent("GET", location)
        return Page(answer.status_code, location, Shown(body))
