"""Clients: what may be registered, and what is read back."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_core.clock import FixedClock
from joincard_core.oauth import (
    ClientExists,
    ClientMalformed,
    Clients,
    ClientStatus,
    ClientUnknown,
    NewClient,
)
from joincard_core.oauth.jwk import BadKey, jkt, public_key
from joincard_core.oauth.model import client_keys
from joincard_core.storage import Database
from joserfc.jwk import ECKey, OKPKey, RSAKey

EC, RSA, OKP = ECKey.generate_key("P-256"), RSAKey.generate_key(2048), OKPKey.generate_key("Ed25519")


def jwk(key: Any, **more: object) -> dict[str, object]:
    return {**key.as_dict(private=False), **more}


def new(**changes: Any) -> NewClient:
    given: dict[str, Any] = {
        "id": "his-1",
        "provider_id": "jiaxing-first",
        "name": "HIS",
        "jwks": {"keys": [jwk(EC)]},
    }
    return NewClient(**{**given, **changes})


@pytest.fixture
def clients(database: Database, clock: FixedClock) -> Clients:
    return Clients(database, clock)


class TestAClient:
    def test_is_read_back_as_it_was_registered(self, clients: Clients, clock: FixedClock) -> None:
        until = clock.now() + timedelta(days=30)
        added = clients.add(new(expires_at=until))
        assert clients.find("his-1") == added
        assert clients.of_provider("jiaxing-first") == (added,)

    def test_has_an_id_of_its_own(self, clients: Clients) -> None:
        clients.add(new())
        with pytest.raises(ClientExists):
            clients.add(new(name="Another"))

    @pytest.mark.parametrize("name", ["", "UPPER", "a b", "-a", "a-", "x" * 65, "a\n", "é"])
    def test_has_a_plain_id(self, clients: Clients, name: str) -> None:
        with pytest.raises(ClientMalformed):
            clients.add(new(id=name))

    @pytest.mark.parametrize("name", ["", " ", "x" * 201, "a\u0000b", "two\nlines"])
    def test_has_a_printable_name(self, clients: Clients, name: str) -> None:
        with pytest.raises(ClientMalformed):
            clients.add(new(name=name))

    @pytest.mark.parametrize("scopes", [frozenset(), frozenset({"admin"}), frozenset({"verify", "admin"})])
    def test_has_scopes_that_exist(self, clients: Clients, scopes: frozenset[str]) -> None:
        with pytest.raises(ClientMalformed):
            clients.add(new(scopes=scopes))

    def test_that_is_unknown_is_not_found(self, clients: Clients) -> None:
        for call in (clients.find, clients.suspend, clients.reinstate):
            with pytest.raises(ClientUnknown):
                call("nobody")

    def test_is_suspended_and_reinstated(self, clients: Clients, clock: FixedClock) -> None:
        clients.add(new())
        clients.suspend("his-1")
        assert clients.find("his-1").status(clock.now()) is ClientStatus.SUSPENDED
        clients.reinstate("his-1")
        assert clients.find("his-1").status(clock.now()) is ClientStatus.ACTIVE

    def test_expires(self, clients: Clients, clock: FixedClock) -> None:
        end = clock.now() + timedelta(days=1)
        found = clients.add(new(expires_at=end))
        assert found.status(end - timedelta(seconds=1)) is ClientStatus.ACTIVE
        assert found.status(end) is ClientStatus.EXPIRED


class TestItsKeys:
    @pytest.mark.parametrize("key", [EC, RSA, OKP])
    def test_may_be_of_each_kind(self, key: Any) -> None:
        (found,) = client_keys({"keys": [jwk(key)]})
        assert jkt(found.key) == key.thumbprint()

    def test_go_by_their_kid_and_by_their_thumbprint(self) -> None:
        (found,) = client_keys({"keys": [jwk(EC, kid="2026")]})
        assert found.suits("2026", "ES256")
        assert found.suits(EC.thumbprint(), "ES256")
        assert found.suits(None, "ES256")
        assert not found.suits("2025", "ES256")

    def test_may_say_what_they_are_for(self) -> None:
        (found,) = client_keys({"keys": [jwk(OKP, use="sig", alg="Ed25519")]})
        assert found.suits(None, "EdDSA")

    @pytest.mark.parametrize(
        "jwks",
        [
            {},
            {"keys": []},
            {"keys": "x"},
            {"keys": [7]},
            {"keys": [jwk(EC)] * 9},
            {"keys": [jwk(EC), jwk(EC)]},
            {"keys": [jwk(EC, kid="1"), jwk(OKP, kid="1")]},
            {"keys": [jwk(EC, kid="")]},
            {"keys": [jwk(EC, kid=7)]},
            {"keys": [jwk(EC, use="enc")]},
            {"keys": [jwk(EC, alg="PS256")]},
            {"keys": [jwk(RSA, alg="RS256")]},
            {"keys": [{"kty": "oct", "k": "c2VjcmV0"}]},
        ],
    )
    def test_that_cannot_be_used_are_refused(self, jwks: dict[str, object]) -> None:
        with pytest.raises(ClientMalformed):
            client_keys(jwks)

    def test_must_not_be_private(self) -> None:
        with pytest.raises(ClientMalformed, match="private"):
            client_keys({"keys": [dict(EC.as_dict(private=True))]})

    @pytest.mark.parametrize("bits", [1024, 4104])
    def test_of_rsa_have_a_sensible_size(self, bits: int) -> None:
        modulus = (1 << bits) - 1
        with pytest.raises(BadKey):
            public_key({"kty": "RSA", "e": "AQAB", "n": encoded(modulus)})

    @pytest.mark.parametrize("exponent", [1, 2, 65536, 2**33 + 1])
    def test_of_rsa_have_a_sensible_exponent(self, exponent: int) -> None:
        with pytest.raises(BadKey):
            public_key({**jwk(RSA), "e": encoded(exponent)})

    json = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(), below, max_size=3),
        max_leaves=5,
    )
    members = st.sampled_from(["kty", "crv", "x", "y", "n", "e", "kid", "alg", "use", "d"])
    values = json | st.sampled_from(["EC", "RSA", "OKP", "P-256", "Ed25519", "A" * 43, "_" * 343, "AQAB"])

    @given(st.dictionaries(members, values) | json)
    def test_are_keys_or_are_refused_whatever_is_sent(self, anything: object) -> None:
        with suppress(BadKey):
            assert jkt(public_key(anything))

    @given(st.lists(st.dictionaries(members, values), max_size=3))
    def test_are_sets_or_are_refused_whatever_is_sent(self, anything: list[dict[str, object]]) -> None:
        with suppress(ClientMalformed):
            assert client_keys({"keys": anything})


def encoded(number: int) -> str:
    from joserfc.util import int_to_base64

    return int_to_base64(number)


class TestTheClockOfAClient:
    def test_is_the_authoritys(self, clients: Clients, clock: FixedClock) -> None:
        assert clients.add(new()).created_at == clock.now()
        assert isinstance(clients.find("his-1").created_at, datetime)
