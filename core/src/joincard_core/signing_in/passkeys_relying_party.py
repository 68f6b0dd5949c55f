"""The authority as a relying party (WebAuthn Level 3 sections 7.1 and 7.2): what it asks of authenticators.

The library checks type, origin, RP ID, presence, verification of the user, and the signature. Here is what it
leaves to us: the exact origin, no page within another site's page, algorithms, key sizes, backup flags.
Choice: no attestation is asked for, and one that is sent is not looked at.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from fido2.cose import ES256, RS256, CoseKey, EdDSA
from fido2.server import Fido2Server
from fido2.webauthn import (
    Aaguid,
    AttestationConveyancePreference,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
    PublicKeyCredentialRpEntity,
    UserVerificationRequirement,
)

from joincard_core.signing_in.passkeys_answer import Made, Signed, encoded

NAME = "Join in Card"
ALGORITHMS = (ES256.ALGORITHM, EdDSA.ALGORITHM, RS256.ALGORITHM)
TIMEOUT = 300_000  # ms, as section 15.1 recommends where the user is verified
KINDS = {ES256.ALGORITHM: 2, EdDSA.ALGORITHM: 1, RS256.ALGORITHM: 3}  # kty, RFC 9053 section 7, RFC 8230
RSA, SHORTEST_RSA, LONGEST_RSA = 3, 256, 512  # bytes of the modulus
LONGEST_ID = 1_023  # bytes, section 4
DEFAULT_PORTS = {"https": 443, "http": 80}

logging.getLogger("fido2").setLevel(logging.WARNING)  # it logs the ids of credentials


class Unaccepted(ValueError):
    """An authenticator's answer is not what was asked for."""


@dataclass(frozen=True, slots=True)
class Known:
    """A passkey that its holder has already, so that the same authenticator is not asked for another."""

    id: bytes
    transports: tuple[str, ...]


class RelyingParty:
    """Asks for passkeys, and checks what comes."""

    def __init__(self, issuer: str) -> None:
        self.id, self.origin = host_of(issuer), origin_of(issuer)
        self._server = Fido2Server(
            PublicKeyCredentialRpEntity(name=NAME, id=self.id),
            attestation=AttestationConveyancePreference.NONE,
            verify_origin=lambda origin: origin == self.origin,
        )

    @property
    def offers(self) -> bool:
        """Whether there can be passkeys: for a host with a name, never for a number (section 5.1.2)."""
        try:
            ip_address(self.id)
        except ValueError:
            return True
        return False

    def to_sign_in(self, challenge: bytes) -> dict[str, Any]:
        """What a page asks for a sign-in: any passkey of this host (section 5.5, as JSON)."""
        return {
            "challenge": encoded(challenge),
            "rpId": self.id,
            "allowCredentials": [],
            "userVerification": "required",
            "timeout": TIMEOUT,
        }

    def to_add(self, challenge: bytes, user: bytes, name: str, known: Iterable[Known]) -> dict[str, Any]:
        """What a page asks for a new passkey (section 5.4, as JSON). ``name`` is for the holder's eyes."""
        return {
            "challenge": encoded(challenge),
            "rp": {"id": self.id, "name": NAME},
            "user": {"id": encoded(user), "name": name, "displayName": name},
            "pubKeyCredParams": [{"type": "public-key", "alg": each} for each in ALGORITHMS],
            "excludeCredentials": [
                {"type": "public-key", "id": encoded(each.id), "transports": list(each.transports)}
                for each in known
            ],
            "authenticatorSelection": {
                "residentKey": "required",
                "requireResidentKey": True,
                "userVerification": "required",
            },
            "attestation": "none",
            "timeout": TIMEOUT,
        }

    def check_signed(self, signed: Signed, kept: AttestedCredentialData | None) -> AuthenticatorData:
        """The authenticator has signed with the key that is kept. Raises ``Unaccepted``.

        Without one to compare with it takes as long, and is wrong.
        """
        response = signed.response
        require_own_page(response.response.client_data)
        require_sound_backup(response.response.authenticator_data)
        compared = kept or AttestedCredentialData.create(Aaguid.NONE, response.raw_id, DECOY)
        try:
            self._server.authenticate_complete(state_of(response.response.client_data), [compared], response)
        except Exception as error:
            raise Unaccepted from error
        if kept is None:
            raise Unaccepted
        return response.response.authenticator_data

    def check_made(self, made: Made) -> AttestedCredentialData:
        """The new credential, with a key of ours to choose from. Raises ``Unaccepted``."""
        response = made.response
        require_own_page(response.response.client_data)
        try:
            found = self._server.register_complete(state_of(response.response.client_data), response)
        except Exception as error:
            raise Unaccepted from error
        require_sound_backup(found)
        credential = found.credential_data
        if credential is None or credential.credential_id != response.raw_id:
            raise Unaccepted
        if len(credential.credential_id) > LONGEST_ID:
            raise Unaccepted
        require_sound_key(credential.public_key)
        return credential


def state_of(client_data: CollectedClientData) -> dict[str, object]:
    """What the library would keep from the page. The challenge was recognised before, by its seal."""
    return {
        "challenge": encoded(client_data.challenge),
        "user_verification": UserVerificationRequirement.REQUIRED,
    }


def require_own_page(client_data: CollectedClientData) -> None:
    """It was asked on a page of ours, not in a frame on another's. Raises ``Unaccepted``."""
    if client_data.cross_origin is not False:
        raise Unaccepted


def require_sound_backup(found: AuthenticatorData) -> None:
    """What is backed up may be backed up (section 6.1.3). Raises ``Unaccepted``."""
    if found.is_backed_up() and not found.is_backup_eligible():
        raise Unaccepted


def require_sound_key(key: CoseKey) -> None:
    """One of our algorithms, with parameters of its own kind. Raises ``Unaccepted``."""
    try:
        sound = key[1] == KINDS[key[3]] and (key[1] != RSA or SHORTEST_RSA <= len(key[-1]) <= LONGEST_RSA)
        key.verify(b"", bytes(64))
    except InvalidSignature:  # the key can be used: it says no
        if sound:
            return
    except Exception as error:
        raise Unaccepted from error
    raise Unaccepted  # also a key under which anything is signed


def host_of(issuer: str) -> str:
    """The RP ID: passkeys belong to this host for ever."""
    return urlsplit(issuer).hostname or ""


def origin_of(issuer: str) -> str:
    """The origin of our pages as browsers write it (RFC 6454 section 6.2): without a usual port."""
    found = urlsplit(issuer)
    usual = found.port is None or found.port == DEFAULT_PORTS.get(found.scheme)
    host = f"[{found.hostname}]" if ":" in (found.hostname or "") else found.hostname
    return f"{found.scheme}://{host}" + ("" if usual else f":{found.port}")


# A key that nobody has: its private half is gone when this line is done.
PUBLIC = generate_private_key(SECP256R1()).public_key().public_numbers()
DECOY = ES256({1: 2, 3: -7, -1: 1, -2: PUBLIC.x.to_bytes(32, "big"), -3: PUBLIC.y.to_bytes(32, "big")})
