"""What the holder agreed to, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, request

from joincard_core.oauth import SignedIn
from joincard_core.web.pages.claims import in_order
from joincard_core.web.pages.consent import permissions, services_called, told_elements, wishes
from joincard_core.web.pages.holder.answering import asked, entered, for_holder, page, see
from joincard_core.web.pages.languages import language_of
from joincard_core.web.pages.session import session_cookie
from joincard_core.web.parts import parts

CONSENTS = "/me/consents"
WHOLE, PART = DONE = ("withdrawn", "taken_back")


@for_holder
def consents(held: SignedIn) -> Response:
    """The list; its forms take back all that one client may do, or one part of it."""
    if request.method == "POST":
        sent = entered(session_cookie())
        return see(CONSENTS, sent, done=taken_back(held, sent))
    sent = asked()
    language = language_of(sent.get("lang", ""), ())
    return page(
        "consents.html",
        sent,
        agreed=parts().holding.consents(held.person_id),
        permissions=lambda scopes: permissions(scopes, language),
        told=lambda claims: tuple(zip(in_order(claims), told_elements(claims, language), strict=True)),
        called=lambda services: services_called(services, language),
        wishes=lambda details: wishes(details, language),
        done=sent.get("done") if sent.get("done") in DONE else None,
    )


def taken_back(held: SignedIn, sent: Mapping[str, str]) -> str:
    """Do what the holder pressed; the answer is what was done, empty for nothing."""
    client, claim, service = (sent.get(name, "") for name in ("client_id", "claim", "service"))
    if claim or service:
        return PART if parts().holding.take_back(held.person_id, client, claim, service) else ""
    return WHOLE if parts().holding.withdraw(held.person_id, client) else ""


PAGES = ((CONSENTS, consents, ("GET", "POST")),)
