"""Scopes (RFC 6749 section 3.3): what a request asks for, within what the client has."""

from __future__ import annotations

import re
from collections.abc import Mapping

from joincard_core.oauth.errors import InvalidGrant, InvalidScope

SYNTAX = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*")
OF_A_HOLDER = frozenset({"openid"})
"""Scopes that mean nothing without a person who signed in."""


def granted(sent: Mapping[str, str], allowed: frozenset[str]) -> frozenset[str]:
    """The scopes asked for, or all that are allowed when none is named. Raises ``InvalidScope``."""
    if "scope" not in sent:
        return allowed
    asked = frozenset(sent["scope"].split(" "))
    if not SYNTAX.fullmatch(sent["scope"]) or not asked <= allowed:
        raise InvalidScope(allowed)
    return asked


def left(held: frozenset[str], *registered: frozenset[str]) -> frozenset[str]:
    """What is left of the scopes that were granted: what every client concerned has now.

    Raises ``InvalidGrant`` for nothing.
    """
    found = held.intersection(*registered)
    if not found:
        raise InvalidGrant("The client is registered for none of the scopes of the grant any more.")
    return found


def known(sent: Mapping[str, str], allowed: frozenset[str]) -> frozenset[str]:
    """The scopes asked for that the client has; others are passed over (OpenID Connect Core section 3.1.2.1).

    Raises ``InvalidScope`` where nothing is left that begins a sign-in.
    """
    asked = frozenset(sent.get("scope", "").split(" ")) & allowed
    if "openid" not in asked:
        raise InvalidScope(allowed)
    return asked


def text(scopes: frozenset[str]) -> str:
    """Scopes as the wire has them, in one order."""
    return " ".join(sorted(scopes))
