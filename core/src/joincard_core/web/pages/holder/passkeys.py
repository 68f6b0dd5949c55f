"""The holder's passkeys: the list, a new one, another name, and taking one away."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, g, request

from joincard_core.oauth import InvalidRequest, SignedIn
from joincard_core.signing_in import LONGEST_PASSKEY_NAME, MOST_PASSKEYS, PASSWORD_OTP, PasskeyError
from joincard_core.web.pages.device import device
from joincard_core.web.pages.holder.answering import POLICY, asked, entered, for_holder, page, see
from joincard_core.web.pages.languages import language_of
from joincard_core.web.pages.passkey import passkey_sentence, passkey_words
from joincard_core.web.pages.session import is_fresh, require_fresh, session_cookie
from joincard_core.web.parts import parts
from joincard_core.web.problems import problem

PASSKEYS = "/me/passkeys"
LEAST = PASSWORD_OTP
"""A code is as good as a passkey here: who has lost the device removes its passkey without it."""
DONE = ("done_added", "done_renamed", "done_removed")


@for_holder
def passkeys(held: SignedIn) -> Response:
    """The list; its forms add, rename and remove."""
    if request.method == "GET":
        return listed(held, asked())
    sent = entered(session_cookie())
    try:
        return see(PASSKEYS, sent, done=changed(held, sent))
    except PasskeyError as error:
        return listed(held, sent, error)


def changed(held: SignedIn, sent: Mapping[str, str]) -> str:
    """Do what the holder pressed; the answer is what to say, empty when there was nothing to do.

    Raises ``PasskeyError`` or ``NotFresh``.
    """
    kept, person, which = parts().passkeys, held.person_id, sent.get("passkey_id", "")
    require_fresh(LEAST)
    match sent.get("action"):
        case "add":
            kept.add(person, session_cookie(), sent.get("passkey", ""), sent.get("name", ""))
            return "done_added"
        case "rename":
            return "done_renamed" if kept.rename(person, which, sent.get("name", "")) else ""
        case "remove":
            return "done_removed" if kept.remove(person, which) else ""
    raise InvalidRequest("The action must be add, rename or remove.")


def listed(held: SignedIn, sent: Mapping[str, str], error: PasskeyError | None = None) -> Response:
    """The page, with what was wrong. Only here, and where holders sign in, may a script of ours run."""
    language = language_of(sent.get("lang", ""), ())
    kept = parts().passkeys
    mine = kept.of_person(held.person_id)
    shown_as = parts().holding.holder(held.person_id, held.card_id).name
    fresh = is_fresh(LEAST)
    room = kept.offered and fresh and len(mine) < MOST_PASSKEYS
    response = page(
        "passkeys.html",
        sent,
        w=passkey_words(language),
        listed=mine,
        options=kept.to_add(held.person_id, session_cookie(), shown_as) if room else None,
        offered=kept.offered,
        fresh=fresh,
        proposed=device(request.user_agent.string),
        longest=LONGEST_PASSKEY_NAME,
        done=sent.get("done") if sent.get("done") in DONE else "",
        error=passkey_sentence(error, language) if error else "",
    )
    response.headers["Content-Security-Policy"] = f"{POLICY}; script-src 'self'"
    if error is not None:
        g.code = error.code
        response.status_code = problem(error, parts().settings.issuer, g.request_id).status
    return response


PAGES = ((PASSKEYS, passkeys, ("GET", "POST")),)
