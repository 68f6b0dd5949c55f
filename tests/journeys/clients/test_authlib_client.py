"""Authlib's client, as it is published, against the running authority: tokens bound to a certificate.

Authlib knows no DPoP; over mutual TLS it needs nothing for the tokens, which are Bearer to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from authlib.integrations.base_client import OAuthError  # type: ignore[import-untyped]  # no types in the library
from authlib.oauth2 import rfc8414, rfc9101, rfc9207  # type: ignore[import-untyped]  # the same
from joserfc.jwk import ECKey

from tests.journeys.clients.authlib_portal import Begun, Portal, session
from tests.journeys.clients.holder import Holder
from tests.journeys.clients.journey import Journey
from tests.journeys.clients.served import ALLOWED, DETAILS, OTHER
from tests.journeys.place import ANN
from tools.conformance.certificates import certificate
from tools.conformance.clients import ec_key

CARD = {"region": ANN.region, "number": ANN.number}


@dataclass
class Desk:
    """A portal, and the holder whom it sends away."""

    portal: Portal
    holder: Holder
    place: Any

    def signed_in(self) -> tuple[Begun, dict[str, Any]]:
        """Tokens for a service, granted by the holder."""
        begun = self.portal.begin()
        return begun, self.portal.finish(begun, self.holder.visit(begun.address).uri)


@pytest.fixture(scope="module")
def desk(with_certificate: Journey) -> Iterator[Desk]:
    """A portal that signs its assertions and shows a certificate."""
    place = with_certificate.place
    client = with_certificate.portal(
        "authlib", ec_key("portal-5"), tls_client_certificate_bound_access_tokens=True
    )
    own = certificate("authlib")
    file = place.write("authlib.pem", f"{own.pem}{own.key_pem}".encode())
    with (
        session(client.id, ECKey.import_key({**client.jwk})) as opened,
        Holder.opened(place.issuer, place.trusted) as holder,
    ):
        opened.cert, opened.verify = str(file), str(place.trusted)
        yield Desk(Portal(place.issuer, opened), holder, place)


class TestAPortalOnAuthlib:
    def test_reads_the_metadata_as_good(self, desk: Desk) -> None:
        found = rfc8414.AuthorizationServerMetadata(desk.portal.metadata)
        classes = [rfc9101.AuthorizationServerMetadata, rfc9207.AuthorizationServerMetadata]
        found.validate(metadata_classes=classes)

    def test_learns_who_signed_in(self, desk: Desk) -> None:
        begun, tokens = desk.signed_in()
        claims = desk.portal.claims(tokens["id_token"], begun)
        assert claims["aud"] == "authlib"
        assert claims["nonce"] == begun.nonce

    def test_verifies_what_it_was_granted_and_nothing_else(self, desk: Desk) -> None:
        _, tokens = desk.signed_in()
        assert tokens["token_type"] == "Bearer"
        assert tokens["authorization_details"] == DETAILS
        assert desk.portal.verify(ALLOWED, CARD).json()["outcome"] == "permitted"
        refused = desk.portal.verify(OTHER, CARD)
        assert (refused.status_code, refused.json()["code"]) == (403, "oauth.insufficient-authorization")

    def test_goes_on_with_a_refresh_token(self, desk: Desk) -> None:
        _, tokens = desk.signed_in()
        metadata, opened = desk.portal.metadata, desk.portal.session
        refreshed = opened.refresh_token(metadata["token_endpoint"])
        assert refreshed["access_token"] != tokens["access_token"]
        assert desk.portal.verify(ALLOWED, CARD).status_code == 201

    def test_asks_about_its_token_and_takes_it_back(self, desk: Desk) -> None:
        _, tokens = desk.signed_in()
        metadata, opened = desk.portal.metadata, desk.portal.session
        token = tokens["access_token"]
        found = opened.introspect_token(metadata["introspection_endpoint"], token=token).json()
        assert (found["active"], list(found["cnf"])) == (True, ["x5t#S256"])
        assert opened.revoke_token(metadata["revocation_endpoint"], token=token).status_code == 200
        again = opened.introspect_token(metadata["introspection_endpoint"], token=token).json()
        assert again == {"active": False}
        assert desk.portal.verify(ALLOWED, CARD).status_code == 401

    def test_asks_for_itself(self, desk: Desk) -> None:
        found = desk.portal.session.fetch_token(
            desk.portal.metadata["token_endpoint"], grant_type="client_credentials", scope="verify"
        )
        assert found["scope"] == "verify"
        assert desk.portal.verify(OTHER, CARD).status_code == 201


class TestWhatThePortalReadsWhenItIsRefused:
    def test_for_a_wrong_verifier(self, desk: Desk) -> None:
        begun = desk.portal.begin()
        back = desk.holder.visit(begun.address).uri
        with pytest.raises(OAuthError, match="invalid_grant: The code, refresh token or its proof"):
            desk.portal.finish(begun, back, code_verifier="x" * 43)

    def test_when_the_holder_does_not_agree(self, desk: Desk) -> None:
        begun = desk.portal.begin()
        back = desk.holder.visit(begun.address, "deny").uri
        with pytest.raises(OAuthError, match=r"access_denied: The holder of the card did not agree\."):
            desk.portal.finish(begun, back)

    def test_while_it_is_suspended(self, desk: Desk) -> None:
        desk.place.run("client", "suspend", "authlib")
        try:
            with pytest.raises(OAuthError, match=r"invalid_client: The client is suspended\."):
                desk.portal.session.fetch_token(
                    desk.portal.metadata["token_endpoint"], grant_type="client_credentials"
                )
        finally:
            desk.place.run("client", "reinstate", "authlib")
