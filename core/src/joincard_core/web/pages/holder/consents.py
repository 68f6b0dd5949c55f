"""What the holder agreed to, and taking it back."""

from __future__ import annotations

from flask import Response, request

from joincard_core.oauth import SignedIn
from joincard_core.web.pages.consent import permissions, told_elements, wishes
from joincard_core.web.pages.holder.answering import asked, entered, for_holder, page, see
from joincard_core.web.pages.languages import language_of
from joincard_core.web.pages.session import session_cookie
from joincard_core.web.parts import parts

CONSENTS = "/me/consents"


@for_holder
def consents(held: SignedIn) -> Response:
    """The list; a form of it takes back all that one client may do."""
    if request.method == "POST":
        sent = entered(session_cookie())
        done = parts().holding.withdraw(held.person_id, sent.get("client_id", ""))
        return see(CONSENTS, sent, done="withdrawn" if done else "")
    sent = asked()
    language = language_of(sent.get("lang", ""), ())
    return page(
        "consents.html",
        sent,
        agreed=parts().holding.consents(held.person_id),
        permissions=lambda scopes: permissions(scopes, language),
        told=lambda claims: told_elements(claims, language),
        wishes=lambda details: wishes(details, language),
        done=sent.get("done") == "withdrawn",
    )


PAGES = ((CONSENTS, consents, ("GET", "POST")),)
