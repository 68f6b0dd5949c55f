"""How a system registers for the counter (OpenID CIBA Core section 4)."""

from __future__ import annotations

from typing import Any

import pytest
from joincard_core.oauth import (
    Bounds,
    InvalidClientMetadata,
    openid_metadata,
    read_registration,
    server_metadata,
)
from joserfc.jwk import ECKey

from core.tests.oauth.counter import CIBA
from core.tests.oauth.party import ISSUER

JWKS = {"keys": [ECKey.generate_key("P-256").as_dict(private=False)]}
CLERK = {"jwks": JWKS, "grant_types": [CIBA], "scope": "openid verify"}
ALG = "backchannel_authentication_request_signing_alg"
MODE = "backchannel_token_delivery_mode"
NOTIFICATION = "backchannel_client_notification_endpoint"


class TestASystemAtACounter:
    def test_polls_where_it_says_nothing(self) -> None:
        metadata = read_registration(CLERK, Bounds()).metadata
        assert (metadata.backchannel_token_delivery_mode, metadata.redirect_uris) == ("poll", ())

    def test_may_sign_its_requests(self) -> None:
        found = read_registration({**CLERK, ALG: "PS256"}, Bounds()).metadata
        assert found.backchannel_authentication_request_signing_alg == "PS256"

    def test_may_be_told_of_the_holders_decision(self) -> None:
        uri = "https://clerk.example.org/pings"
        metadata = read_registration({**CLERK, MODE: "ping", NOTIFICATION: uri}, Bounds()).metadata
        assert metadata.backchannel_token_delivery_mode == "ping"
        assert metadata.backchannel_client_notification_endpoint == uri

    def test_asks_for_openid_where_it_names_no_scope(self) -> None:
        members = {name: value for name, value in CLERK.items() if name != "scope"}
        assert read_registration(members, Bounds()).scopes == {"openid", "verify"}

    def test_never_gets_a_scope_beyond_its_invitation(self) -> None:
        members = {name: value for name, value in CLERK.items() if name != "scope"}
        with pytest.raises(InvalidClientMetadata, match="needs openid"):
            read_registration(members, Bounds(frozenset({"verify"})))

    @pytest.mark.parametrize(
        "members",
        [
            {**CLERK, MODE: "push"},
            {**CLERK, MODE: "ping"},
            {**CLERK, MODE: 1},
            {**CLERK, ALG: "none"},
            {**CLERK, ALG: "RS256"},
            {**CLERK, "scope": "verify"},
            {**CLERK, "grant_types": ["client_credentials"], "scope": "verify", MODE: "poll"},
            {**CLERK, "grant_types": ["client_credentials"], "scope": "verify", ALG: "ES256"},
            {**CLERK, "grant_types": ["client_credentials", "refresh_token"], "scope": "verify"},
            {**CLERK, MODE: "ping", NOTIFICATION: "http://clerk.example.org/pings"},
            {**CLERK, MODE: "ping", NOTIFICATION: "https://clerk.example.org/pings#here"},
            {**CLERK, MODE: "ping", NOTIFICATION: "https://user@clerk.example.org/pings"},
            {**CLERK, MODE: "poll", NOTIFICATION: "https://clerk.example.org/pings"},
            {**CLERK, NOTIFICATION: "https://clerk.example.org/pings"},
            {
                **CLERK,
                "grant_types": ["client_credentials"],
                "scope": "verify",
                NOTIFICATION: "https://clerk.example.org/pings",
            },
            {"scope": "openid verify", "grant_types": [CIBA]},
        ],
    )
    def test_is_refused_for_what_does_not_exist_here(self, members: dict[str, Any]) -> None:
        with pytest.raises(InvalidClientMetadata):
            read_registration(members, Bounds())

    def test_is_never_a_client_that_signs_people_in(self) -> None:
        scopes = frozenset({"openid"})
        with pytest.raises(InvalidClientMetadata):
            read_registration({**CLERK, "scope": "openid"}, Bounds(scopes, (), signs_in=True))


class TestTheMetadata:
    @pytest.mark.parametrize("metadata", [server_metadata, openid_metadata])
    def test_tells_where_and_how_to_ask(self, metadata: Any) -> None:
        found = metadata(ISSUER, ["ES256"])
        assert found["backchannel_authentication_endpoint"] == f"{ISSUER}/oauth/bc-authorize"
        assert found["backchannel_token_delivery_modes_supported"] == ["poll", "ping"]
        assert found["backchannel_user_code_parameter_supported"] is False
        assert found[f"{ALG}_values_supported"] == ["ES256", "PS256", "EdDSA"]
        assert CIBA in found["grant_types_supported"]
