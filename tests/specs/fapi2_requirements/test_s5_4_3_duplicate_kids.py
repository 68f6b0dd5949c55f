"""FAPI 2.0 section 5.4.3: keys of one ``kid`` are told apart by what else they say."""

import pytest
from joincard_core.oauth.model import signing_keys, suiting_keys
from joserfc.jwk import Key

from tests.specs.system import EC, OKP, RSA, another, public

SAME = {"keys": [public(key) | {"kid": "one"} for key in (EC, RSA, OKP)]}


class TestKeysOfOneName:
    @pytest.mark.parametrize(("key", "alg"), [(EC, "ES256"), (RSA, "PS256"), (OKP, "EdDSA")])
    def test_are_chosen_by_their_kind(self, key: Key, alg: str) -> None:
        assert [found.thumbprint() for found in suiting_keys(SAME, "one", alg)] == [key.thumbprint()]

    def test_are_chosen_by_the_alg_that_they_name(self) -> None:
        other = another(EC)
        keys = {"keys": [public(EC) | {"kid": "one", "alg": "ES256"}, public(other) | {"kid": "one"}]}
        found = {key.thumbprint() for key in suiting_keys(keys, "one", "ES256")}
        assert found == {EC.thumbprint(), other.thumbprint()}
        assert suiting_keys(keys, "one", "PS256") == ()

    def test_are_all_kept_but_the_same_key_twice(self) -> None:
        twice = [*SAME["keys"], public(EC) | {"kid": "two"}]
        assert len(signing_keys(twice)) == 3

    def test_are_none_under_another_name(self) -> None:
        assert suiting_keys(SAME, "two", "ES256") == ()
