"""openid-client (npm), as it is published, against the running authority."""

from typing import Any

import pytest

from tests.journeys.clients.journey import Journey, pem
from tests.journeys.clients.served import ALLOWED, CALLBACK, DETAILS, OTHER, PROVIDER
from tools.conformance.certificates import certificate
from tools.conformance.clients import certified, ec_key, public, rsa_key

Seen = dict[str, Any]
EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
NOT_ACCEPTED = "The code, refresh token or its proof of possession is not accepted. Begin again."


@pytest.fixture(scope="session")
def seen(journey: Journey) -> Any:
    """What a portal saw that signs with ES256."""
    portal = journey.portal("openid-client", ec_key("portal-1"), subcontractors=["openid-client-helper"])
    keys = {"keys": [public(portal.jwk)]}
    helper = journey.place.register("openid-client-helper", jwks=keys, grant_types=[EXCHANGE], scope="verify")
    suspended = journey.portal("openid-client-suspended", portal.jwk)
    journey.place.run("client", "suspend", suspended.id)
    return journey.go("openid_client.mjs", portal, subcontractor=helper, suspended=suspended.id)


@pytest.fixture(scope="session")
def signed(journey: Journey) -> Any:
    """What a portal saw that signs all it sends with PS256, and gets all signed."""
    algs = ("authorization_signed_response_alg", "id_token_signed_response_alg")
    portal = journey.portal(
        "openid-client-signed",
        rsa_key("portal-2"),
        require_signed_request_object=True,
        refresh_token_rotation=True,
        introspection_signed_response_alg="PS256",
        **dict.fromkeys(algs, "PS256"),
    )
    return journey.go("openid_client_signed.mjs", portal)


@pytest.fixture(scope="session")
def registered(journey: Journey) -> Any:
    """What a system saw that registered itself."""
    scopes = ("--scope", "openid", "--scope", "verify", "--service", ALLOWED)
    invitation = journey.place.run("client", "invite", PROVIDER, *scopes).splitlines()[-1]
    jwk = ec_key("own-1")
    return journey.go("openid_client_registering.mjs", jwk=jwk, public=public(jwk), invitation=invitation)


@pytest.fixture(scope="session")
def shown(with_certificate: Journey) -> Any:
    """What a portal saw that has no key but that of its certificate."""
    own, another = certificate("portal"), certificate("somebody else")
    portal = with_certificate.portal(
        "openid-client-tls",
        ec_key("unused"),
        jwks={"keys": [certified(own)]},
        token_endpoint_auth_method="self_signed_tls_client_auth",
        tls_client_certificate_bound_access_tokens=True,
    )
    return with_certificate.go("openid_client_certificate.mjs", portal, shown=pem(own), another=pem(another))


class TestAPortal:
    def test_gets_tokens_bound_to_its_key_and_to_one_service(self, seen: Seen) -> None:
        assert seen["tokens"] == {"type": "dpop", "scope": "openid verify", "details": DETAILS}
        assert seen["introspected"]["active"]
        assert list(seen["introspected"]["cnf"]) == ["jkt"]
        assert seen["introspected"]["authorization_details"] == DETAILS

    def test_learns_who_signed_in_and_nothing_of_the_card(self, seen: Seen) -> None:
        claims = seen["claims"]
        assert set(claims) == {
            *("iss", "sub", "aud", "exp", "iat", "auth_time", "acr", "amr", "at_hash", "nonce")
        }
        assert claims["aud"] == "openid-client"
        assert seen["userinfo"] == {"sub": claims["sub"]}
        assert seen["form"] == claims["sub"]

    def test_verifies_what_it_was_granted(self, seen: Seen) -> None:
        assert seen["events"] == 200
        assert (seen["permitted"]["outcome"], seen["permitted"]["charge"]["price"]) == ("permitted", "12.00")

    def test_verifies_nothing_else(self, seen: Seen) -> None:
        for refused in (seen["other"], seen["own"]["other"]):
            assert (refused["status"], refused["challenges"][0]["error"]) == (403, "insufficient_scope")
            assert "do not cover this service" in refused["challenges"][0]["error_description"]

    def test_asks_for_itself_too(self, seen: Seen) -> None:
        assert seen["own"]["type"] == "dpop"
        assert seen["own"]["permitted"]["outcome"] == "permitted"

    def test_goes_on_with_a_refresh_token(self, seen: Seen) -> None:
        assert seen["refreshed"]["permitted"]["outcome"] == "permitted"
        assert seen["refreshed"]["sub"] in (None, seen["claims"]["sub"])

    def test_lets_a_subcontractor_go_on_for_it(self, seen: Seen) -> None:
        found = seen["exchanged"]["introspected"]
        assert (found["client_id"], found["sub"]) == ("openid-client-helper", seen["claims"]["sub"])
        assert found["cnf"] != seen["introspected"]["cnf"]
        assert seen["exchanged"]["permitted"]["outcome"] == "permitted"
        assert seen["exchanged"]["other"]["status"] == 403

    def test_takes_one_token_back(self, seen: Seen) -> None:
        assert seen["revoked"] == {"active": False}
        assert seen["afterRevocation"]["status"] == 401
        assert seen["before"] == 200

    def test_takes_the_grant_back(self, seen: Seen) -> None:
        assert seen["afterGrant"]["challenges"][0]["error"] == "invalid_token"
        assert seen["exchangedAfterGrant"] == {"active": False}
        assert seen["refreshAgain"]["error"] == "invalid_grant"


class TestWhatThePortalReadsWhenItIsRefused:
    @pytest.mark.parametrize(
        ("what", "error", "sentence"),
        [
            ("wrongVerifier", "invalid_grant", NOT_ACCEPTED),
            ("denied", "access_denied", "The holder of the card did not agree."),
            (
                "expired",
                "invalid_request_uri",
                "The request_uri is unknown, has expired, or was used before. Push a new one.",
            ),
            ("wrongScope", "invalid_scope", "This client may ask for: openid verify."),
            (
                "wrongCallback",
                "invalid_request",
                "The redirect_uri must be one that the client has registered, exactly.",
            ),
            (
                "stranger",
                "invalid_client",
                "The client is unknown, or did not prove who it is with one of its keys.",
            ),
            ("suspended", "invalid_client", "The client is suspended."),
            (
                "notRegistered",
                "unauthorized_client",
                f"The client is not registered for the grant {EXCHANGE}.",
            ),
        ],
    )
    def test_is_a_code_and_a_sentence(self, seen: Seen, what: str, error: str, sentence: str) -> None:
        assert (seen[what]["error"], seen[what]["sentence"]) == (error, sentence)

    def test_names_the_resource_that_it_may_ask_for(self, seen: Seen) -> None:
        assert seen["wrongResource"]["error"] == "invalid_target"
        assert seen["wrongResource"]["sentence"] == f"The resource must be {seen['claims']['iss']}."

    def test_stands_in_its_list_with_the_exact_cause(self, seen: Seen, journey: Journey) -> None:
        assert seen["wrongVerifier"]
        told = journey.place.run("client", "events", "openid-client")
        assert "The code_verifier does not belong to the code_challenge of the request." in told


class TestAPortalThatSignsEverything:
    def test_gets_one_signed_answer(self, signed: Seen) -> None:
        assert signed["answer"] == ["response"]
        assert signed["claims"]["aud"] == "openid-client-signed"
        assert signed["introspected"]["active"]

    def test_knows_the_holder_by_the_name_that_all_of_its_provider_do(self, signed: Seen, seen: Seen) -> None:
        assert signed["claims"]["sub"] == seen["claims"]["sub"]

    def test_reads_a_refusal_in_it_too(self, signed: Seen) -> None:
        assert signed["denied"]["error"] == "access_denied"

    def test_must_sign(self, signed: Seen) -> None:
        assert signed["plain"]["error"] == "invalid_request"
        assert signed["forged"]["error"] == "invalid_request_object"

    def test_gets_a_new_refresh_token_each_time_and_loses_all_with_an_old_one(self, signed: Seen) -> None:
        assert signed["turned"]
        assert signed["reused"]["error"] == signed["afterReuse"]["error"] == "invalid_grant"
        assert signed["tokenAfterReuse"] == {"active": False}


class TestASystemThatRegistersItself:
    def test_is_told_all_that_is_registered(self, registered: Seen) -> None:
        told = registered["registered"]
        assert told["redirect_uris"] == [CALLBACK]
        assert told["services"] == [ALLOWED]
        assert told["dpop_bound_access_tokens"]
        assert registered["read"] == told

    def test_works_at_once(self, registered: Seen) -> None:
        assert registered["claims"]["aud"] == registered["registered"]["client_id"]
        assert registered["permitted"]["outcome"] == "permitted"

    def test_gets_no_more_than_it_was_invited_to(self, registered: Seen) -> None:
        assert registered["tooMuch"]["error"] == "invalid_client_metadata"
        assert registered["tooMuch"]["sentence"] == f"services: Within {ALLOWED}."
        assert registered["secret"]["error"] == "invalid_client_metadata"
        assert registered["other"]["status"] == 403

    def test_uses_its_token_once(self, registered: Seen) -> None:
        assert registered["again"]["status"] == 401
        assert registered["again"]["challenges"][0]["error"] == "invalid_token"

    def test_leaves_by_itself(self, registered: Seen) -> None:
        assert registered["removed"] == 204
        assert registered["afterwards"]["error"] == "invalid_client"


class TestAPortalWithACertificate:
    def test_gets_tokens_bound_to_it(self, shown: Seen) -> None:
        assert (shown["type"], shown["refreshed"]) == ("bearer", "bearer")
        assert list(shown["introspected"]["cnf"]) == ["x5t#S256"]
        assert shown["claims"]["aud"] == "openid-client-tls"

    def test_verifies_what_it_was_granted(self, shown: Seen) -> None:
        assert shown["permitted"]["outcome"] == "permitted"
        assert shown["other"]["status"] == 403
        assert shown["own"]["service"] == OTHER
        assert shown["revoked"] == {"active": False}

    def test_is_refused_over_another_connection(self, shown: Seen) -> None:
        assert shown["stolen"]["status"] == 401
        assert shown["stolen"]["challenges"][0]["error"] == "invalid_token"
        assert shown["strangersRefresh"]["error"] == "invalid_client"
