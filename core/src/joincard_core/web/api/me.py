"""The holder's own API: for an application of the authority's own site, by the session of the browser.

Choice: no token opens these addresses, and no other site's page: each request brings the header
``X-Requested-With: joincard``, which a form cannot send and another site may not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

import orjson
from flask import Response, request
from joincard_sdk.decision import Refused

from joincard_core.oauth import SignedIn, TokenNote
from joincard_core.signing_in import PASSWORD_OTP
from joincard_core.storage import Bookmark
from joincard_core.telling import Release
from joincard_core.verification import Asked
from joincard_core.web.errors import ForeignForm, NotSignedIn, NotThere
from joincard_core.web.pages.browser import require_own_form
from joincard_core.web.pages.session import forget_session, require_fresh, signed_in_here
from joincard_core.web.parts import parts
from joincard_core.web.schemas.me import (
    AgreedListSchema,
    AskedPageSchema,
    BeforeSchema,
    BookmarkSchema,
    PasskeyListSchema,
    SessionListSchema,
    ToldSchema,
    TrailSchema,
)
from joincard_core.web.sections import Section
from joincard_core.web.trail import Step, trail

HEADER, OURS = "X-Requested-With", "joincard"
GUARD = ("request.foreign-form", "session.absent", "keys.erased")
SENT = {
    "in": "header",
    "name": HEADER,
    "required": True,
    "description": "Shows that a page of this authority asks.",
    "schema": {"type": "string", "enum": [OURS]},
}
me = Section("me", "The holder's own list", "/v1/me")


def for_holder(view: Callable[..., Response]) -> Callable[..., Response]:
    """Give the view who is signed in, before anything else of the request is looked at."""

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Response:
        require_own_form()
        if request.headers.get(HEADER) != OURS:
            raise ForeignForm
        held = signed_in_here()
        if held is None:
            raise NotSignedIn
        return view(held, *args, **kwargs)

    return wrapper


@me.route("GET", "/consents")
@me.answers(200, AgreedListSchema, "What still stands.")
@me.refuses(*GUARD)
@me.also(parameters=[SENT])
@for_holder
def list_consents(held: SignedIn) -> Response:
    """List what the holder lets systems do."""
    agreed = [
        {
            "client_id": each.client_id,
            "client_name": each.client_name,
            "provider": each.provider_name,
            "scopes": sorted(each.scopes),
            "claims": sorted(each.claims),
            "services": sorted(each.services),
            "withheld": {
                "claims": sorted(each.withheld.claims),
                "scopes": sorted(each.withheld.scopes),
                "services": sorted(each.withheld.services),
            },
            "since": each.since.isoformat(),
            "until": each.until.isoformat(),
        }
        for each in parts().holding.consents(held.person_id)
    ]
    return answered({"consents": agreed})


@me.route("DELETE", "/consents/<client_id>")
@me.answers(204, None, "It can do nothing any more.")
@me.refuses(*GUARD, "request.not-there")
@me.also(parameters=[SENT])
@for_holder
def withdraw_consent(held: SignedIn, client_id: str) -> Response:
    """Take back all that the holder lets a system do, with its tokens."""
    if not parts().holding.withdraw(held.person_id, client_id):
        raise NotThere
    return Response(status=204)


@me.route("DELETE", "/consents/<client_id>/claims/<claim>")
@me.answers(204, None, "It is not told this any more.")
@me.refuses(*GUARD, "request.not-there")
@me.also(parameters=[SENT])
@for_holder
def take_back_claim(held: SignedIn, client_id: str, claim: str) -> Response:
    """Take back one claim that the holder lets a system be told."""
    if not parts().holding.take_back(held.person_id, client_id, claim=claim):
        raise NotThere
    return Response(status=204)


@me.route("DELETE", "/consents/<client_id>/services/<service>")
@me.answers(204, None, "It cannot ask about this any more.")
@me.refuses(*GUARD, "request.not-there")
@me.also(parameters=[SENT])
@for_holder
def take_back_service(held: SignedIn, client_id: str, service: str) -> Response:
    """Take back one service that the holder lets a system ask about."""
    if not parts().holding.take_back(held.person_id, client_id, service=service):
        raise NotThere
    return Response(status=204)


@me.route("GET", "/sessions")
@me.answers(200, SessionListSchema, "Where the holder is signed in.")
@me.refuses(*GUARD)
@me.also(parameters=[SENT])
@for_holder
def list_sessions(held: SignedIn) -> Response:
    """List the browsers in which the holder is signed in."""
    listed = [
        {
            "id": each.id,
            "about": each.about,
            "signed_in_at": each.signed_in_at.isoformat(),
            "seen_at": each.seen_at.isoformat(),
            "expires_at": each.expires_at.isoformat(),
            "current": each.id == held.session_id,
        }
        for each in parts().sessions.of_person(held.person_id)
    ]
    return answered({"sessions": listed})


@me.route("DELETE", "/sessions")
@me.answers(204, None, "The holder is signed out everywhere, here too.")
@me.refuses(*GUARD)
@me.also(parameters=[SENT])
@for_holder
def end_sessions(held: SignedIn) -> Response:
    """Sign the holder out of every browser."""
    parts().sessions.end_all(held.person_id)
    forget_session()
    return Response(status=204)


@me.route("DELETE", "/sessions/<session_id>")
@me.answers(204, None, "The holder is signed out there.")
@me.refuses(*GUARD, "request.not-there")
@me.also(parameters=[SENT])
@for_holder
def end_session(held: SignedIn, session_id: str) -> Response:
    """Sign the holder out of one browser."""
    if not parts().sessions.end(held.person_id, session_id):
        raise NotThere
    return Response(status=204)


@me.route("GET", "/asked")
@me.answers(200, TrailSchema, "Questions, claims and tokens.")
@me.refuses(*GUARD, "request.invalid")
@me.also(parameters=[SENT])
@for_holder
@me.takes(BookmarkSchema, "query")
def list_trail(held: SignedIn, wanted: Mapping[str, str]) -> Response:
    """List everything that was asked and told about the holder, and each token given out, page by page."""
    found = trail(parts(), held.person_id, Bookmark.parse(wanted.get("before", "")))
    older = None if found.older is None else str(found.older)
    return answered({"asked": [step_in_json(each) for each in found.steps], "older": older})


@me.route("GET", "/passkeys")
@me.answers(200, PasskeyListSchema, "The passkeys that the holder can sign in with.")
@me.refuses(*GUARD)
@me.also(parameters=[SENT])
@for_holder
def list_passkeys(held: SignedIn) -> Response:
    """List the holder's passkeys, the oldest first."""
    listed = [
        {
            "id": each.id,
            "name": each.name,
            "created_at": each.created_at.isoformat(),
            "used_at": each.used_at and each.used_at.isoformat(),
            "doubted_at": each.doubted_at and each.doubted_at.isoformat(),
            "backed_up": each.backed_up,
        }
        for each in parts().passkeys.of_person(held.person_id)
    ]
    return answered({"passkeys": listed})


@me.route("DELETE", "/passkeys/<passkey_id>")
@me.answers(204, None, "Nobody signs in with it any more.")
@me.refuses(*GUARD, "session.not-fresh", "request.not-there")
@me.also(parameters=[SENT])
@for_holder
def remove_passkey(held: SignedIn, passkey_id: str) -> Response:
    """Remove a passkey. Needs a sign-in of the last ten minutes, with a code or a passkey if there is one."""
    require_fresh(PASSWORD_OTP)
    if not parts().passkeys.remove(held.person_id, passkey_id):
        raise NotThere
    return Response(status=204)


@me.route("GET", "/verifications")
@me.answers(200, AskedPageSchema, "Questions about the holder's cards.")
@me.refuses(*GUARD, "request.invalid", "verification.unknown")
@me.also(parameters=[SENT])
@for_holder
@me.takes(BeforeSchema, "query")
def list_verifications(held: SignedIn, wanted: Mapping[str, str]) -> Response:
    """List who asked about the holder's cards, page by page."""
    page = parts().who_asked.page(held.person_id, wanted.get("before", ""))
    return answered({"verifications": [in_json(each) for each in page.asked], "older": page.older})


@me.route("GET", "/verifications/<id>")
@me.answers(200, ToldSchema, "The question, and every reason of a refusal.")
@me.refuses(*GUARD, "verification.unknown")
@me.also(parameters=[SENT])
@for_holder
def explain_verification(held: SignedIn, id: str) -> Response:
    """Explain a question about the holder's card: what the `reference` of a refusal leads to."""
    found = parts().who_asked.one(held.person_id, id)
    refused = found.decision.reasons if isinstance(found.decision, Refused) else ()
    reasons = None if found.decision is None else [reason.to_json() for reason in refused]
    return answered({**in_json(found.asked), "reasons": reasons})


def step_in_json(step: Step) -> dict[str, Any]:
    """A line of the list as the API writes it."""
    found = step.found
    told: tuple[str, ...] = ()
    verified: tuple[str, ...] | None = None
    scopes, services, how = frozenset[str](), frozenset[str](), None
    if isinstance(found, TokenNote):
        scopes, services, how = found.scopes, found.services, found.grant_type
    elif isinstance(found, Release):
        told, verified = found.claims, found.verified
    else:
        told, services = found.elements, frozenset({found.service})
    return {
        "kind": step.kind,
        "id": found.id,
        "at": found.at.isoformat(),
        "provider": step.provider,
        "client": step.client,
        "told": list(told),
        "verified": None if verified is None else list(verified),
        "scopes": sorted(scopes),
        "services": sorted(services),
        "how": how,
    }


def in_json(asked: Asked) -> dict[str, Any]:
    """A question as the API writes it."""
    return {
        "id": asked.id,
        "at": asked.at.isoformat(),
        "provider": asked.provider,
        "service": asked.service,
        "service_name": asked.service_name and asked.service_name.to_json(),
        "city": asked.city,
        "outcome": asked.outcome.value,
        "later": asked.later and asked.later.value,
        "price": asked.price and asked.price.yuan,
        "told": list(asked.elements),
    }


def answered(members: Mapping[str, object]) -> Response:
    """An answer as JSON."""
    return Response(orjson.dumps(members), mimetype="application/json")
