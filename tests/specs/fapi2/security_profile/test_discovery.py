"""What the authority says of itself is enough to work with (RFC 8414, OpenID Connect Discovery)."""

import re
from typing import Any
from urllib.parse import urlsplit

from tests.specs.fapi2 import demands
from tests.specs.fapi2.reading import ALGORITHMS
from tests.specs.fapi2.suite import Suite
from tests.specs.system import ISSUER
from tools.conformance.plans import Row

PATHS = {True: "/.well-known/openid-configuration", False: "/.well-known/oauth-authorization-server"}
SCOPE = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]+")
CANONICAL_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
NAMES = """
issuer authorization_endpoint token_endpoint jwks_uri registration_endpoint scopes_supported
response_types_supported response_modes_supported grant_types_supported service_documentation
token_endpoint_auth_methods_supported token_endpoint_auth_signing_alg_values_supported
ui_locales_supported op_policy_uri op_tos_uri code_challenge_methods_supported
revocation_endpoint revocation_endpoint_auth_methods_supported
revocation_endpoint_auth_signing_alg_values_supported introspection_endpoint
introspection_endpoint_auth_methods_supported introspection_endpoint_auth_signing_alg_values_supported
introspection_signing_alg_values_supported mtls_endpoint_aliases
tls_client_certificate_bound_access_tokens pushed_authorization_request_endpoint
require_pushed_authorization_requests authorization_response_iss_parameter_supported
dpop_signing_alg_values_supported authorization_details_types_supported protected_resources
request_object_signing_alg_values_supported require_signed_request_object
authorization_signing_alg_values_supported userinfo_endpoint acr_values_supported
subject_types_supported id_token_signing_alg_values_supported claims_supported
claims_parameter_supported request_parameter_supported request_uri_parameter_supported
prompt_values_supported end_session_endpoint backchannel_logout_supported
backchannel_logout_session_supported frontchannel_logout_supported frontchannel_logout_session_supported
backchannel_authentication_endpoint backchannel_token_delivery_modes_supported
backchannel_authentication_request_signing_alg_values_supported backchannel_user_code_parameter_supported
device_authorization_endpoint claim_types_supported claims_locales_supported display_values_supported
userinfo_signing_alg_values_supported
require_request_uri_registration
trust_frameworks_supported evidence_supported electronic_records_supported
claims_in_verified_claims_supported
"""
REGISTERED = frozenset(NAMES.split())
"""Of the names in IANA's registry, those that this authority could have something to say about."""


def test_fapi2_security_profile_final_discovery_end_point_verification(suite: Suite) -> None:
    row, answer = suite.row, suite.first.system.get(PATHS[suite.row.openid])
    assert answer.status_code == 200
    assert demands.is_json(answer)
    found = answer.json
    assert found["issuer"] == ISSUER
    assert set(found) <= REGISTERED
    authenticates_and_binds(found, row)
    if row.openid or row.signed:
        keys_are_named_and_public(suite.first.system.get(urlsplit(found["jwks_uri"]).path).json)
    if row.holder:
        leads_a_holder(found, row)
    if row.openid:
        assert "openid" in found["scopes_supported"]
        assert set(found["subject_types_supported"]) <= {"pairwise", "public"}
        allowed(found, "id_token_signing_alg_values_supported")


def authenticates_and_binds(found: dict[str, Any], row: Row) -> None:
    """How clients prove who they are, and what tokens are bound to."""
    methods = found["token_endpoint_auth_methods_supported"]
    own = (
        {"tls_client_auth", "self_signed_tls_client_auth"} if row.tls_authentication else {"private_key_jwt"}
    )
    assert own <= set(methods)
    with_secrets = {"client_secret_basic", "client_secret_post"} if row.openid else set()
    assert set(methods) <= {
        "private_key_jwt",
        "tls_client_auth",
        "self_signed_tls_client_auth",
        *with_secrets,
    }
    allowed(found, "token_endpoint_auth_signing_alg_values_supported", shared=row.openid)
    if row.certificate_bound:
        assert found["tls_client_certificate_bound_access_tokens"] is True
    else:
        allowed(found, "dpop_signing_alg_values_supported")
    for name in found:
        if name.endswith(("_endpoint", "_uri")):
            assert urlsplit(found[name])[:2] == ("https", urlsplit(ISSUER).netloc)
    assert all(SCOPE.fullmatch(scope) for scope in found["scopes_supported"])
    assert all(CANONICAL_TAG.fullmatch(tag) for tag in found["ui_locales_supported"])


def leads_a_holder(found: dict[str, Any], row: Row) -> None:
    """How a holder is led there and back."""
    assert {"authorization_endpoint", "pushed_authorization_request_endpoint", "token_endpoint"} <= set(found)
    assert found["response_types_supported"] == ["code"]
    assert found["code_challenge_methods_supported"] == ["S256"]
    # Clients that sign people in, which the document of OpenID Connect is for too, need not push.
    assert found["require_pushed_authorization_requests"] is not row.openid
    assert {"authorization_code", "refresh_token"} <= set(found["grant_types_supported"])
    assert found["authorization_response_iss_parameter_supported"] is True
    if row.signed:
        assert "jwt" in found["response_modes_supported"]
        allowed(found, "authorization_signing_alg_values_supported")
        allowed(found, "request_object_signing_alg_values_supported", shared=row.openid)


def allowed(found: dict[str, Any], name: str, *, shared: bool = False) -> None:
    """Algorithms of FAPI 2.0 section 5.4.1, at least one and no other.

    ``shared``: the document is for clients that sign people in, too, who may use RS256.
    """
    assert set(found[name]) & set(ALGORITHMS)
    assert set(found[name]) <= {*ALGORITHMS, *(["RS256"] if shared else [])}


def keys_are_named_and_public(jwks: dict[str, Any]) -> None:
    """Each key has a name of its own, a length that holds, and nothing private (FAPI 2.0 section 5.4.1)."""
    names = [key["kid"] for key in jwks["keys"]]
    assert names
    assert len(set(names)) == len(names)
    for key in jwks["keys"]:
        assert not {"d", "p", "q", "dp", "dq", "qi", "k"} & set(key)
        assert key["kty"] != "RSA" or len(key["n"]) * 6 >= 2048
        assert key["kty"] != "EC" or key["crv"] in ("P-256", "P-384", "P-521")
