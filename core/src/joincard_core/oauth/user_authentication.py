"""The step-up challenge (RFC 9470): which scopes need a stronger, or more recent, sign-in than a token has.

Choice: the operator says it (``scope_least``), for tokens that stand for a holder; a system that asks for
itself alone has nobody to sign in. A token that was exchanged tells of no sign-in, so it is refused as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from joincard_core.oauth.access_token import AccessToken
from joincard_core.oauth.acr import at_least
from joincard_core.oauth.errors import InsufficientUserAuthentication


@dataclass(frozen=True, slots=True)
class Needed:
    """What a scope needs. ``max_age`` is in seconds; ``None``: however long ago."""

    acr: str
    max_age: int | None

    def check(self, token: AccessToken, now: int) -> None:
        """Raises ``InsufficientUserAuthentication``. ``now`` is in seconds since 1970."""
        strong = token.acr is not None and at_least(token.acr, self.acr)
        recent = self.max_age is None or (
            token.auth_time is not None and now - token.auth_time <= self.max_age
        )
        if not (strong and recent):
            raise InsufficientUserAuthentication(self.acr, self.max_age)


def read(text: str) -> Mapping[str, Needed]:
    """The setting ``scope_least``, which was checked at the start."""
    found = {}
    for each in text.split():
        scope, _, way = each.partition("=")
        name, _, seconds = way.partition("/")
        found[scope] = Needed(f"urn:joincard:acr:{name}", int(seconds) if seconds else None)
    return found
