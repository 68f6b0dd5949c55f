"""oauth4webapi (npm), as it is published, against the running authority: every step apart."""

from typing import Any

import pytest
from joserfc.jwk import OKPKey

from tests.journeys.clients.journey import Journey, pem
from tests.journeys.clients.served import CALLBACK, DETAILS, OTHER, WITH_QUERY
from tools.conformance.certificates import certificate
from tools.conformance.clients import ec_key

Seen = dict[str, Any]


@pytest.fixture(scope="session")
def seen(journey: Journey) -> Any:
    """What a portal saw that signs its requests with ES256, and whose address has a query of its own."""
    portal = journey.portal("oauth4webapi", ec_key("portal-3"), redirect_uris=[CALLBACK, WITH_QUERY])
    suspended = journey.portal("oauth4webapi-suspended", portal.jwk)
    journey.place.run("client", "suspend", suspended.id)
    return journey.go("oauth4webapi.mjs", portal, suspended=suspended.id, callback=WITH_QUERY)


@pytest.fixture(scope="session")
def shown(with_certificate: Journey) -> Any:
    """What a portal saw that signs with Ed25519, and has its tokens bound to a certificate."""
    own, another = certificate("portal"), certificate("somebody else")
    portal = with_certificate.portal(
        "oauth4webapi-tls", ed25519("portal-4"), tls_client_certificate_bound_access_tokens=True
    )
    return with_certificate.go("oauth4webapi_certificate.mjs", portal, shown=pem(own), another=pem(another))


def ed25519(kid: str) -> dict[str, str]:
    """A new private Ed25519 key."""
    members = OKPKey.generate_key("Ed25519", {"kid": kid}).as_dict(private=True)
    return {name: str(value) for name, value in members.items()}


class TestAPortal:
    def test_is_given_nonces_and_asks_again(self, seen: Seen) -> None:
        # One is good at all addresses for a minute at least, which these steps do not take.
        assert seen["nonces"] == 1

    def test_gets_tokens_bound_to_its_key(self, seen: Seen) -> None:
        assert seen["type"] == "dpop"
        assert seen["claims"]["aud"] == "oauth4webapi"
        assert seen["claims"]["sub"] == seen["read"]["sub"]

    def test_has_a_token_that_other_resource_servers_can_read(self, seen: Seen) -> None:
        assert seen["read"]["client_id"] == "oauth4webapi"
        assert seen["read"]["authorization_details"] == DETAILS

    def test_finds_the_api_described(self, seen: Seen) -> None:
        assert seen["resource"]["authorization_servers"] == [seen["claims"]["iss"]]

    def test_is_told_about_its_tokens_signed_or_not(self, seen: Seen) -> None:
        assert seen["plain"]["type"] == "application/json"
        assert seen["signed"]["type"] == "application/token-introspection+jwt"
        assert seen["plain"]["members"] == seen["signed"]["members"]
        assert seen["signed"]["members"]["active"]
        assert seen["revoked"]["members"] == {"active": False}

    def test_takes_signed_answers_by_redirect_and_by_form(self, seen: Seen) -> None:
        assert {"code", "state", "iss"} <= set(seen["jarm"]["names"])
        assert seen["jarm"]["sub"] == seen["form"] == seen["claims"]["sub"]

    def test_verifies_what_it_was_granted_and_nothing_else(self, seen: Seen) -> None:
        assert seen["events"] == 200
        assert seen["permitted"]["outcome"] == seen["refreshed"]["outcome"] == "permitted"
        assert (seen["other"]["status"], seen["other"]["challenges"][0]["error"]) == (
            403,
            "insufficient_scope",
        )
        assert seen["own"]["service"] == OTHER

    def test_takes_a_token_back(self, seen: Seen) -> None:
        assert seen["afterRevocation"]["challenges"][0]["error"] == "invalid_token"


class TestWhatThePortalReadsWhenItIsRefused:
    @pytest.mark.parametrize(
        ("what", "error", "says"),
        [
            ("wrongVerifier", "invalid_grant", "is not accepted"),
            ("twice", "invalid_grant", "is not accepted"),
            ("denied", "access_denied", "did not agree"),
            ("cancelled", "access_denied", "did not agree"),
            ("expired", "invalid_request_uri", "Push a new one."),
            ("suspended", "invalid_client", "The client is suspended."),
            ("wrongDetails", "invalid_authorization_details", "an object of type card_verification"),
        ],
    )
    def test_is_a_code_and_a_sentence(self, seen: Seen, what: str, error: str, says: str) -> None:
        assert seen[what]["error"] == error
        assert says in seen[what]["sentence"]


class TestAPortalWithACertificate:
    def test_has_its_tokens_bound_to_it(self, shown: Seen) -> None:
        assert shown["type"] == "bearer"
        assert shown["claims"]["aud"] == "oauth4webapi-tls"
        assert list(shown["introspected"]["cnf"]) == ["x5t#S256"]
        assert shown["permitted"]["outcome"] == "permitted"

    def test_gets_none_without_it(self, shown: Seen) -> None:
        assert shown["withoutCertificate"]["error"] == "invalid_request"
        assert "certificate" in shown["withoutCertificate"]["sentence"]

    def test_is_refused_over_another_connection(self, shown: Seen) -> None:
        for refused in (shown["stolen"], shown["bare"]):
            assert (refused["status"], refused["challenges"][0]["error"]) == (401, "invalid_token")
