"""The plans, and what is written of them for the suite."""

import json

import pytest

from tools.conformance.certificates import authority
from tools.conformance.clients import TestClient, pair
from tools.conformance.configuration import Holder, Holders, configuration
from tools.conformance.place import FOLDER, Target
from tools.conformance.plans import ROWS, Row, named
from tools.conformance.table import beside

HOLDERS = Holders(*(Holder("330400", f"D0000000{n}", "typed by nobody") for n in (1, 2)))
TARGET = Target(FOLDER / "authority", 8000, 9443)
PRIVATE = {"d", "p", "q", "dp", "dq", "qi"}

rows = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)


@pytest.fixture(scope="module")
def pairs() -> dict[Row, tuple[TestClient, TestClient]]:
    issuer = authority("Conformance clients")
    return {row: pair(row, issuer) for row in ROWS}


class TestTheRows:
    def test_are_the_six_of_the_security_profile_and_the_two_of_message_signing(self) -> None:
        assert [row.plan.partition("-final")[0] for row in ROWS] == [
            *["fapi2-security-profile"] * 6,
            *["fapi2-message-signing"] * 2,
        ]

    def test_have_names_and_variants_of_their_own(self) -> None:
        assert len({row.name for row in ROWS}) == len(ROWS)
        assert len({(row.plan, *row.variant.items()) for row in ROWS}) == len(ROWS)

    def test_know_what_oidc_provider_gets(self) -> None:
        assert [len(beside(row.name)) for row in ROWS] == [56, 50, 47, 37, 14, 5, 70, 45]

    def test_say_their_names_when_another_is_asked_for(self) -> None:
        with pytest.raises(LookupError, match="fapi2-jwt-dpop-openid"):
            named("fapi3")


class TestTheClientsOfARow:
    @rows
    def test_are_two_with_different_keys(
        self, row: Row, pairs: dict[Row, tuple[TestClient, TestClient]]
    ) -> None:
        first, second = (client.registered() for client in pairs[row])
        assert first.id != second.id
        assert first.jwks != second.jwks

    @rows
    def test_are_registered_with_public_keys_alone(
        self, row: Row, pairs: dict[Row, tuple[TestClient, TestClient]]
    ) -> None:
        for client in pairs[row]:
            keys = client.registered().jwks["keys"]
            assert isinstance(keys, list)
            assert not any(PRIVATE & set(key) for key in keys)
            assert client.jwk["d"] not in json.dumps(keys)

    @rows
    def test_are_bound_by_what_the_variant_says(
        self, row: Row, pairs: dict[Row, tuple[TestClient, TestClient]]
    ) -> None:
        metadata = pairs[row][0].registered().metadata
        assert metadata.tls_client_certificate_bound_access_tokens is (
            row.variant["sender_constrain"] == "mtls"
        )
        assert metadata.dpop_bound_access_tokens is (row.variant["sender_constrain"] == "dpop")

    def test_show_certificates_of_both_kinds(self, pairs: dict[Row, tuple[TestClient, TestClient]]) -> None:
        first, second = (client.registered() for client in pairs[named("fapi2-mtls-mtls-openid")])
        assert first.metadata.token_endpoint_auth_method == "tls_client_auth"
        assert first.metadata.tls_client_auth_subject_dn == f"CN={first.id}"
        assert second.metadata.token_endpoint_auth_method == "self_signed_tls_client_auth"
        assert "x5c" in json.dumps(second.jwks)


class TestTheConfiguration:
    @rows
    def test_is_json_with_both_clients(
        self, row: Row, pairs: dict[Row, tuple[TestClient, TestClient]]
    ) -> None:
        told = json.loads(json.dumps(configuration(row, pairs[row], TARGET, HOLDERS)))
        assert told["server"]["discoveryUrl"].startswith("https://localhost:9443/.well-known/o")
        assert told["client"]["client_id"] != told["client2"]["client_id"]
        assert PRIVATE & set(told["client"]["jwks"]["keys"][0])

    @rows
    def test_asks_for_openid_only_where_the_variant_does(
        self, row: Row, pairs: dict[Row, tuple[TestClient, TestClient]]
    ) -> None:
        told = json.loads(json.dumps(configuration(row, pairs[row], TARGET, HOLDERS)))
        openid = row.variant["openid"] == "openid_connect"
        assert ("openid" in told["client"]["scope"].split()) is openid
        assert told["server"]["discoveryUrl"].endswith("openid-configuration") is openid

    @rows
    def test_sends_a_browser_only_where_a_holder_signs_in(
        self, row: Row, pairs: dict[Row, tuple[TestClient, TestClient]]
    ) -> None:
        told = configuration(row, pairs[row], TARGET, HOLDERS)
        assert ("browser" in told) is (row.variant["fapi_profile"] == "plain_fapi")

    def test_lets_somebody_refuse_who_never_agreed(
        self, pairs: dict[Row, tuple[TestClient, TestClient]]
    ) -> None:
        row = named("fapi2-jwt-dpop-oauth")
        told = json.loads(json.dumps(configuration(row, pairs[row], TARGET, HOLDERS)))
        assert HOLDERS.refuses.number in json.dumps(told["override"])
        assert HOLDERS.refuses.number not in json.dumps(told["browser"])
