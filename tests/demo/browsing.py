"""A browser of the demo's people: cookies, redirects from one site to the other and back, forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urljoin

import httpx2

from core.tests.web.authorizing import BROWSERS_OWN, Shown
from demo import letters
from demo.asking import person_named
from demo.lines import card_number, password
from tests.demo.running import Running

FORM = re.compile(r"<form.*?</form>", re.DOTALL)
CODE = re.compile(r"^\d{6,8}$", re.MULTILINE)
PAGES = 10
"""More than any way through the pages has; a circle ends here."""
Cookies = Mapping[str, str]


def typed(person: str) -> dict[str, str]:
    """What somebody of the demo types to sign in."""
    found = person_named(person)
    return {"region": found.city, "number": card_number(person), "password": password(person)}


def form_with(page: str, button: str) -> Shown:
    """The form of a page that has a button with this id."""
    (found,) = (form for form in FORM.findall(page) if f'id="{button}"' in form)
    return Shown(found)


@dataclass
class Browser:
    """Somebody's; stephen's where nobody is named."""

    running: Running
    http: httpx2.Client = field(repr=False)
    person: str = "stephen"

    @classmethod
    @contextmanager
    def opened(
        cls, running: Running, person: str = "stephen", cookies: Cookies | None = None
    ) -> Iterator[Browser]:
        """With the cookies that it has; none when it is new."""
        with httpx2.Client(
            follow_redirects=True, headers=BROWSERS_OWN, cookies=dict(cookies or {}), trust_env=False
        ) as http:
            yield cls(running, http, person)

    @property
    def authority(self) -> str:
        """Where the authority is."""
        return f"http://localhost:{self.running.port}"

    @property
    def portal(self) -> str:
        """Where the provider's site is."""
        return f"http://localhost:{self.running.port + 1}"

    @property
    def cookies(self) -> Cookies:
        """What it holds now."""
        return {cookie.name: cookie.value or "" for cookie in self.http.cookies.jar}

    def open(self, address: str) -> httpx2.Response:
        """Open an address; of the site where it names no other."""
        return self.http.get(urljoin(self.portal, address))

    def follow(self, page: httpx2.Response, link: str) -> httpx2.Response:
        """Follow a link by its id."""
        return self.http.get(urljoin(str(page.url), Shown(page.text).ids[link]["href"]))

    def press(self, page: httpx2.Response, button: str, **typed: str) -> httpx2.Response:
        """Fill in the form of a page, press a button by its id, and go where that leads."""
        return self.send(page, button, typed, follow=True)

    def send(
        self, page: httpx2.Response, button: str, typed: Mapping[str, str], *, follow: bool
    ) -> httpx2.Response:
        """The same; ``follow`` where that leads, or not."""
        shown = form_with(page.text, button)
        found = shown.ids[button]
        pressed = {found["name"]: found["value"]} if "name" in found else {}
        sent = {**shown.fields, **typed, **pressed}
        address = urljoin(str(page.url), shown.one("form")["action"])
        return self.http.post(address, data=sent, follow_redirects=follow)

    def sign_in(self, page: httpx2.Response) -> httpx2.Response:
        """What comes after the authority's pages that ask for the card, and then for the code of a letter."""
        half = self.press(page, "sign-in", **typed(self.person))
        assert half.status_code == 200, half.text
        whole = self.press(half, "sign-in", code=self.code())
        assert whole.status_code == 200, whole.text
        return whole

    def answer(self, page: httpx2.Response, action: str) -> httpx2.Response:
        """Press a button of the newest request of a clerk."""
        fields = Shown(FORM.findall(page.text)[0]).fields
        answered = self.http.post(f"{self.authority}/me/requests", data={**fields, "action": action})
        assert answered.status_code == 200, answered.text
        return answered

    def code(self) -> str:
        """The code in the last letter."""
        found = CODE.search(letters.last(self.running.folder / ".demo" / "letters"))
        assert found
        return found[0]

    def leave(self, address: str, decision: str) -> httpx2.Request:
        """From an address of the authority through its pages, until they lead to another site: to where.

        ``decision`` is the id of the button that is pressed where it is.
        """
        answer = self.http.get(address, follow_redirects=False)
        for _ in range(PAGES):
            if answer.next_request is not None:
                if not str(answer.next_request.url).startswith(f"{self.authority}/"):
                    return answer.next_request
                answer = self.http.send(answer.next_request, follow_redirects=False)
                continue
            shown = Shown(answer.text)
            to = shown.one("form")["action"]
            if urljoin(self.authority, to) == to and not to.startswith(self.authority):
                return httpx2.Request("POST", to, data=shown.fields)
            if decision in shown.ids:
                answer = self.send(answer, decision, {}, follow=False)
            else:
                own = {"code": self.code()} if "code" in shown.fields else typed(self.person)
                answer = self.send(answer, "sign-in", own, follow=False)
        raise AssertionError(f"The pages lead in a circle: {answer.url}")

    def at(self, path: str) -> httpx2.Response:
        """A page of the authority, signed in."""
        page = self.open(self.authority + path)
        return self.sign_in(page) if page.url.path == "/me/sign-in" else page

    def agree(self, page: httpx2.Response) -> httpx2.Response:
        """Sign in where that is asked, and agree where that is."""
        ids = Shown(page.text).ids
        if "sign-in" in ids and "approve" not in ids and str(page.url).startswith(self.authority):
            page = self.sign_in(page)
        return self.press(page, "approve") if "approve" in Shown(page.text).ids else page
