"""Who asked about the holder's cards, what they were told, and why a use was refused."""

from __future__ import annotations

from flask import Response
from joincard_sdk.decision import Permitted, Refused
from joincard_sdk.values import ELEMENTS

from joincard_core.oauth import CARD_CLAIMS, SignedIn
from joincard_core.web.pages.holder.answering import asked, for_holder, page, see
from joincard_core.web.parts import parts

ASKED, HANDED_OVER = "/me/verifications", "/me/handed-over"


@for_holder
def verifications(held: SignedIn) -> Response:
    """Every question about a card, page by page; a reference that was typed in leads to its page."""
    sent = asked()
    if reference := sent.get("reference", "").strip():
        return see(f"{ASKED}/{plain(reference)}", sent)
    found = parts().who_asked.page(held.person_id, sent.get("before", ""))
    return page("who_asked.html", sent, found=found, elements=ELEMENTS, before=sent.get("before", ""))


@for_holder
def verification(held: SignedIn, reference: str) -> Response:
    """One of them, with every reason: what a ``reference`` leads to. Another's is not known."""
    found = parts().who_asked.one(held.person_id, reference)
    return page(
        "reference.html",
        asked(),
        asked=found.asked,
        same=found.same,
        reasons=found.decision.reasons if isinstance(found.decision, Refused) else (),
        charge=found.decision.charge if isinstance(found.decision, Permitted) else None,
        repeated=found.decision is not None,
        elements=ELEMENTS,
    )


@for_holder
def handed_over(held: SignedIn) -> Response:
    """What systems were told after a sign-in, and every permission that was given."""
    releases = parts().telling.releases(held.person_id)
    return page(
        "handed_over.html",
        asked(),
        releases=releases,
        names=parts().holding.client_names(release.client_id for release in releases),
        given=parts().holding.given(held.person_id),
        element_of=lambda claim: ELEMENTS[CARD_CLAIMS[claim]].name if claim in CARD_CLAIMS else None,
        now=parts().clock.now(),
    )


def plain(reference: str) -> str:
    """A reference as part of an address; whatever cannot be one becomes a reference that nobody has."""
    return reference if reference.isascii() and reference.isalnum() and len(reference) <= 64 else "unknown"


PAGES = (
    (ASKED, verifications, ("GET",)),
    (f"{ASKED}/<reference>", verification, ("GET",)),
    (HANDED_OVER, handed_over, ("GET",)),
)
