"""What holders say of themselves: a form of many fields, which keeps what was typed when it is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Response, g, request

from joincard_core.oauth import SignedIn
from joincard_core.people import ADDRESS_FIELDS, FIELDS, BadProfile
from joincard_core.web.errors import NotFresh
from joincard_core.web.pages.holder.answering import asked, entered, for_holder, page, see
from joincard_core.web.pages.holder.profile_words import ALLOWED, LABELS, WORDS
from joincard_core.web.pages.languages import language_of, said
from joincard_core.web.pages.session import is_fresh, session_cookie
from joincard_core.web.parts import parts

PROFILE = "/me/profile"
DONE = "saved"


@dataclass(frozen=True, slots=True)
class Kind:
    """How a browser helps with a field: its type, and what it may fill in by itself."""

    type: str = "text"
    autocomplete: str = "off"
    rows: int = 0


KINDS: Mapping[str, Kind] = {
    "nickname": Kind(autocomplete="nickname"),
    "preferred_username": Kind(),
    "gender": Kind(autocomplete="sex"),
    "profile": Kind("url"),
    "picture": Kind("url", "photo"),
    "website": Kind("url", "url"),
    "zoneinfo": Kind(),
    "locale": Kind(autocomplete="language"),
    "email": Kind("email", "email"),
    "phone_number": Kind("tel", "tel"),
    "formatted": Kind(rows=4),
    "street_address": Kind(autocomplete="street-address", rows=2),
    "locality": Kind(autocomplete="address-level2"),
    "region": Kind(autocomplete="address-level1"),
    "postal_code": Kind(autocomplete="postal-code"),
    "country": Kind(autocomplete="country-name"),
}
EMAIL = "email"
REACHED = (EMAIL, "phone_number")
GROUPS = (
    ("about_you", tuple(name for name in FIELDS if name not in (*REACHED, *ADDRESS_FIELDS))),
    ("reach_you", REACHED),
    ("address", tuple(ADDRESS_FIELDS)),
)


@for_holder
def profile(held: SignedIn) -> Response:
    """The form; sent, it puts what it holds in the place of all that was said before."""
    if request.method == "GET":
        sent = asked()
        return form(held, sent, done=sent.get("done") == DONE)
    sent = entered(session_cookie())
    said_now = {} if sent.get("action") == "clear" else {name: sent.get(name, "") for name in FIELDS}
    kept = parts().profiles
    if kept.names_another_email(held.person_id, said_now) and not is_fresh():
        # What was typed into the other fields would be lost on the way through the page for signing in.
        g.code = NotFresh.code
        return form(held, sent, said_now, (EMAIL,), status=403)
    try:
        kept.change(held.person_id, said_now)
    except BadProfile as error:
        return form(held, sent, said_now, tuple(error.faults), status=422)
    return see(PROFILE, sent, done=DONE)


def form(
    held: SignedIn,
    sent: Mapping[str, str],
    typed: Mapping[str, str] | None = None,
    wrong: tuple[str, ...] = (),
    *,
    status: int = 200,
    done: bool = False,
) -> Response:
    """The page, with what is on file or what was typed."""
    language = language_of(sent.get("lang", ""), ())
    kept, fresh = parts().profiles.of(held.person_id), is_fresh()
    values = dict(kept.fields if typed is None else typed)
    if typed is None or not fresh:
        values[EMAIL] = kept.waiting or kept.fields.get(EMAIL, "")
    return page(
        "profile.html",
        sent,
        status,
        groups=GROUPS,
        kinds=KINDS,
        labels={name: said(text, language) for name, text in LABELS.items()},
        allowed={name: said(text, language) for name, text in ALLOWED.items()},
        w={name: said(text, language) for name, text in WORDS.items()},
        kept=kept,
        fresh=fresh,
        values=values,
        wrong=wrong,
        done=done,
    )


PAGES = ((PROFILE, profile, ("GET", "POST")),)
