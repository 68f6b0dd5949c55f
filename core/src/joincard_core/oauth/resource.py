"""Resource indicators (RFC 8707).

Choice: one resource, the API of this authority, so that no token can be played to another server.
"""

from __future__ import annotations

from collections.abc import Mapping

from joincard_core.oauth.errors import InvalidTarget


def check(sent: Mapping[str, str], resource: str) -> None:
    """The resource that is named, if one is, is ours. Raises ``InvalidTarget``."""
    if sent.get("resource", resource) != resource:
        raise InvalidTarget(resource)
