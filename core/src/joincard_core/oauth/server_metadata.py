"""Authorization server metadata (RFC 8414), with what RFC 9449 section 5.1 and RFC 9728 section 4 add.

Choice: ``response_types_supported`` is there and empty. Section 2 requires the member and section 3.2 omits
empty lists; readers that miss a required member fail, and none fails at an empty list.
"""

from __future__ import annotations

from joincard_core.oauth.jws import ALGORITHMS
from joincard_core.oauth.model import SCOPES
from joincard_core.oauth.token import PATH

WELL_KNOWN = "/.well-known/oauth-authorization-server"
JWKS_PATH = "/.well-known/jwks.json"


def server_metadata(issuer: str) -> dict[str, object]:
    """The document for ``issuer``, a URL without a slash at its end."""
    return {
        "issuer": issuer,
        "token_endpoint": issuer + PATH,
        "jwks_uri": issuer + JWKS_PATH,
        "scopes_supported": sorted(SCOPES),
        "response_types_supported": [],
        "grant_types_supported": ["client_credentials"],
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": list(ALGORITHMS),
        "dpop_signing_alg_values_supported": list(ALGORITHMS),
        "protected_resources": [issuer],
        "service_documentation": issuer + "/docs",
    }
