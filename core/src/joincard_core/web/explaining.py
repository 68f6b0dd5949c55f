"""Why a request was refused: in the log, and in the list of the client's provider. The wire is told less."""

import structlog
from flask import g, request

from joincard_core.oauth import AuthorizationPending, OAuthError, Refusal, UseDpopNonce
from joincard_core.web.parts import parts

log = structlog.get_logger("joincard.web")


def explain(error: OAuthError) -> None:
    """Write the exact cause where the operator and the provider look. Never fails."""
    # Steps of the protocol, which libraries take by themselves.
    if isinstance(error, UseDpopNonce | AuthorizationPending):
        return
    endpoint = str(request.url_rule) if request.url_rule else "unknown"
    log.info("oauth.refused", code=error.code, cause=error.cause, client=error.client_id, endpoint=endpoint)
    refusal = Refusal.of(error, endpoint, g.request_id)
    if refusal is not None:
        parts().oauth.events.record(refusal)
