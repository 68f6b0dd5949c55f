"""The holder's first page: which card, what is going on, where to look."""

from __future__ import annotations

from datetime import timedelta

from flask import Response

from joincard_core.oauth import SignedIn
from joincard_core.signing_in import Change
from joincard_core.web.pages.holder.answering import HOME, asked, for_holder, page
from joincard_core.web.parts import parts

TOLD_FOR = timedelta(days=30)


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
        changed=latest_change(person),
        sessions=len(rooms.sessions.of_person(person)),
    )


def latest_change(person: str) -> Change | None:
    """What has changed in how the holder signs in, for a month: an owner of the card must notice."""
    found = parts().own_authenticator.changes(person)[:1]
    return next((each for each in found if parts().clock.now() - each.at < TOLD_FOR), None)


PAGES = ((HOME, overview, ("GET",)),)
