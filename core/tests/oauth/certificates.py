"""Certificates made on the spot: authorities, systems and what they lack."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from joincard_core.clock import SHANGHAI
from joincard_core.oauth import Client, ClientCertificate, ClientMetadata
from joserfc.jwk import ECKey, Key, OKPKey, RSAKey

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=SHANGHAI)
DAY = timedelta(days=1)
PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey


def named(common_name: str) -> x509.Name:
    """A subject with one part."""
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


HIS = named("his.example.cn")


@dataclass(frozen=True)
class Wanted:
    """What a certificate is to say. ``usages`` are extended key usages; ``None`` for no such extension."""

    subject: x509.Name = HIS
    names: tuple[x509.GeneralName, ...] = ()
    usages: tuple[x509.ObjectIdentifier, ...] | None = (ExtendedKeyUsageOID.CLIENT_AUTH,)
    begins: datetime = NOW - DAY
    ends: datetime = NOW + DAY


class Authority:
    """An authority for certificates."""

    def __init__(self, name: str = "Test CA", ends: datetime = NOW + 10 * DAY) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = named(name)
        self.certificate = (
            started(self.name, self.name, self.key, NOW - 10 * DAY, ends)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(self.key.public_key()), critical=False)
            .add_extension(usage(key_cert_sign=True), critical=True)
            .sign(self.key, SHA256())
        )

    def issue(self, wanted: Wanted, key: PrivateKey | None = None) -> ClientCertificate:
        """A certificate of a client."""
        held = key or ec.generate_private_key(ec.SECP256R1())
        made = started(wanted.subject, self.name, held, wanted.begins, wanted.ends)
        identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        made = made.add_extension(identifier, critical=False)
        made = made.add_extension(usage(digital_signature=True), critical=True)
        if wanted.names:
            made = made.add_extension(x509.SubjectAlternativeName(wanted.names), critical=False)
        if wanted.usages is not None:
            made = made.add_extension(x509.ExtendedKeyUsage(wanted.usages), critical=False)
        return shown(made.sign(self.key, SHA256()))


def started(
    subject: x509.Name, issuer: x509.Name, key: PrivateKey, begins: datetime, ends: datetime
) -> x509.CertificateBuilder:
    """A certificate without extensions."""
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer)
    builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
    return builder.not_valid_before(begins).not_valid_after(ends)


def usage(*, key_cert_sign: bool = False, digital_signature: bool = False) -> x509.KeyUsage:
    """What a key is for."""
    return x509.KeyUsage(
        digital_signature=digital_signature,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=key_cert_sign,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def self_signed(key: PrivateKey, ends: datetime = NOW + DAY) -> ClientCertificate:
    """A certificate that its own key signed."""
    hashed = None if isinstance(key, ed25519.Ed25519PrivateKey) else SHA256()
    return shown(started(HIS, HIS, key, NOW - 2 * DAY, ends).sign(key, hashed))


def shown(certificate: x509.Certificate) -> ClientCertificate:
    """The certificate as it comes out of a request."""
    return ClientCertificate.of(certificate.public_bytes(Encoding.DER))


def public_jwk(key: PrivateKey) -> dict[str, object]:
    """The public key as a JWK."""
    public = key.public_key()
    kind: type[Key] = ECKey
    if isinstance(public, rsa.RSAPublicKey):
        kind = RSAKey
    elif isinstance(public, ed25519.Ed25519PublicKey):
        kind = OKPKey
    return dict(kind.import_key(public).as_dict(private=False))  # type: ignore[arg-type]  # of its own kind


def x5c(*certificates: ClientCertificate) -> dict[str, list[str]]:
    """The member of a JWK that holds its certificates."""
    return {"x5c": [b64encode(certificate.der).decode() for certificate in certificates]}


def client(keys: Iterable[object] = (), **metadata: str | None) -> Client:
    """A client that signs in with a certificate."""
    return Client(
        "his-1",
        "jiaxing-first",
        "HIS",
        {"keys": list(keys)},
        frozenset({"verify"}),
        NOW,
        metadata=ClientMetadata(**metadata),  # type: ignore[arg-type]  # only texts are set here
    )
