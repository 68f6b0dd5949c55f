"""The holder's own profile: by the session of the browser, like everything under ``/v1/me``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response

from joincard_core.oauth import SignedIn
from joincard_core.people import ADDRESS_FIELDS, BadProfile, OwnSay
from joincard_core.web.api.me import GUARD, SENT, answered, for_holder
from joincard_core.web.errors import InvalidMembers
from joincard_core.web.pages.session import require_fresh
from joincard_core.web.parts import parts
from joincard_core.web.schemas.profile import KeptProfileSchema, ProfileSchema
from joincard_core.web.sections import Section

profile = Section("profile", "The holder's own say", "/v1/me")


@profile.route("GET", "/profile")
@profile.answers(200, KeptProfileSchema, "What is on file.")
@profile.refuses(*GUARD)
@profile.also(parameters=[SENT])
@for_holder
def read_profile(held: SignedIn) -> Response:
    """Read what the holder says of themselves."""
    return answered(in_json(parts().profiles.of(held.person_id)))


@profile.route("PUT", "/profile")
@profile.answers(200, KeptProfileSchema, "What is on file now.")
@profile.refuses(
    *GUARD,
    "session.not-fresh",
    "request.invalid",
    "request.not-json",
    "request.media-type",
    "request.too-large",
)
@profile.also(parameters=[SENT])
@for_holder
@profile.takes(ProfileSchema)
def replace_profile(held: SignedIn, said: Mapping[str, Any]) -> Response:
    """Put what the holder says now in the place of all they said before; what is left out is forgotten.

    A confirmed e-mail address stays until another is confirmed in its place: `new_email` waits for that. A
    new address needs a sign-in of the last ten minutes, in the strongest way that there is.
    """
    nested = {**said, **said.get("address", {})}
    typed = {name: text for name, text in nested.items() if name != "address"}
    if parts().profiles.names_another_email(held.person_id, typed):
        require_fresh()
    try:
        kept = parts().profiles.change(held.person_id, typed)
    except BadProfile as error:
        raise InvalidMembers(
            [{"pointer": pointer(name), "detail": remedy} for name, remedy in error.faults.items()]
        ) from None
    return answered(in_json(kept))


def pointer(field: str) -> str:
    """Where a field stands in the body (RFC 6901)."""
    return f"/address/{field}" if field in ADDRESS_FIELDS else f"/{field}"


def in_json(said: OwnSay) -> dict[str, object]:
    """A profile as the API writes it."""
    found: dict[str, object] = {name: v for name, v in said.fields.items() if name not in ADDRESS_FIELDS}
    address = {name: said.fields[name] for name in ADDRESS_FIELDS if name in said.fields}
    found |= {"address": address} if address else {}
    found |= {"new_email": said.waiting} if said.waiting else {}
    confirmed = {"email_verified": said.email_verified, "phone_number_verified": said.phone_number_verified}
    return {**found, **confirmed}
