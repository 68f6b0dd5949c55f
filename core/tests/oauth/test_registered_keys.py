"""Keys as a client registers them: those that sign, and those of certificates alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import given
from hypothesis import strategies as st
from joincard_core.oauth import Anchors, ClientMalformed, ClientMetadata, Clients, NewClient
from joincard_core.oauth.client_certificate import authenticates
from joincard_core.oauth.registered_keys import key_set, registered_keys, with_more, without
from joincard_core.oauth.registration_errors import InvalidClientMetadata

from core.tests.oauth.certificates import NOW, public_jwk, self_signed, x5c

if TYPE_CHECKING:
    from joincard_core.clock import FixedClock
    from joincard_core.storage import Database

P256, P384 = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP384R1())
RSA = rsa.generate_private_key(65537, 2048)
SIGNS = public_jwk(P256) | {"kid": "signs"}
SHOWS = public_jwk(P384) | x5c(self_signed(P384)) | {"kid": "shows"}
NOBODY = Anchors()


class TestAKeyWithItsCertificate:
    def test_need_not_be_of_a_kind_that_signs(self) -> None:
        assert key_set({"keys": [SIGNS, SHOWS]}) == {"keys": [SIGNS, SHOWS]}
        assert key_set({"keys": [SHOWS]}) == {"keys": [SHOWS]}

    def test_may_be_for_an_algorithm_of_tls(self) -> None:
        shows = public_jwk(RSA) | x5c(self_signed(RSA)) | {"alg": "RS256"}
        assert registered_keys({"keys": [shows]}) == (shows,)

    @pytest.mark.parametrize(
        "wrong",
        [
            SHOWS | x5c(self_signed(P256)),
            SHOWS | {"x5c": []},
            SHOWS | {"x5c": "text"},
            SHOWS | {"x5c": [*x5c(self_signed(P384))["x5c"], {}]},
            SHOWS | {"x5c": ["AA"] * 6},
            SHOWS | {"kid": ""},
            SHOWS | {"kid": 1},
            SHOWS | {"kid": "signs"},
            SHOWS | {"d": "AA"},
            SHOWS | {"use": "enc"},
            SIGNS | x5c(self_signed(P256)),
            {name: value for name, value in SHOWS.items() if name != "x5c"},
        ],
    )
    def test_is_refused_when_it_is_not_that(self, wrong: object) -> None:
        with pytest.raises(InvalidClientMetadata):
            key_set({"keys": [SIGNS, wrong]})

    def test_can_be_added_and_removed_by_name(self) -> None:
        both = with_more({"keys": [SIGNS]}, {"keys": [SHOWS]})
        assert without(both, "shows") == {"keys": [SIGNS]}
        assert without(both, "signs") == {"keys": [SHOWS]}
        with pytest.raises(ClientMalformed, match="no key of this name"):
            without(both, "other")

    def test_is_what_its_client_signs_in_with(self, database: Database, clock: FixedClock) -> None:
        metadata = ClientMetadata(token_endpoint_auth_method="self_signed_tls_client_auth")
        new = NewClient("his-1", "jiaxing-first", "HIS", {"keys": [SHOWS]}, metadata=metadata)
        Clients(database, clock).add(new)
        kept = Clients(database, clock).find("his-1")
        assert authenticates(self_signed(P384), kept, kept.jwks, NOW, NOBODY)
        assert not authenticates(self_signed(P256), kept, kept.jwks, NOW, NOBODY)


class TestASetOfKeys:
    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["kty", "crv", "x", "y", "x5c", "kid", "use"]), inner, max_size=4
                )
            ),
        )
    )
    def test_of_anything_is_refused(self, anything: object) -> None:
        for jwks in (anything, {"keys": anything}, {"keys": [anything]}, {"keys": [SIGNS, anything]}):
            with pytest.raises(InvalidClientMetadata):
                key_set(jwks)

    def test_has_few_keys(self) -> None:
        with pytest.raises(InvalidClientMetadata):
            key_set({"keys": [SHOWS] * 9})
        with pytest.raises(InvalidClientMetadata):
            key_set({"keys": []})
