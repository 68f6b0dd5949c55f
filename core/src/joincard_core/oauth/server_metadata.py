"""Authorization server metadata (RFC 8414), and the same as an OpenID provider (OpenID Connect Discovery).

What systems are told and what clients that sign people in are told is one document but for two members.
Only what is there is named: no response type but ``code``, and for systems no secret.
"""

from __future__ import annotations

from collections.abc import Iterable

from joincard_core.oauth import (
    authorization,
    authorization_details,
    backchannel_authentication,
    device_authorization,
    introspection,
    logout,
    pkce,
    pushed,
    registration,
    revocation,
    token,
)
from joincard_core.oauth.access_token import USERINFO_PATH as USERINFO_PATH
from joincard_core.oauth.acr import ACRS
from joincard_core.oauth.card_claims import CLAIMS
from joincard_core.oauth.client_metadata import (
    AUTH_METHODS,
    DELIVERY_MODES,
    FRONT_TYPES,
    IMPLICIT,
    RESPONSE_MODES,
    SECRET_METHODS,
)
from joincard_core.oauth.jws import ALGORITHMS, SIGN_IN_ALG
from joincard_core.oauth.model import SCOPES
from joincard_core.oauth.registers import EVIDENCE, REGISTERS, TRUST_FRAMEWORK, VERIFIED

WELL_KNOWN = "/.well-known/oauth-authorization-server"
OPENID_WELL_KNOWN = "/.well-known/openid-configuration"
JWKS_PATH = "/.well-known/jwks.json"


def server_metadata(issuer: str, signing: Iterable[str]) -> dict[str, object]:
    """The document for ``issuer``, a URL without a slash at its end. ``signing``: how we sign."""
    return {
        "issuer": issuer,
        "jwks_uri": issuer + JWKS_PATH,
        "scopes_supported": sorted(SCOPES),
        "grant_types_supported": sorted(token.GRANTS),
        "protected_resources": [issuer],
        "service_documentation": issuer + "/docs",
        "ui_locales_supported": ["en", "zh-Hans"],
        "authorization_details_types_supported": [authorization_details.TYPE],
        **_endpoints(issuer),
        **_client_authentication(),
        **_authorization(list(signing)),
        **_openid(list(signing)),
        **_backchannel(),
    }


def openid_metadata(issuer: str, signing: Iterable[str], *, implicit: bool = False) -> dict[str, object]:
    """The same for clients that sign people in, which may have a secret and need not push their requests.

    ``implicit``: the operator offers them that flow.
    """
    found = server_metadata(issuer, signing)
    methods = [*AUTH_METHODS, *SECRET_METHODS]
    each = ("token_endpoint", "introspection_endpoint", "revocation_endpoint")
    signed_by_clients = [*ALGORITHMS, SIGN_IN_ALG]
    return {
        **found,
        **{f"{endpoint}_auth_methods_supported": methods for endpoint in each},
        **{f"{endpoint}_auth_signing_alg_values_supported": signed_by_clients for endpoint in each},
        "require_pushed_authorization_requests": False,
        "end_session_endpoint": issuer + logout.PATH,
        "backchannel_logout_supported": True,
        "backchannel_logout_session_supported": True,
        "request_object_signing_alg_values_supported": signed_by_clients,
        "request_uri_parameter_supported": True,
        "require_request_uri_registration": True,
        "userinfo_signing_alg_values_supported": found["id_token_signing_alg_values_supported"],
        "acr_values_supported": list(ACRS),
        **_identity_assurance(),
        **(_implicit() if implicit else {}),
    }


def _implicit() -> dict[str, object]:
    """OpenID Connect Discovery section 3: what providers with dynamic registration must support."""
    return {
        "response_types_supported": ["code", *FRONT_TYPES],
        "response_modes_supported": [*RESPONSE_MODES, "fragment"],
        "grant_types_supported": sorted((*token.GRANTS, IMPLICIT)),
    }


def _endpoints(issuer: str) -> dict[str, object]:
    return {
        "authorization_endpoint": issuer + authorization.PATH,
        "pushed_authorization_request_endpoint": issuer + pushed.PATH,
        "token_endpoint": issuer + token.PATH,
        "introspection_endpoint": issuer + introspection.PATH,
        "revocation_endpoint": issuer + revocation.PATH,
        "registration_endpoint": issuer + registration.PATH,
        "userinfo_endpoint": issuer + USERINFO_PATH,
        "backchannel_authentication_endpoint": issuer + backchannel_authentication.PATH,
        "device_authorization_endpoint": issuer + device_authorization.PATH,
    }


def _client_authentication() -> dict[str, object]:
    """RFC 8414, RFC 8705 section 3.3, RFC 9449 section 5.1."""
    each = ("token_endpoint", "introspection_endpoint", "revocation_endpoint")
    return {
        **{f"{endpoint}_auth_methods_supported": list(AUTH_METHODS) for endpoint in each},
        **{f"{endpoint}_auth_signing_alg_values_supported": list(ALGORITHMS) for endpoint in each},
        "dpop_signing_alg_values_supported": list(ALGORITHMS),
        "tls_client_certificate_bound_access_tokens": True,
    }


def _authorization(signing: list[str]) -> dict[str, object]:
    """RFC 9126 section 5, RFC 9101 section 10.5, RFC 9207 section 3, JARM section 4, RFC 9701 section 7."""
    return {
        "response_types_supported": ["code"],
        "response_modes_supported": list(RESPONSE_MODES),
        "code_challenge_methods_supported": [pkce.METHOD],
        "require_pushed_authorization_requests": True,
        "request_parameter_supported": True,
        "request_uri_parameter_supported": False,
        "request_object_signing_alg_values_supported": list(ALGORITHMS),
        "authorization_response_iss_parameter_supported": True,
        "authorization_signing_alg_values_supported": signing,
        "introspection_signing_alg_values_supported": signing,
    }


def _openid(signing: list[str]) -> dict[str, object]:
    return {
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": signing,
        "claims_parameter_supported": True,
        "claims_supported": ["sub", "auth_time", "acr", "amr", *CLAIMS],
    }


def _identity_assurance() -> dict[str, object]:
    """OpenID Connect for Identity Assurance section 8."""
    return {
        "trust_frameworks_supported": [TRUST_FRAMEWORK],
        "evidence_supported": [EVIDENCE],
        "electronic_records_supported": [register.type for register in REGISTERS],
        "claims_in_verified_claims_supported": list(VERIFIED),
    }


def _backchannel() -> dict[str, object]:
    """OpenID CIBA Core section 4."""
    return {
        "backchannel_token_delivery_modes_supported": list(DELIVERY_MODES),
        "backchannel_authentication_request_signing_alg_values_supported": list(ALGORITHMS),
        "backchannel_user_code_parameter_supported": False,
    }
