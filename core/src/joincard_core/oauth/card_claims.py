"""The claims about a holder that a client can ask for: the card's data elements, by name.

Three have a standard name (OpenID Connect Core section 5.1, OpenID Connect for Identity Assurance section 4);
the others are called as the catalogue calls them. Choice: they leave by userinfo alone, never in an ID token,
which is kept in logs and browsers; each time they do is noted for the holder.
"""

from __future__ import annotations

from collections.abc import Mapping

from joincard_sdk.values import ELEMENTS

STANDARD: Mapping[str, str] = {
    "name": "full_name",
    "birthdate": "date_of_birth",
    "nationalities": "nationality",
}
CLAIMS: Mapping[str, str] = {
    **STANDARD,
    **{element: element for element in ELEMENTS if element not in STANDARD.values()},
}
"""The data element behind each claim."""
OF_SCOPE: Mapping[str, frozenset[str]] = {"profile": frozenset({"name", "birthdate"})}
"""What a scope asks for (OpenID Connect Core section 5.4)."""


def of_scopes(scopes: frozenset[str]) -> frozenset[str]:
    """The claims that these scopes ask for."""
    return frozenset().union(*(OF_SCOPE.get(scope, frozenset()) for scope in scopes))
