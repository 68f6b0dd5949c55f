"""The holder's first page: which card, what is going on, where to look."""

from __future__ import annotations

from flask import Response

from joincard_core.oauth import SignedIn
from joincard_core.web.pages.holder.answering import HOME, asked, for_holder, page
from joincard_core.web.parts import parts


@for_holder
def overview(held: SignedIn) -> Response:
    """The card in words, the last questions, and how much there is of everything else."""
    person, rooms = held.person_id, parts()
    return page(
        "overview.html",
        asked(),
        holder=rooms.holding.holder(person, held.card_id),
        waiting=len(rooms.counter.waiting(person)),
        latest=rooms.who_asked.page(person).asked[:3],
        consents=len(rooms.holding.consents(person)),
        sessions=len(rooms.sessions.of_person(person)),
    )


PAGES = ((HOME, overview, ("GET",)),)
