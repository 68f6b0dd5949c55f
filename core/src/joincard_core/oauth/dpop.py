"""DPoP proofs (RFC 9449 section 4).

Choices: a proof may be 60 seconds off in either direction (setting ``proof_leeway``), and each is taken
once, so that a nonce from us is a choice of the operator's (see ``nonce``). The address is compared with our
public one, never with the Host header. RSA keys are welcome down to 2048 bits.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from math import ceil

from joserfc.jwk import Key

from joincard_core.oauth import claims, jws
from joincard_core.oauth.errors import InvalidDpopProof, UseDpopNonce
from joincard_core.oauth.jwk import BadKey, jkt, public_key
from joincard_core.oauth.nonce import Nonces
from joincard_core.oauth.uri import normalised

TYP = "dpop+jwt"
KEPT_AFTER = 60  # s, beyond the leeway: the clocks of our own machines may differ a little


@dataclass(frozen=True, slots=True)
class Expected:
    """What a proof must be for: this method, this address, now; with ``access_token`` when one comes with it.

    ``now`` is in seconds since 1970, ``leeway`` in seconds.
    """

    htm: str
    htu: str
    now: int
    leeway: int
    access_token: str | None = None
    nonces: Nonces | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof that holds. It must still be used up, until ``expires_at`` (seconds since 1970)."""

    jkt: str
    jti: str
    expires_at: int


def proof(header: str, expected: Expected) -> Proof:
    """Check the value of a ``DPoP`` header. Raises ``InvalidDpopProof``."""
    token, key = _read(header)
    for step in STEPS:
        step(token.claims, expected)
    if not jws.is_signed_by(token, key):
        raise InvalidDpopProof("The DPoP proof is not signed with the key in its header.")
    issued = claims.seconds(token.claims, "iat") or 0
    return Proof(jkt(key), str(token.claims["jti"]), ceil(issued) + expected.leeway + KEPT_AFTER)


def _read(header: str) -> tuple[jws.UnverifiedToken, Key]:
    if not header:
        raise InvalidDpopProof("The request needs a DPoP header with a proof.")
    try:
        token = jws.read(header)
        if token.typ != TYP:
            raise InvalidDpopProof(f"The DPoP proof must be one token of typ {TYP}.")
        return token, public_key(token.header.get("jwk"))
    except (jws.MalformedToken, BadKey) as error:
        raise InvalidDpopProof(f"The DPoP proof cannot be read: {error}") from None


def method(found: Mapping[str, object], expected: Expected) -> None:
    """``htm`` is the method of this request."""
    if found.get("htm") != expected.htm:
        raise InvalidDpopProof(f"The DPoP proof must be for htm {expected.htm}.")


def address(found: Mapping[str, object], expected: Expected) -> None:
    """``htu`` is the address of this request, both in normal form, without query and fragment."""
    htu = found.get("htu")
    if not isinstance(htu, str) or normalised(htu) is None or normalised(htu) != normalised(expected.htu):
        raise InvalidDpopProof(f"The DPoP proof must be for htu {expected.htu}.")


def fresh(found: Mapping[str, object], expected: Expected) -> None:
    """``iat`` is now."""
    issued = claims.seconds(found, "iat")
    if issued is None or abs(expected.now - issued) > expected.leeway:
        raise InvalidDpopProof(
            f"The iat of the DPoP proof must be within {expected.leeway} seconds of our clock."
        )


def in_time(found: Mapping[str, object], expected: Expected) -> None:
    """``nbf`` and ``exp``, which a proof need not have, hold where it has them (RFC 7519 section 4.1)."""
    for name, sign in (("nbf", 1), ("exp", -1)):
        at = claims.seconds(found, name)
        if name in found and (at is None or sign * (at - expected.now) > expected.leeway):
            raise InvalidDpopProof(
                f"The {name} of the DPoP proof is not a time, or says that it is not valid now."
            )


def identified(found: Mapping[str, object], expected: Expected) -> None:
    """``jti`` tells it from every other proof."""
    if claims.text(found, "jti") is None:
        raise InvalidDpopProof(f"The DPoP proof needs a jti of 1 to {claims.LONGEST} characters.")


def nonce(found: Mapping[str, object], expected: Expected) -> None:
    """``nonce`` is one of ours, where there is one, or where one is asked for (section 4.3, step 10)."""
    if expected.nonces is not None and not expected.nonces.accepts(found.get("nonce"), expected.now):
        raise UseDpopNonce


def for_this_token(found: Mapping[str, object], expected: Expected) -> None:
    """``ath`` is the hash of the access token that came along (section 4.3, step 11)."""
    if expected.access_token is None:
        return
    ath = found.get("ath")
    right = token_hash(expected.access_token)
    if not isinstance(ath, str) or not ath.isascii() or not compare_digest(ath, right):
        raise InvalidDpopProof(
            "The ath of the DPoP proof must be the SHA-256 hash of the access token, in base64url."
        )


STEPS = (method, address, fresh, in_time, identified, nonce, for_this_token)


def token_hash(access_token: str) -> str:
    """``ath``: the SHA-256 hash of a token, in base64url."""
    return urlsafe_b64encode(sha256(access_token.encode("ascii")).digest()).rstrip(b"=").decode("ascii")
