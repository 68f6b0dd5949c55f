"""A person in front of a browser: every page that they come to is looked at before they go on."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page

from tests.browser.watching import Watch

DESK, PHONE = 1280, 320
LANGUAGES = {"en": "en-GB", "zh": "zh-CN"}
TAGS = {"en": "en", "zh": "zh-Hans"}
HASTE = 1_000  # ms
PATIENCE = 20_000  # ms, on a busy machine
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody looks at pages. On a phone it is dark."""

    language: Literal["en", "zh"]
    width: int
    script: bool = True

    def __str__(self) -> str:
        return f"{self.language}-{self.width}{'' if self.script else '-noscript'}"


# Any two of language, width and script meet in one of them.
WAYS = (Way("en", DESK), Way("zh", PHONE), Way("en", PHONE, script=False), Way("zh", DESK, script=False))
WITH_SCRIPT = tuple(way for way in WAYS if way.script)


@dataclass
class Holder:
    """Somebody with a browser of their own. ``site`` is where addresses without a host lead."""

    page: Page
    watch: Watch
    site: str
    way: Way
    languages: bool = True
    """Whether pages are in the language of the way; those for developers are in English."""

    @classmethod
    def at(cls, browser: Browser, site: str, way: Way, axe: str, *others: str) -> Holder:
        """Open a browser without cookies. ``others``: sites beside that one that pages may lead to."""
        context: BrowserContext = browser.new_context(
            locale=LANGUAGES[way.language],
            viewport={"width": way.width, "height": 800},
            color_scheme="dark" if way.width == PHONE else "light",
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        return cls(page, Watch(page, (site, *others), axe, way.script), site, way)

    def open(self, address: str) -> Holder:
        """Open an address."""
        self.page.goto(urljoin(self.site, address))
        return self.look()

    def press(self, selector: str, **typed: str) -> Holder:
        """Type into fields by their ids, and press what leads to another page."""
        for name, value in typed.items():
            self.page.fill(f"#{name}", value)
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        return self.look()

    def press_unless_done(self, selector: str, until: str) -> Holder:
        """Press a button that shows what may happen by itself, and come to another page."""
        with suppress(Error):  # the page has left meanwhile
            self.page.locator(selector).click(timeout=HASTE)
        self.page.wait_for_url(f"{urljoin(self.site, until)}*")
        return self.look()

    def back(self) -> Holder:
        """The browser's own button."""
        self.page.go_back()
        return self.look()

    def look(self) -> Holder:
        """Fail when anything is wrong with the page that is shown."""
        faults = self.watch.faults()
        assert faults == [], f"{self.page.url}\n" + "\n".join(faults)
        if self.languages:
            assert self.page.locator("html").get_attribute("lang") == TAGS[self.way.language], self.page.url
        return self

    def get_authenticator(self) -> str:
        """Give the browser an authenticator that knows its holder; the answer is its id."""
        self.watch.tools.send("WebAuthn.enable")
        options: dict[str, Any] = {"options": AUTHENTICATOR}
        return str(self.watch.tools.send("WebAuthn.addVirtualAuthenticator", options)["authenticatorId"])

    def touches(self, authenticator: str, *, always: bool) -> None:
        """Whether the holder touches the authenticator as soon as it asks."""
        asked = {"authenticatorId": authenticator, "enabled": always}
        self.watch.tools.send("WebAuthn.setAutomaticPresenceSimulation", asked)

    def find(self, selector: str) -> Locator:
        """Something on the page."""
        return self.page.locator(selector)

    def reads(self, selector: str) -> str:
        """The text of something on the page."""
        return self.page.locator(selector).first.inner_text()

    @property
    def path(self) -> str:
        """Where they are."""
        return urlsplit(self.page.url).path

    def leave(self) -> None:
        """Close the browser."""
        self.page.context.close()
