"""Keys and certificates of a client as it registers them (RFC 7517, RFC 8705 section 2.2)."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Mapping

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc.jwk import OctKey

from joincard_core.oauth.errors import ClientMalformed
from joincard_core.oauth.jwk import public_key
from joincard_core.oauth.model import client_keys
from joincard_core.oauth.registration_errors import InvalidClientMetadata

KEPT = ("kty", "crv", "x", "y", "n", "e", "kid", "use", "alg", "x5c")
NO_KEYS: Mapping[str, object] = {"keys": []}
LONGEST_CERTIFICATE = 8_192  # characters
LONGEST_CHAIN = 5


def key_set(jwks: object) -> Mapping[str, object]:
    """A JWK Set with the members that are used. Raises ``InvalidClientMetadata``."""
    found: Mapping[str, object] = jwks if isinstance(jwks, Mapping) else {}
    try:
        client_keys(found)
    except ClientMalformed as error:
        raise InvalidClientMetadata("jwks", error.sentence) from None
    keys = found["keys"]
    assert isinstance(keys, list)  # noqa: S101 - client_keys has seen to it
    for jwk in keys:
        if "x5c" in jwk and not _is_of_key(jwk):
            raise InvalidClientMetadata(
                "jwks", "An x5c is a list of certificates, the first with the key itself."
            )
    return {"keys": [{name: jwk[name] for name in KEPT if name in jwk} for jwk in keys]}


def holds_certificates(jwks: Mapping[str, object]) -> bool:
    """Whether a key of the set comes with its certificate."""
    keys = jwks.get("keys")
    return isinstance(keys, list) and any("x5c" in jwk for jwk in keys)


def _is_of_key(jwk: Mapping[str, object]) -> bool:
    """Whether the first certificate is of this very key (RFC 7517 section 4.7)."""
    chain = jwk["x5c"]
    if not isinstance(chain, list) or not 1 <= len(chain) <= LONGEST_CHAIN:
        return False
    if not all(isinstance(each, str) and len(each) <= LONGEST_CERTIFICATE for each in chain):
        return False
    try:
        certificates = [x509.load_der_x509_certificate(b64decode(each, validate=True)) for each in chain]
        shown = certificates[0].public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    # A key of a kind that the library does not know is a TypeError in some releases.
    except (binascii.Error, ValueError, TypeError, x509.UnsupportedGeneralNameType):
        return False
    key = public_key(jwk)
    return not isinstance(key, OctKey) and key.as_der(private=False) == shown


def with_more(jwks: Mapping[str, object], more: Mapping[str, object]) -> Mapping[str, object]:
    """A set with the keys of another one added. Raises ``InvalidClientMetadata``."""
    both = {"keys": [*_listed(jwks), *_listed(more)]}
    return key_set(both)


def without(jwks: Mapping[str, object], kid: str) -> Mapping[str, object]:
    """A set without one key, named by its ``kid`` or thumbprint. Raises ``ClientMalformed``."""
    keys = _listed(jwks)
    kept = [jwk for jwk, key in zip(keys, client_keys(jwks), strict=True) if kid not in key.kids]
    if len(kept) == len(keys):
        raise ClientMalformed(
            "The client has no key of this name. See its keys with: joincard-authority client show."
        )
    if not kept:
        raise ClientMalformed("This is the client's only key. Add the next one first; the two may overlap.")
    return {"keys": kept}


def _listed(jwks: Mapping[str, object]) -> list[Mapping[str, object]]:
    keys = jwks.get("keys")
    return list(keys) if isinstance(keys, list) else []
