"""The grant of CIBA in poll mode (OpenID CIBA Core section 10.1 and 11): ask again until the holder decided.

Choices: an ``auth_req_id`` is its client's alone, and gives tokens once; which of many polls in one moment is
the first, the database decides by a unique row. A second one is refused and ends nothing: the client proved
who it is, and polls may cross. There is no refresh token: a clerk asks again for the next visit.
"""

from __future__ import annotations

from dataclasses import replace

from joincard_core.oauth import backchannel_rows, decoupled
from joincard_core.oauth.backchannel_request import GRANT_TYPE as GRANT_TYPE
from joincard_core.oauth.errors import InvalidRequest
from joincard_core.oauth.granting import Granting, Refusal
from joincard_core.oauth.issue import Issue
from joincard_core.storage import Tx


def poll(tx: Tx, granting: Granting) -> Issue | Refusal:
    """What the holder agreed to. Raises or returns an ``OAuthError``: not yet, no, or not any more."""
    auth_req_id = granting.sent.get("auth_req_id")
    if auth_req_id is None:
        raise InvalidRequest("The parameter auth_req_id is missing.")
    found = backchannel_rows.find(tx, auth_req_id)
    answer = decoupled.answered(tx, backchannel_rows.KIND, found, granting)
    return replace(answer, auth_req_id=auth_req_id) if isinstance(answer, Issue) else answer
