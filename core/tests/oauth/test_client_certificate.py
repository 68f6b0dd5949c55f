"""Certificates of clients: how a TLS terminator hands them on, and whom they authenticate."""

from __future__ import annotations

from base64 import b64encode, urlsafe_b64encode
from hashlib import sha256
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st
from joincard_core.oauth import Anchors, BadCertificate, ClientCertificate
from joincard_core.oauth.certificate_keys import certificate_key
from joincard_core.oauth.client_certificate import LONGEST, authenticates, cause_of, faults
from joincard_core.oauth.jwk import BadKey

from core.tests.oauth.certificates import DAY, NOW, PrivateKey, client, public_jwk, self_signed, x5c

CURVE = ec.generate_private_key(ec.SECP256R1())
CERTIFICATE = self_signed(CURVE)
BYTE_SEQUENCE = f":{b64encode(CERTIFICATE.der).decode()}:"
PEM = CERTIFICATE.x509().public_bytes(Encoding.PEM).decode()
KEYS: dict[str, PrivateKey] = {
    "P-256": CURVE,
    "P-384": ec.generate_private_key(ec.SECP384R1()),
    "P-521": ec.generate_private_key(ec.SECP521R1()),
    "RSA": rsa.generate_private_key(65537, 2048),
    "Ed25519": ed25519.Ed25519PrivateKey.generate(),
}
NOBODY = Anchors()


class TestAHeader:
    @pytest.mark.parametrize(
        "header",
        [
            BYTE_SEQUENCE,
            quote(PEM, safe=""),
            quote(PEM, safe="/+= "),
            quote(PEM.rstrip("\n"), safe=""),
            quote(PEM.replace("\n", "\r\n"), safe=""),
        ],
        ids=["RFC 9440", "nginx", "fewer escapes", "no last line end", "CRLF"],
    )
    def test_gives_the_certificate_in_each_form(self, header: str) -> None:
        assert ClientCertificate.read(header) == CERTIFICATE

    def test_gives_the_thumbprint_of_rfc_8705(self) -> None:
        digest = sha256(CERTIFICATE.der).digest()
        assert ClientCertificate.read(BYTE_SEQUENCE).thumbprint == urlsafe_b64encode(digest)[:-1].decode()

    @pytest.mark.parametrize(
        "header",
        [
            "",
            "::",
            "(null)",
            BYTE_SEQUENCE[1:],
            BYTE_SEQUENCE + ";a=1",
            f"{BYTE_SEQUENCE}, {BYTE_SEQUENCE}",
            f":{BYTE_SEQUENCE[5:]}",
            ":AAAA:",
            f":{b64encode(CERTIFICATE.der + b'0').decode()}:",
            f":{urlsafe_b64encode(bytes([251] * 3) + CERTIFICATE.der).decode()}:",
            quote(PEM + PEM, safe=""),
            PEM,
            quote(PEM.replace("CERTIFICATE", "PRIVATE KEY"), safe=""),
            quote("text before\n" + PEM, safe=""),
            "-----BEGIN%20CERTIFICATE-----%0A%ff%0A-----END%20CERTIFICATE-----",
            f":{'A' * LONGEST}:",
        ],
    )
    def test_that_is_not_one_certificate_is_refused(self, header: str) -> None:
        with pytest.raises(BadCertificate, match="RFC 9440"):
            ClientCertificate.read(header)

    @pytest.mark.filterwarnings("ignore")  # the library warns of serial numbers and names that it tolerates
    @given(st.integers(0, len(CERTIFICATE.der) - 1), st.binary(max_size=4))
    def test_with_a_changed_certificate_is_refused_or_another_one(self, at: int, put: bytes) -> None:
        der = CERTIFICATE.der[:at] + put + CERTIFICATE.der[at + len(put) :]
        try:
            found = ClientCertificate.read(f":{b64encode(der).decode()}:")
        except BadCertificate:
            return
        assert (found.thumbprint == CERTIFICATE.thumbprint) == (der == CERTIFICATE.der)
        who = client(tls_client_auth_subject_dn="CN=a", token_endpoint_auth_method="tls_client_auth")
        assert cause_of(found, who, {}, NOW, NOBODY)

    @given(st.text(alphabet=st.characters(max_codepoint=255)))
    def test_of_any_text_is_refused(self, text: str) -> None:
        for header in (text, f":{text}:", f"-----BEGIN CERTIFICATE-----{text}"):
            with pytest.raises(BadCertificate):
                ClientCertificate.read(header)


@pytest.mark.parametrize("kind", KEYS)
class TestASelfSignedCertificate:
    METHOD = "self_signed_tls_client_auth"

    def test_authenticates_the_client_that_registered_its_key(self, kind: str) -> None:
        key = KEYS[kind]
        who = client([public_jwk(key)], token_endpoint_auth_method=self.METHOD)
        assert authenticates(self_signed(key), who, who.jwks, NOW, NOBODY)

    def test_authenticates_by_the_certificate_in_x5c_too(self, kind: str) -> None:
        key = KEYS[kind]
        who = client([public_jwk(key) | x5c(self_signed(key))], token_endpoint_auth_method=self.METHOD)
        assert authenticates(self_signed(key), who, who.jwks, NOW, NOBODY)

    def test_authenticates_after_its_end(self, kind: str) -> None:
        key = KEYS[kind]
        who = client([public_jwk(key)], token_endpoint_auth_method=self.METHOD)
        assert authenticates(self_signed(key, ends=NOW - DAY), who, who.jwks, NOW, NOBODY)

    def test_of_another_key_authenticates_nobody(self, kind: str) -> None:
        others = [public_jwk(key) for name, key in KEYS.items() if name != kind]
        who = client(others, token_endpoint_auth_method=self.METHOD)
        cause = cause_of(self_signed(KEYS[kind]), who, who.jwks, NOW, NOBODY)
        assert cause == "The key of the certificate is none of the client's registered keys."

    def test_authenticates_nobody_by_a_key_that_is_for_encryption(self, kind: str) -> None:
        who = client([public_jwk(KEYS[kind]) | {"use": "enc"}], token_endpoint_auth_method=self.METHOD)
        assert not authenticates(self_signed(KEYS[kind]), who, who.jwks, NOW, NOBODY)


class TestAClient:
    def test_of_another_method_is_not_authenticated_by_a_certificate(self) -> None:
        who = client([public_jwk(CURVE)])
        assert "private_key_jwt" in cause_of(CERTIFICATE, who, who.jwks, NOW, NOBODY)

    def test_without_a_usable_key_is_at_fault(self) -> None:
        who = client([{"kty": "oct"}], token_endpoint_auth_method="self_signed_tls_client_auth")
        assert faults(who, who.jwks, NOBODY) == (
            "None of the client's keys can be the key of a certificate.",
        )

    def test_with_a_usable_key_is_not(self) -> None:
        who = client([public_jwk(CURVE)], token_endpoint_auth_method="self_signed_tls_client_auth")
        assert faults(who, who.jwks, NOBODY) == ()
        assert faults(client(), {}, NOBODY) == ()

    def test_that_needs_an_authority_is_told_what_is_missing(self) -> None:
        who = client(token_endpoint_auth_method="tls_client_auth")
        found = faults(who, {}, NOBODY)
        assert "JOINCARD_CLIENT_CA_FILE" in found[0]
        assert "Exactly one of tls_client_auth_subject_dn" in found[1]


class TestAKeyOfACertificate:
    @pytest.mark.parametrize(
        "wrong",
        [
            "text",
            {},
            {"kty": []},
            {"kty": "EC", "crv": "P-256"},
            {"kty": "EC", "crv": ["P-256"], "x": "AA", "y": "AA"},
            public_jwk(CURVE) | {"x": "é"},
            public_jwk(CURVE) | {"x": public_jwk(CURVE)["y"]},
            public_jwk(CURVE) | {"crv": "P-384"},
            public_jwk(KEYS["RSA"]) | {"n": "AQAB"},
            public_jwk(KEYS["RSA"]) | {"e": "AA"},
            public_jwk(KEYS["RSA"]) | {"n": "A" * 20_000},
            public_jwk(KEYS["Ed25519"]) | {"crv": "X25519"},
            public_jwk(KEYS["Ed25519"]) | {"x": "AA"},
            public_jwk(CURVE) | {"d": "AA"},
            public_jwk(CURVE) | {"x5c": []},
            public_jwk(CURVE) | {"x5c": "text"},
            public_jwk(CURVE) | {"x5c": ["?"]},
            public_jwk(CURVE) | {"x5c": ["AAAA"]},
            public_jwk(CURVE) | x5c(self_signed(KEYS["P-384"]), CERTIFICATE),
        ],
    )
    def test_that_is_malformed_is_refused(self, wrong: object) -> None:
        with pytest.raises(BadKey):
            certificate_key(wrong)

    def test_is_that_of_the_first_certificate(self) -> None:
        assert (
            certificate_key(public_jwk(CURVE) | x5c(CERTIFICATE, self_signed(KEYS["P-384"])))
            == CERTIFICATE.spki
        )

    def test_of_a_certificate_that_says_so_is_the_same(self) -> None:
        loaded = x509.load_pem_x509_certificate(PEM.encode())
        assert ClientCertificate.of(loaded.public_bytes(Encoding.DER)).spki == certificate_key(
            public_jwk(CURVE)
        )
