"""The grant of the device flow (RFC 8628 section 3.4): ask again until the holder decided.

Choices: those of CIBA's poll, which this is but for the name of what is sent. The code belongs to a client
that proves who it is, so one that leaks is of no use elsewhere (section 5.2).
"""

from __future__ import annotations

from joincard_core.oauth import client_metadata, decoupled, device_rows
from joincard_core.oauth.errors import InvalidRequest
from joincard_core.oauth.granting import Granting, Refusal
from joincard_core.oauth.issue import Issue
from joincard_core.storage import Tx

GRANT_TYPE = client_metadata.DEVICE


def poll(tx: Tx, granting: Granting) -> Issue | Refusal:
    """What the holder agreed to. Raises or returns an ``OAuthError``: not yet, no, or not any more."""
    device_code = granting.sent.get("device_code")
    if device_code is None:
        raise InvalidRequest("The parameter device_code is missing.")
    return decoupled.answered(tx, device_rows.KIND, device_rows.find(tx, device_code), granting)
