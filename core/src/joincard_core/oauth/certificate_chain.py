"""Whether a client's certificate comes from an authority that staff trust (RFC 5280 section 6, RFC 8705 2.1).

Choices: path validation is the one of ``cryptography``, with its rules for keys and signatures. A certificate
without other names is allowed, since many systems have a subject alone. A TLS terminator hands on the
client's certificate alone, so the file must hold those that issued it, not only the root above them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID
from cryptography.x509.verification import (
    Criticality,
    ExtensionPolicy,
    Policy,
    PolicyBuilder,
    Store,
    VerificationError,
)

from joincard_core.settings import BadSetting

NO_ANCHORS = "No authority is trusted for certificates of clients: JOINCARD_CLIENT_CA_FILE is empty."
REMEDY = "JOINCARD_CLIENT_CA_FILE must be a file of certificates in PEM form."


@dataclass(frozen=True, slots=True)
class Anchors:
    """The authorities whose certificates ``tls_client_auth`` accepts; none when the setting is empty."""

    certificates: tuple[x509.Certificate, ...] = field(default=(), repr=False)

    @classmethod
    def of_file(cls, path: str) -> Self:
        """The certificates in a PEM file; none for an empty path. Raises ``BadSetting``."""
        if not path:
            return cls()
        try:
            found = cls(tuple(x509.load_pem_x509_certificates(Path(path).read_bytes())))
            found.policy(datetime.fromtimestamp(0).astimezone())
        except OSError as error:
            raise BadSetting(f"{REMEDY} {path} is unreadable: {error.strerror}.") from None
        except ValueError:
            raise BadSetting(f"{REMEDY} {path} holds none, or something else.") from None
        return found

    def cause(self, certificate: x509.Certificate, now: datetime) -> str:
        """Why a certificate is not trusted for a client, in a sentence; empty when it is."""
        if not self.certificates:
            return NO_ANCHORS
        try:
            self.policy(now).build_client_verifier().verify(certificate, [])
        except VerificationError as error:
            return _sentence(certificate, now, error)
        except (ValueError, x509.DuplicateExtension, x509.UnsupportedGeneralNameType):
            return "The certificate has an extension that cannot be read."
        return ""

    def policy(self, now: datetime) -> PolicyBuilder:
        """The rules of a path. Raises ``ValueError`` when there is no certificate."""
        leaf = (
            ExtensionPolicy.webpki_defaults_ee()
            .may_be_present(x509.SubjectAlternativeName, Criticality.AGNOSTIC, None)
            .may_be_present(x509.ExtendedKeyUsage, Criticality.AGNOSTIC, _for_clients)
        )
        rules = PolicyBuilder().store(Store(list(self.certificates))).time(now)
        return rules.extension_policies(ca_policy=ExtensionPolicy.webpki_defaults_ca(), ee_policy=leaf)


def _for_clients(_: Policy, __: x509.Certificate, usage: x509.ExtendedKeyUsage | None) -> None:
    if usage is not None and ExtendedKeyUsageOID.CLIENT_AUTH not in usage:
        raise ValueError("the extended key usage lacks clientAuth")


def _sentence(certificate: x509.Certificate, now: datetime, error: VerificationError) -> str:
    """The two usual causes in our words, every other in those of the library."""
    if now >= certificate.not_valid_after_utc:
        return f"The certificate ended at {certificate.not_valid_after_utc:%Y-%m-%d %H:%M} UTC."
    if now < certificate.not_valid_before_utc:
        return f"The certificate begins at {certificate.not_valid_before_utc:%Y-%m-%d %H:%M} UTC."
    return f"The certificate does not lead to a trusted authority: {str(error)[:300]}."
