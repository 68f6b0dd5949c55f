"""Two fresh clients for each plan: their keys, and what the authority is told of them.

They differ in what may differ: one signs with PS256 and shows a certificate that an authority issued, the
other signs with ES256 and shows one that signs itself.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joincard_core.oauth import ClientMetadata, NewClient
from joserfc.jwk import ECKey, RSAKey

from tools.conformance.certificates import Certificate, certificate
from tools.conformance.plans import Row

RSA_BITS = 2048
SUITE_SERVER = "https://localhost.emobix.co.uk:8443"
SECOND_QUERY = "?dummy1=lorem&dummy2=ipsum"
PROVIDER = "conformance"


@dataclass(frozen=True, slots=True)
class TestClient:
    """One client of a row. ``jwk`` is its private signing key."""

    __test__ = False  # no test of pytest's, whatever its name

    row: Row
    id: str
    scope: str
    jwk: dict[str, str] = field(repr=False)
    certificate: Certificate
    redirect_uris: tuple[str, ...]

    @property
    def issued(self) -> bool:
        """Whether an authority issued the certificate: then its name counts, otherwise its key."""
        return self.certificate.made.issuer != self.certificate.made.subject

    def registered(self) -> NewClient:
        """What the authority is told: public keys, and how the client behaves."""
        keys: list[dict[str, object]] = [public(self.jwk)]
        if self.row.tls_authentication and not self.issued:
            keys.append(certified(self.certificate))
        return NewClient(
            id=self.id,
            provider_id=PROVIDER,
            name=f"Conformance suite, {self.id}",
            jwks={"keys": keys},
            scopes=frozenset(self.scope.split()),
            metadata=self.metadata(),
        )

    def metadata(self) -> ClientMetadata:
        """How the client behaves."""
        row, by_name = self.row, self.row.tls_authentication and self.issued
        by_key = "self_signed_tls_client_auth" if row.tls_authentication else "private_key_jwt"
        return ClientMetadata(
            redirect_uris=self.redirect_uris if row.holder else (),
            grant_types=("authorization_code", "refresh_token") if row.holder else ("client_credentials",),
            response_types=("code",) if row.holder else (),
            token_endpoint_auth_method="tls_client_auth" if by_name else by_key,
            tls_client_auth_subject_dn=f"CN={self.id}" if by_name else None,
            tls_client_certificate_bound_access_tokens=row.certificate_bound,
            dpop_bound_access_tokens=not row.certificate_bound,
            require_signed_request_object=row.signed,
        )


def pair(
    row: Row, issuer: Certificate, suite: str = SUITE_SERVER, made_at: datetime | None = None
) -> tuple[TestClient, TestClient]:
    """The two clients of a row, with new keys and certificates, which begin now unless a time is given."""
    callback = f"{suite}/test/a/{row.name}/callback"
    scope = "openid verify" if row.openid else "verify"
    first, second = (f"{row.name}-{number}" for number in (1, 2))
    uris = (callback, callback + SECOND_QUERY)
    return (
        TestClient(row, first, scope, rsa_key(first), certificate(first, by=issuer, made_at=made_at), uris),
        TestClient(row, second, scope, ec_key(second), certificate(second, made_at=made_at), uris),
    )


def rsa_key(kid: str) -> dict[str, str]:
    """A new private RSA key for PS256."""
    return _members(RSAKey.generate_key(RSA_BITS, {"kid": kid, "alg": "PS256", "use": "sig"}))


def ec_key(kid: str) -> dict[str, str]:
    """A new private P-256 key for ES256."""
    return _members(ECKey.generate_key("P-256", {"kid": kid, "alg": "ES256", "use": "sig"}))


def _members(key: RSAKey | ECKey) -> dict[str, str]:
    return {name: str(value) for name, value in key.as_dict(private=True).items() if isinstance(value, str)}


def public(jwk: dict[str, str]) -> dict[str, object]:
    """The public part of a key."""
    return {
        name: jwk[name] for name in ("kty", "kid", "alg", "use", "n", "e", "crv", "x", "y") if name in jwk
    }


def certified(shown: Certificate) -> dict[str, object]:
    """A certificate's key as a JWK with ``x5c`` (RFC 8705 section 2.2.2)."""
    spki = shown.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return {
        **ECKey.import_key(spki).as_dict(private=False),
        "use": "sig",
        "x5c": [b64encode(shown.der).decode("ascii")],
    }
