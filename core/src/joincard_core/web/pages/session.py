"""The session of a browser: its cookie, signing in and out, and forms that belong to one session.

The cookie is sent with a holder's own steps from another site to here (``Lax``), never with a form of
another site. Each form also carries a token that only a page of the same session has.
"""

from __future__ import annotations

import hmac
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256

from flask import g, request

from joincard_core.clock import to_epoch
from joincard_core.oauth import SignedIn
from joincard_core.signing_in import Keyed, NextStep, at_least
from joincard_core.signing_in import SignedIn as ByOneWay
from joincard_core.web.errors import ForeignForm, NotFresh, NotSignedIn
from joincard_core.web.pages.browser import browser, give_cookie, named
from joincard_core.web.pages.device import device
from joincard_core.web.pages.stepping import address, forget_step, step_cookie, take
from joincard_core.web.parts import parts

NAME = "joincard-session"
VALUE = re.compile(r"[A-Za-z0-9_-]{43}")
TOKEN = "token"  # noqa: S105 - the name of a form's field
FRESH = 600  # s; how old a sign-in may be for a step that changes how one signs in


def session_cookie() -> str:
    """What this browser holds; empty when it is nothing that could be ours."""
    value = request.cookies.get(cookie_name(), "")
    return value if VALUE.fullmatch(value) else ""


def signed_in_here() -> SignedIn | None:
    """Who is signed in in this browser: read from the database, at most once for each request."""
    if "signed_in_here" not in g:
        g.signed_in_here = parts().sessions.current(session_cookie())
    found: SignedIn | None = g.signed_in_here
    return found


def enter(sent: Mapping[str, str], wanted_acrs: Iterable[str] = ()) -> SignedIn | NextStep:
    """Sign in with the fields of a form: a passkey, or card and password.

    This browser gets a new session, or the next step. ``wanted_acrs``: ways of which the first possible one
    is tried. Raises ``SignInError``.
    """
    if sent.get("passkey"):
        return keep(parts().passkeys.sign_in(sent["passkey"], address(), browser()))
    found = by_password(sent)
    step = parts().second_steps.begin(found, wanted_acrs, step_cookie())
    if step is None:
        return keep(found)
    take(step)
    return step


def by_password(sent: Mapping[str, str]) -> ByOneWay:
    """Who typed the number of a card and the password. Raises ``SignInError``."""
    return parts().sign_in.with_password(
        Keyed(
            region=sent.get("region", ""),
            number=sent.get("number", ""),
            password=sent.get("password", ""),
            address=address(),
        )
    )


def finish(sent: Mapping[str, str]) -> SignedIn:
    """Sign in with the code of the second step; this browser gets a new session. Raises ``SignInError``."""
    found = parts().second_steps.finish(step_cookie(), sent.get("code", ""), address())
    forget_step()
    return keep(found)


def keep(found: ByOneWay) -> SignedIn:
    """Give this browser a new session, under a new cookie, in the place of the one that it had."""
    opened = parts().sessions.open(found, device(request.user_agent.string), session_cookie())
    g.signed_in_here = opened.signed_in
    give_cookie(NAME, opened.cookie)
    return opened.signed_in


def require_fresh(least: str | None = None) -> SignedIn:
    """Who signed in in this browser within ten minutes, in the strongest way that they have.

    ``least``: as strong as this is enough. Raises ``NotFresh``, which leads to signing in (again) and back,
    and ``NotSignedIn``.
    """
    held = signed_in_here()
    if held is None:
        raise NotSignedIn
    best = parts().second_steps.best(held.person_id)
    wanted = least if least is not None and at_least(best, least) else best
    recent = to_epoch(parts().clock.now()) - held.auth_time <= FRESH
    if not recent or not at_least(held.acr, wanted):
        raise NotFresh(recent=recent)
    return held


def is_fresh(least: str | None = None) -> bool:
    """Whether who is signed in here may change how they sign in, as ``require_fresh`` says."""
    try:
        require_fresh(least)
    except NotFresh:
        return False
    return True


def leave_session() -> None:
    """Sign out in this browser."""
    held = signed_in_here()
    if held is not None and held.session_id is not None:
        parts().sessions.end(held.person_id, held.session_id)
    forget_session()


def forget_session() -> None:
    """Take the cookie from this browser."""
    g.signed_in_here = None
    give_cookie(NAME, "")


def cookie_name() -> str:
    """The name under which browsers hold it."""
    return named(NAME)


def form_token(secret: str) -> str:
    """What the forms of a page carry: from it nobody learns the cookie ``secret``."""
    return urlsafe_b64encode(sha256(b"form " + secret.encode()).digest()).rstrip(b"=").decode()


def require_token(secret: str, sent: Mapping[str, str]) -> None:
    """The form is from a page of this session. Raises ``ForeignForm``."""
    given = sent.get(TOKEN, "").encode("utf-8", "surrogatepass")
    if not secret or not hmac.compare_digest(given, form_token(secret).encode()):
        raise ForeignForm
