"""What the authority says of itself (OpenID CIBA Core section 4, FAPI-CIBA section 5.2.2)."""

from tests.specs.fapi2.reading import ALGORITHMS
from tests.specs.fapi_ciba.clerk import ASK, GRANT_TYPE
from tests.specs.fapi_ciba.suite import Suite
from tests.specs.system import ISSUER


def test_fapi_ciba_id1_discovery_end_point_verification(suite: Suite) -> None:
    found = suite.first.system.get("/.well-known/openid-configuration").json
    assert found["issuer"] == ISSUER
    assert found["backchannel_authentication_endpoint"] == ISSUER + ASK
    assert suite.row.variant["ciba_mode"] in found["backchannel_token_delivery_modes_supported"]
    assert "push" not in found["backchannel_token_delivery_modes_supported"]
    assert found["backchannel_user_code_parameter_supported"] is False
    algorithms = found["backchannel_authentication_request_signing_alg_values_supported"]
    assert {"ES256", "PS256"} <= set(algorithms) <= set(ALGORITHMS)
    assert {GRANT_TYPE, "refresh_token"} <= set(found["grant_types_supported"])
    assert found["tls_client_certificate_bound_access_tokens"] is True
    assert {"ES256", "PS256"} <= set(found["id_token_signing_alg_values_supported"])
    methods = set(found["token_endpoint_auth_methods_supported"])
    assert {"private_key_jwt", "tls_client_auth", "self_signed_tls_client_auth"} <= methods
    assert "openid" in found["scopes_supported"]
    assert found["acr_values_supported"]
    assert found["registration_endpoint"].startswith(ISSUER)
