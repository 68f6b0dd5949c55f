"""Protected resource metadata (RFC 9728): what a caller of the API finds out before it has a token.

Choice: the API is one resource, whose identifier is the issuer's own address, so that the document lies at
the well-known path without a suffix (section 3.1). Every token is bound, to a DPoP key or to a certificate,
so DPoP alone is not said to be required.
"""

from __future__ import annotations

from joincard_core.oauth.jws import ALGORITHMS
from joincard_core.oauth.model import SCOPES
from joincard_core.oauth.server_metadata import JWKS_PATH

WELL_KNOWN = "/.well-known/oauth-protected-resource"


def resource_metadata(issuer: str) -> dict[str, object]:
    """The document for the API of ``issuer``. ``jwks_uri`` holds the keys that sign its receipts."""
    return {
        "resource": issuer,
        "authorization_servers": [issuer],
        "jwks_uri": issuer + JWKS_PATH,
        "scopes_supported": sorted(SCOPES),
        "bearer_methods_supported": ["header"],
        "dpop_signing_alg_values_supported": list(ALGORITHMS),
        "tls_client_certificate_bound_access_tokens": True,
        "resource_name": "Join in Card authority",
        "resource_name#zh": "外国人一卡通核验服务",
        "resource_documentation": issuer + "/docs",
    }
