"""The claims about a holder that a client can ask for, by name, and what the standard scopes ask for.

Three kinds. The card's data elements: three have a standard name (OpenID Connect Core section 5.1, OpenID
Connect for Identity Assurance section 4), the others are called as the catalogue calls them. The parts of the
name, where the travel document has them apart. And what holders say of themselves, which no card holds.
Choice: claims leave by userinfo alone, never in an ID token, which is kept in logs and browsers; each time
they do is noted for the holder.
"""

from __future__ import annotations

from collections.abc import Mapping

from joincard_sdk.values import ELEMENTS

STANDARD: Mapping[str, str] = {
    "name": "full_name",
    "birthdate": "date_of_birth",
    "nationalities": "nationality",
}
CARD: Mapping[str, str] = {
    **STANDARD,
    **{element: element for element in ELEMENTS if element not in STANDARD.values()},
}
"""The data element behind each claim of the card."""
OF_NAME = ("family_name", "given_name", "middle_name")
OF_SCOPE: Mapping[str, tuple[str, ...]] = {
    "profile": (
        "name",
        *OF_NAME,
        "nickname",
        "preferred_username",
        "profile",
        "picture",
        "website",
        "gender",
        "birthdate",
        "zoneinfo",
        "locale",
        "updated_at",
    ),
    "email": ("email", "email_verified"),
    "phone": ("phone_number", "phone_number_verified"),
    "address": ("address",),
}
"""What a scope asks for (OpenID Connect Core section 5.4)."""
SAID_BY_HOLDER = tuple(
    claim for claims in OF_SCOPE.values() for claim in claims if claim not in (*CARD, *OF_NAME)
)
CLAIMS: tuple[str, ...] = (*CARD, *OF_NAME, *SAID_BY_HOLDER)
"""Every claim that can be asked for."""


def of_scopes(scopes: frozenset[str]) -> frozenset[str]:
    """The claims that these scopes ask for."""
    return frozenset(claim for scope in scopes for claim in OF_SCOPE.get(scope, ()))
