"""Assertions of clients that nobody knows."""

from __future__ import annotations

from datetime import datetime

import pytest
from joincard_core.clock import SHANGHAI
from joincard_core.oauth import Client, assertion
from joserfc import jwt
from joserfc.jwk import ECKey, Key, OKPKey, RSAKey

ISSUER = "https://card.example.cn"
NOW = 1_772_424_000
KEYS: dict[str, Key] = {
    "ES256": ECKey.generate_key("P-256"),
    "PS256": RSAKey.generate_key(2048),
    "Ed25519": OKPKey.generate_key("Ed25519"),
}


def read(alg: str) -> assertion.Assertion:
    claims = {"iss": "his-1", "sub": "his-1", "aud": ISSUER, "exp": NOW + 60, "jti": "1"}
    compact = jwt.encode({"alg": alg, "typ": "JWT"}, claims, KEYS[alg], algorithms=[alg])
    return assertion.read(compact, None, assertion.Expected(ISSUER, NOW, 300))


@pytest.mark.parametrize("alg", KEYS)
class TestAnAssertion:
    def test_of_an_unknown_client_is_from_nobody(self, alg: str) -> None:
        assert not assertion.is_from(read(alg), None, {})

    def test_is_from_nobody_even_if_the_decoy_key_made_it(
        self, alg: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        name = read(alg).token.alg
        monkeypatch.setitem(assertion.DECOYS, name, KEYS[alg])
        assert not assertion.is_from(read(alg), None, {})

    def test_of_a_client_whose_kept_keys_cannot_be_read_is_from_nobody(self, alg: str) -> None:
        added = datetime(2026, 3, 2, tzinfo=SHANGHAI)
        for jwks in ({}, {"keys": [{"kty": "EC", "crv": "P-521"}]}):
            client = Client("his-1", "jiaxing-first", "HIS", jwks, frozenset({"verify"}), added)
            assert not assertion.is_from(read(alg), client, client.jwks)
