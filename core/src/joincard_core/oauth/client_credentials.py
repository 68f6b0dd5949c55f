"""The client credentials grant (RFC 6749 section 4.4): a system asks for itself.

Choice: no refresh token, since the client can always ask again (section 4.4.3).
"""

from __future__ import annotations

from joincard_core.oauth import scope
from joincard_core.oauth.granting import Granting
from joincard_core.oauth.issue import Issue
from joincard_core.storage import Tx

GRANT_TYPE = "client_credentials"


def grant(tx: Tx, granting: Granting) -> Issue:
    """What the client may do by itself. Raises ``InvalidScope`` or ``InvalidAuthorizationDetails``."""
    client = granting.client
    return Issue(
        sub=client.id,
        scopes=scope.granted(granting.sent, client.scopes - scope.OF_A_HOLDER),
        details=granting.details(()),
    )
