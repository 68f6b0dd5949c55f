"""Client certificates (RFC 8705), as a TLS terminator in front of us hands them on (RFC 9440).

Choices: the header is believed from the networks of the setting ``tls_terminators`` alone; from anybody
else it never gets this far (``web.terminators``). It is a byte sequence, ``:BASE64:``, or PEM with percent
escapes, as nginx writes ``$ssl_client_escaped_cert``. A self-signed certificate stands for its key and
nothing else, so its dates are not looked at (section 2.2); one of an authority is checked in full
(``certificate_chain``).
"""

from __future__ import annotations

import re
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Self
from urllib.parse import unquote

from cryptography import x509

from joincard_core.oauth.certificate_chain import NO_ANCHORS, Anchors
from joincard_core.oauth.certificate_keys import UNREADABLE, certificate_keys, public_bytes
from joincard_core.oauth.certificate_subject import BadName, carries, expected
from joincard_core.oauth.errors import InvalidRequest
from joincard_core.oauth.model import Client

LONGEST = 16_384  # characters of the header
BYTE_SEQUENCE = re.compile(r":([A-Za-z0-9+/]+={0,2}):")
ESCAPED = re.compile(r"-----BEGIN(?: |%20)CERTIFICATE-----(?:[A-Za-z0-9+/=_.~ -]|%[0-9A-Fa-f]{2})+")
PEM = re.compile(r"-----BEGIN CERTIFICATE-----\r?\n([A-Za-z0-9+/=\r\n]+)-----END CERTIFICATE-----(?:\r?\n)?")


class BadCertificate(InvalidRequest):
    """The TLS terminator handed on something that is not one certificate."""

    code = "oauth.bad-certificate"

    def __init__(self) -> None:
        super().__init__(
            f"The client certificate must be one in DER form as :BASE64: (RFC 9440), or one in PEM form with "
            f"percent escapes, of at most {LONGEST} characters."
        )


@dataclass(frozen=True, slots=True)
class ClientCertificate:
    """A certificate whose private key the client has: TLS proved that, and nothing else is known yet.

    ``thumbprint`` is ``x5t#S256``, base64url; ``spki`` is the public key as ``SubjectPublicKeyInfo`` in DER.
    """

    der: bytes = field(repr=False)
    thumbprint: str
    spki: bytes = field(repr=False)

    @classmethod
    def read(cls, header: str) -> Self:
        """The certificate in the header of a trusted terminator. Raises ``BadCertificate``."""
        if len(header) > LONGEST:
            raise BadCertificate
        try:
            return cls.of(_der(header))
        except UNREADABLE:
            raise BadCertificate from None

    @classmethod
    def of(cls, der: bytes) -> Self:
        """The certificate that ``der`` spells. Raises one of ``UNREADABLE``."""
        return cls(der, thumbprint(der), public_bytes(x509.load_der_x509_certificate(der)))

    def x509(self) -> x509.Certificate:
        """The certificate, for the library."""
        return x509.load_der_x509_certificate(self.der)


def authenticates(
    certificate: ClientCertificate,
    client: Client,
    jwks: Mapping[str, object],
    now: datetime,
    anchors: Anchors,
) -> bool:
    """Whether a certificate proves that the caller is the client. ``jwks`` are the client's keys now."""
    return not cause_of(certificate, client, jwks, now, anchors)


def cause_of(
    certificate: ClientCertificate,
    client: Client,
    jwks: Mapping[str, object],
    now: datetime,
    anchors: Anchors,
) -> str:
    """Why a certificate does not prove who the caller is, in a sentence; empty when it does."""
    method = client.metadata.token_endpoint_auth_method
    if method == "self_signed_tls_client_auth":
        return "" if certificate.spki in certificate_keys(jwks) else UNREGISTERED
    if method == "tls_client_auth":
        return anchors.cause(certificate.x509(), now) or _name_cause(certificate.x509(), client)
    return f"The client is registered for {method}, which is not a method with certificates."


def faults(client: Client, jwks: Mapping[str, object], anchors: Anchors) -> tuple[str, ...]:
    """What is wrong with the registration of a client, whatever certificate it will show."""
    method = client.metadata.token_endpoint_auth_method
    if method == "self_signed_tls_client_auth" and not certificate_keys(jwks):
        return ("None of the client's keys can be the key of a certificate.",)
    if method != "tls_client_auth":
        return ()
    missing = () if anchors.certificates else (NO_ANCHORS,)
    try:
        expected(client.metadata)
    except BadName as error:
        return (*missing, str(error))
    return missing


def thumbprint(der: bytes) -> str:
    """``x5t#S256`` of a certificate (RFC 8705 section 3.1)."""
    return urlsafe_b64encode(sha256(der).digest()).rstrip(b"=").decode("ascii")


UNREGISTERED = "The key of the certificate is none of the client's registered keys."


def _name_cause(certificate: x509.Certificate, client: Client) -> str:
    try:
        kind, value = expected(client.metadata)
        found = carries(certificate, kind, value)
    except ValueError as error:
        return str(error)
    return "" if found else f"The certificate does not carry the name that is registered as {kind}."


def _der(header: str) -> bytes:
    if found := BYTE_SEQUENCE.fullmatch(header):
        return b64decode(found[1], validate=True)
    if not ESCAPED.fullmatch(header):
        raise ValueError("form")
    found = PEM.fullmatch(unquote(header))
    if not found:
        raise ValueError("form")
    return b64decode("".join(found[1].split()), validate=True)
