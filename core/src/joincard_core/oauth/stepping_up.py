"""Step-up: how surely a holder has to be recognised for one request.

``acr_values`` and a client's ``default_acr_values`` are wishes (OpenID Connect Core section 3.1.2.1): the
first way that this holder has is tried, and less will do. An essential ``acr`` is a must (section 5.5.1.1). A
client that a resource refused for a weak sign-in comes with either (RFC 9470 section 4).
"""

from __future__ import annotations

from collections.abc import Callable

from joincard_core.oauth.acr import PASSWORD, at_least, reachable
from joincard_core.oauth.asked import Asked
from joincard_core.oauth.errors import LoginRequired
from joincard_core.oauth.interaction import SignedIn
from joincard_core.storage import Tx

BestWay = Callable[[Tx, str], str]
"""The ``acr`` of the strongest way to sign in that a person has."""


class StepUpNeeded(LoginRequired):
    """Who is signed in was not recognised surely enough, and could be: nothing else is wrong."""


def password_alone(tx: Tx, person: str) -> str:
    """Where nothing is known of other ways."""
    return PASSWORD


def falls_short(asked: Asked, held: SignedIn, best: str) -> bool:
    """Whether a stronger sign-in is to be tried. A mere wish never stops an answer without a page."""
    if not asked.wanted.acrs and "none" in asked.prompt:
        return False
    goal = reachable(asked.acrs, best)
    return goal is not None and not at_least(held.acr, goal)


def in_time(asked: Asked, signed_in: SignedIn, opened_at: int, now: int) -> bool:
    """Whether a sign-in is one for this request: made since it was opened, or not longer ago than it allows.

    Times are in seconds since 1970.
    """
    if signed_in.auth_time >= opened_at:
        return True
    recent = asked.max_age is None or now - signed_in.auth_time <= asked.max_age
    return recent and "login" not in asked.prompt
