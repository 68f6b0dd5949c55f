"""The client credentials grant (RFC 6749 section 4.4): a system asks for itself.

Choice: no refresh token, since the client can always ask again (section 4.4.3).
"""

from __future__ import annotations

from joincard_core.oauth import authorization_details, scope
from joincard_core.oauth.granting import Granting
from joincard_core.oauth.issue import Issue
from joincard_core.storage import Tx

GRANT_TYPE = "client_credentials"


def grant(tx: Tx, granting: Granting) -> Issue:
    """What the client may do by itself. Raises ``InvalidScope`` or ``InvalidAuthorizationDetails``."""
    client, raw = granting.client, granting.sent.get("authorization_details")
    return Issue(
        sub=client.id,
        scopes=scope.granted(granting.sent, client.scopes - scope.OF_A_HOLDER),
        details=authorization_details.read(raw, client, granting.offered) if raw else (),
    )
