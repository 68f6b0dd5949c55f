"""The clerk's screen: a form, then the words to compare while the holder decides, then the answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

import segno
from flask import Flask, Response, abort, request
from joincard_sdk.client import Presentation
from joincard_sdk.places import CITIES
from markupsafe import Markup

from demo.counter import HOSPITAL
from demo.place import Place
from demo.portal.pages import page, require_own_form, say, see
from demo.portal.visits import ERRANDS, WAYS, Visits
from demo.portal.words import WORDS

COUNTER = "/counter"
NUMBER = re.compile(r"[A-Za-z0-9]{6,24}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Clerk:
    """The pages at the counter."""

    place: Place
    visits: Visits

    def add_to(self, app: Flask) -> None:
        """Add the pages."""
        app.add_url_rule(COUNTER, "counter", self.counter, methods=["GET", "POST"])
        app.add_url_rule(f"{COUNTER}/<name>", "visit", self.visit, methods=["GET"])

    def counter(self) -> Response:
        """The form; sent, it asks the holder."""
        if request.method == "GET":
            return self.form()
        require_own_form()
        errand, way = ERRANDS.get(request.form.get("errand", "")), request.form.get("way", "")
        if errand is None or way not in WAYS:
            abort(400)
        card = card_of(*(request.form.get(name, "").strip() for name in ("region", "number")))
        if card is None:
            return self.form(say(WORDS["bad_card"]), 422)
        try:
            name = self.visits.begin(errand, card, way)
        except LookupError as error:
            return self.form(str(error), 422)
        return see(f"{COUNTER}/{name}")

    def visit(self, name: str) -> Response:
        """What goes on. While the holder decides, the page is loaded again by itself, unless that is off."""
        visit = self.visits.find(name)
        if visit is None:
            return see(COUNTER)
        visit.look()
        still = "still" in request.args
        response = page("visit.html", visit=visit, here=f"{COUNTER}/{name}", still=still, place=self.place)
        if visit.waits and not still:
            response.headers["Refresh"] = str(visit.asked.interval)
        return response

    def form(self, error: str = "", status: int = 200) -> Response:
        """The empty form, or what was typed with what is wrong with it."""
        typed = {name: request.form.get(name, "")[:40] for name in ("region", "number", "errand", "way")}
        typed["region"] = typed["region"] or HOSPITAL.city
        shown = {"errands": ERRANDS, "ways": WAYS, "cities": CITIES.values(), "typed": typed, "error": error}
        return page("counter.html", status, **shown)


def card_of(region: str, number: str) -> Presentation | None:
    """The card that was typed; ``None`` for what cannot be one."""
    return Presentation(region, number) if region in CITIES and NUMBER.fullmatch(number) else None


def qr(address: str) -> Markup:
    """An address as a picture in the page: no file, no style of its own."""
    svg = segno.make(address, error="m").svg_inline(scale=5, border=4, dark="#000", light="#fff")
    return Markup(svg)  # noqa: S704 - segno draws squares; no text of anybody is in it
