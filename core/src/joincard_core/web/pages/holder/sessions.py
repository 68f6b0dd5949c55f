"""Where the holder is signed in, and signing out there."""

from __future__ import annotations

from flask import Response, request

from joincard_core.oauth import SignedIn
from joincard_core.web.pages.holder.answering import asked, entered, for_holder, page, see
from joincard_core.web.pages.holder.entering import SIGNED_OUT
from joincard_core.web.pages.session import forget_session, session_cookie
from joincard_core.web.parts import parts

SESSIONS = "/me/sessions"
EVERYWHERE = "everywhere"


@for_holder
def sessions(held: SignedIn) -> Response:
    """The list; its forms end one session, or all with this one."""
    if request.method == "GET":
        sent = asked()
        listed = parts().sessions.of_person(held.person_id)
        return page(
            "sessions.html", sent, listed=listed, this=held.session_id, done=sent.get("done") == "out"
        )
    sent = entered(session_cookie())
    if sent.get("session") == EVERYWHERE:
        parts().sessions.end_all(held.person_id)
        forget_session()
        return see(SIGNED_OUT, sent)
    done = parts().sessions.end(held.person_id, sent.get("session", ""))
    if sent.get("session") == held.session_id:
        forget_session()
        return see(SIGNED_OUT, sent)
    return see(SESSIONS, sent, done="out" if done else "")


PAGES = ((SESSIONS, sessions, ("GET", "POST")),)
