"""FAPI 2.0 section 5.4.1, 2 and 3: RSA from 2048 bits, curves from 224, wherever a key comes from."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from joincard_core.oauth import FormRequest, InvalidBinding
from joincard_core.oauth.certificate_keys import certificate_keys
from joincard_core.oauth.client_metadata import ClientMetadata
from joincard_core.oauth.jwk import BadKey, public_key
from joincard_core.oauth.nonce import Nonces
from joincard_core.oauth.sender_constraint import SenderConstraint
from joserfc.jwk import RSAKey

from core.tests.oauth.certificates import PrivateKey, self_signed
from tests.specs.hostile.target import Target
from tests.specs.system import ISSUER, b64, public

BOUND = ClientMetadata(tls_client_certificate_bound_access_tokens=True, dpop_bound_access_tokens=False)


def modulus(bits: int) -> dict[str, object]:
    """An RSA key of this length; nobody has its other half."""
    return {"kty": "RSA", "e": "AQAB", "n": b64(((1 << bits) - 1).to_bytes(-(-bits // 8)))}


class TestAKeyThatSigns:
    @pytest.mark.parametrize("bits", [512, 1024, 2040, 2047])
    def test_of_rsa_is_refused_when_it_is_short(self, bits: int) -> None:
        with pytest.raises(BadKey):
            public_key(modulus(bits))

    def test_of_rsa_is_taken_from_2048_bits(self) -> None:
        assert public_key(public(RSAKey.generate_key(2048)))

    @pytest.mark.parametrize("curve", ["P-192", "P-224", "secp256k1", "brainpoolP160r1"])
    def test_of_other_curves_is_refused(self, curve: str) -> None:
        with pytest.raises(BadKey):
            public_key({"kty": "EC", "crv": curve, "x": "A" * 43, "y": "A" * 43})


class TestARegisteredKeyOfACertificate:
    @pytest.mark.parametrize("bits", [512, 1024, 2047])
    def test_is_left_out_when_it_is_short(self, bits: int) -> None:
        assert certificate_keys({"keys": [modulus(bits)]}) == frozenset()
        assert certificate_keys({"keys": [modulus(2048)]}) != frozenset()


class TestACertificateThatBindsATokenToItself:
    @staticmethod
    def bound(target: Target, key: PrivateKey) -> str | None:
        """What a token is bound to that is asked for with a certificate of this key."""
        vault = target.app.extensions["joincard"].authorization.vault
        request = FormRequest("/oauth/token", "", b"", "192.0.2.1", certificate=self_signed(key))
        found = SenderConstraint(ISSUER, 60, Nonces(vault, False)).bound(request, BOUND, 0)
        return found.binding.x5t

    @pytest.mark.parametrize(
        "key",
        [
            rsa.generate_private_key(65537, 1024),
            ec.generate_private_key(ec.SECP192R1()),
        ],
        ids=["RSA 1024", "P-192"],
    )
    def test_is_refused_when_its_key_is_short(self, target: Target, key: PrivateKey) -> None:
        with pytest.raises(InvalidBinding, match="2048"):
            self.bound(target, key)

    @pytest.mark.parametrize(
        "key",
        [
            rsa.generate_private_key(65537, 2048),
            ec.generate_private_key(ec.SECP224R1()),
            ed25519.Ed25519PrivateKey.generate(),
        ],
        ids=["RSA 2048", "P-224", "Ed25519"],
    )
    def test_binds_when_it_is_long_enough(self, target: Target, key: PrivateKey) -> None:
        assert self.bound(target, key)
