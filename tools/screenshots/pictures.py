"""Each picture by its name, and how somebody gets to the page: by such a request as the module sends.

A page that several modules come to is there once; which modules those are is on docs/conformance-pages.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from joserfc import jwt
from joserfc.jwk import ECKey

from tools.screenshots.authority import BYE, CALLBACK
from tools.screenshots.visitor import Visitor

NOBODY = ECKey.generate_key("P-256")


@dataclass(frozen=True, slots=True)
class Picture:
    """How to get to a page, and what the client registers beside the usual."""

    open: Callable[[Visitor], None]
    registers: Mapping[str, str] = field(default_factory=dict)


def again(visitor: Visitor) -> None:
    """Ask somebody who has just signed in to do so again; max_age=1 leads to the same page a second later."""
    visitor.signs_in()
    visitor.asks(prompt="login")


def forged_hint(visitor: Visitor) -> None:
    """An ID token that somebody else signed."""
    visitor.signs_in()
    forged = jwt.encode({"alg": "ES256"}, {"iss": visitor.authority.site, "aud": visitor.client.id}, NOBODY)
    visitor.leaves(id_token_hint=forged)


def leaving(**changes: str | None) -> Callable[[Visitor], None]:
    """Sign in, and ask to sign out."""

    def left(visitor: Visitor) -> None:
        visitor.signs_in()
        visitor.leaves(**changes)

    return left


def left(**changes: str | None) -> Callable[[Visitor], None]:
    """The same, and agree."""

    def gone(visitor: Visitor) -> None:
        leaving(**changes)(visitor)
        visitor.confirms()

    return gone


PICTURES: Mapping[str, Picture] = {
    "redirect-uri-unregistered": Picture(lambda visitor: visitor.asks(redirect_uri=f"{CALLBACK}/other")),
    "redirect-uri-missing": Picture(lambda visitor: visitor.asks(redirect_uri=None)),
    "sign-in-again": Picture(again),
    "sign-in": Picture(Visitor.asks, {"logo_uri": "https://suite.invalid/logo.png"}),
    "sign-in-policy": Picture(Visitor.asks, {"policy_uri": "https://suite.invalid/policy"}),
    "sign-in-terms": Picture(Visitor.asks, {"tos_uri": "https://suite.invalid/terms"}),
    "logout-no-hint": Picture(leaving(id_token_hint=None)),
    "logout-forged-hint": Picture(forged_hint),
    "logout-unregistered": Picture(leaving(post_logout_redirect_uri=f"{BYE}/no-such")),
    "logout-ask": Picture(leaving(id_token_hint=None, post_logout_redirect_uri=None, state=None)),
    "logout-ask-client": Picture(leaving(post_logout_redirect_uri=None)),
    "logout-done": Picture(left(id_token_hint=None, post_logout_redirect_uri=None, state=None)),
    "logout-done-client": Picture(left(post_logout_redirect_uri=None)),
}
