"""Authorization responses: ``iss`` in each (RFC 9207), form_post, and signed ones (JARM).

Choice: an answer carries its issuer either as a parameter or, signed, inside ``response``; never neither, so
that a client of two authorities can tell which one answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlencode, urlsplit

from joincard_core.keys import KeyRing
from joincard_core.oauth.asked import Asked
from joincard_core.oauth.errors import OAuthError
from joincard_core.oauth.model import Client

LIFETIME = 600  # s; how long a signed response may travel


@dataclass(frozen=True, slots=True)
class Answer:
    """Where the browser is sent, and how. For ``redirect`` the fields are in ``uri`` already."""

    method: Literal["redirect", "form_post"]
    uri: str = field(repr=False)
    fields: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Responses:
    """Writes responses, signed with the key of this authority where the client asked for it."""

    issuer: str
    keys: KeyRing

    def granted(self, asked: Asked, client: Client, members: Mapping[str, str], now: int) -> Answer:
        """A code, or tokens (OpenID Connect Core section 3.2.2.5). ``now`` is in seconds since 1970."""
        return self._answer(asked, client, dict(members), now)

    def refused(self, asked: Asked, client: Client, error: OAuthError, now: int) -> Answer:
        """An error (RFC 6749 section 4.1.2.1)."""
        return self._answer(asked, client, {"error": error.error, "error_description": error.sentence}, now)

    def _answer(self, asked: Asked, client: Client, members: dict[str, str], now: int) -> Answer:
        if asked.state is not None:
            members["state"] = asked.state
        mode = asked.response_mode
        if mode.endswith("jwt"):
            claims = {"iss": self.issuer, "aud": client.id, "exp": now + LIFETIME, **members}
            alg = client.metadata.authorization_signed_response_alg
            members = {"response": self.keys.sign("token", "JWT", claims, alg)}
        else:
            members["iss"] = self.issuer
        if mode.startswith("form_post"):
            return Answer("form_post", asked.redirect_uri, members)
        if mode == "fragment":
            return Answer("redirect", f"{asked.redirect_uri}#{urlencode(members)}")
        return Answer("redirect", with_query(asked.redirect_uri, members))


def with_query(uri: str, members: Mapping[str, str]) -> str:
    """An address with parameters added to those that it has (RFC 6749 section 3.1.2)."""
    parts = urlsplit(uri)
    query = "&".join(filter(None, (parts.query, urlencode(members))))
    return parts._replace(query=query).geturl()
