"""Certificates, made at each start: of an authority of our own, issued by it, or signing themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

LIFETIME = timedelta(days=30)
SKEW = timedelta(hours=1)
RSA_EXPONENT, RSA_BITS = 65_537, 2_048
PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
SIGNS_CERTIFICATES = x509.KeyUsage(
    digital_signature=False,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=True,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate and its private key (PKCS #8)."""

    made: x509.Certificate = field(repr=False)
    key: PrivateKey = field(repr=False)

    @property
    def pem(self) -> str:
        """The certificate as PEM."""
        return self.made.public_bytes(Encoding.PEM).decode("ascii")

    @property
    def der(self) -> bytes:
        """The certificate as DER."""
        return self.made.public_bytes(Encoding.DER)

    @property
    def key_pem(self) -> str:
        """The private key as PEM."""
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode("ascii")


def certificate(
    name: str, *hosts: str, by: Certificate | None = None, made_at: datetime | None = None
) -> Certificate:
    """A new certificate for a client, or for the server of these hosts.

    It signs itself unless an authority issues it, and begins now unless a time is given. A server's key is of
    RSA: FAPI-CIBA knows no others for TLS 1.2 (FAPI 1.0 Advanced section 8.5).
    """
    key: PrivateKey = ec.generate_private_key(ec.SECP256R1())
    if hosts:
        key = rsa.generate_private_key(RSA_EXPONENT, RSA_BITS)
    builder = _begun(name, by, key, made_at or datetime.now(UTC))
    if hosts:
        names = x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts])
        builder = builder.add_extension(names, critical=False)
    if by is None:
        return Certificate(builder.sign(key, hashes.SHA256()), key)
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(by.key.public_key())
    return Certificate(builder.add_extension(issuer, critical=False).sign(by.key, hashes.SHA256()), key)


def authority(name: str, made_at: datetime | None = None) -> Certificate:
    """A new authority that issues certificates of clients; it begins now unless a time is given."""
    key = ec.generate_private_key(ec.SECP256R1())
    public = key.public_key()
    builder = (
        _begun(name, None, key, made_at or datetime.now(UTC))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(SIGNS_CERTIFICATES, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )
    return Certificate(builder.sign(key, hashes.SHA256()), key)


def _begun(name: str, by: Certificate | None, key: PrivateKey, now: datetime) -> x509.CertificateBuilder:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    return x509.CertificateBuilder(
        subject_name=subject,
        issuer_name=by.made.subject if by else subject,
        public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=now - SKEW,
        not_valid_after=now + LIFETIME,
    )
