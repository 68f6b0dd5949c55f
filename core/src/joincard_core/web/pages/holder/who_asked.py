"""Who asked about the holder's cards, what they were told, and why a use was refused."""

from __future__ import annotations

from flask import Response
from joincard_sdk.decision import Permitted, Refused
from joincard_sdk.values import ELEMENTS

from joincard_core.oauth import SignedIn
from joincard_core.storage import Bookmark
from joincard_core.web.pages.claims import claim_name
from joincard_core.web.pages.consent import permissions, services_called, told_elements
from joincard_core.web.pages.holder.answering import asked, for_holder, page, see
from joincard_core.web.pages.languages import language_of
from joincard_core.web.parts import parts
from joincard_core.web.trail import trail

TRAIL, ASKED, HANDED_OVER = "/me/asked", "/me/verifications", "/me/handed-over"


@for_holder
def everything(held: SignedIn) -> Response:
    """Questions, claims and tokens in one list, page by page."""
    sent = asked()
    before = sent.get("before", "")
    start = Bookmark.parse(before)
    language = language_of(sent.get("lang", ""), ())
    return page(
        "trail.html",
        sent,
        found=trail(parts(), held.person_id, start),
        before=before if start else "",
        lost=bool(before) and start is None,
        elements=ELEMENTS,
        told=lambda claims: told_elements(claims, language),
        permissions=lambda scopes: permissions(scopes, language),
        services=lambda codes: services_called(codes, language),
    )


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
        element_of=claim_name,
        now=parts().clock.now(),
    )


def plain(reference: str) -> str:
    """A reference as part of an address; whatever cannot be one becomes a reference that nobody has."""
    return reference if reference.isascii() and reference.isalnum() and len(reference) <= 64 else "unknown"


PAGES = (
    (TRAIL, everything, ("GET",)),
    (ASKED, verifications, ("GET",)),
    (f"{ASKED}/<reference>", verification, ("GET",)),
    (HANDED_OVER, handed_over, ("GET",)),
)
