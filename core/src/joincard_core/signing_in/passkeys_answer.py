"""What an authenticator answered, as a page of ours sends it (JSON of WebAuthn Level 3 section 5.1).

Read strictly: one plain JSON object, base64url without padding and with nothing else in it. The bytes inside
are read by the library, which raises whatever comes for hostile ones; here that is one error.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from fido2.webauthn import (
    AttestationObject,
    AuthenticationResponse,
    AuthenticatorAssertionResponse,
    AuthenticatorAttestationResponse,
    AuthenticatorData,
    CollectedClientData,
    RegistrationResponse,
)

from joincard_core.oauth import read_object

LONGEST = 16_384  # characters; the answers of authenticators without attestation have about a thousand
BASE64URL = re.compile(r"[A-Za-z0-9_-]+")
TRANSPORT = re.compile(r"[a-z-]{1,16}")
MOST_TRANSPORTS = 5


class Unreadable(ValueError):
    """It is not the answer of an authenticator."""


@dataclass(frozen=True, slots=True)
class Signed:
    """The answer to a sign-in; ``user`` is the handle that the authenticator kept for the holder."""

    response: AuthenticationResponse = field(repr=False)
    user: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Made:
    """A new passkey, and how its authenticator can be reached."""

    response: RegistrationResponse = field(repr=False)
    transports: tuple[str, ...]


def read_signed(answer: str) -> Signed:
    """The answer to a sign-in. Raises ``Unreadable``."""
    with hostile_bytes():
        credential, inner = outer(answer)
        response = AuthenticatorAssertionResponse(
            client_data=CollectedClientData(decoded(inner["clientDataJSON"])),
            authenticator_data=AuthenticatorData(decoded(inner["authenticatorData"])),
            signature=decoded(inner["signature"]),
        )
        whole = AuthenticationResponse(raw_id=credential, response=response)
        return Signed(whole, decoded(inner["userHandle"]))


def read_made(answer: str) -> Made:
    """The answer to the making of a passkey. Raises ``Unreadable``."""
    with hostile_bytes():
        credential, inner = outer(answer)
        response = AuthenticatorAttestationResponse(
            client_data=CollectedClientData(decoded(inner["clientDataJSON"])),
            attestation_object=AttestationObject(decoded(inner["attestationObject"])),
        )
        whole = RegistrationResponse(raw_id=credential, response=response)
        return Made(whole, transports(inner.get("transports")))


@contextmanager
def hostile_bytes() -> Iterator[None]:
    """Whatever is raised while reading means the same: nobody's authenticator wrote that."""
    try:
        yield
    except Exception:
        raise Unreadable from None


def outer(answer: str) -> tuple[bytes, Mapping[str, object]]:
    """The id of the credential, and the response within."""
    if len(answer) > LONGEST:
        raise Unreadable
    found = read_object(answer.encode())
    inner = found["response"]
    if found["type"] != "public-key" or found["id"] != found["rawId"] or not isinstance(inner, dict):
        raise Unreadable
    return decoded(found["id"]), inner


def decoded(text: object) -> bytes:
    """The bytes of a base64url text that is the only one for them (RFC 4648 sections 3.5 and 5)."""
    if not isinstance(text, str) or not BASE64URL.fullmatch(text):
        raise Unreadable
    found = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if encoded(found) != text:
        raise Unreadable
    return found


def encoded(found: bytes) -> str:
    """Bytes as base64url without padding."""
    return urlsafe_b64encode(found).rstrip(b"=").decode()


def transports(sent: object) -> tuple[str, ...]:
    """Where the browser says how to reach the authenticator: what looks like a word for it."""
    listed = sent if isinstance(sent, list) else []
    words = (each for each in listed if isinstance(each, str) and TRANSPORT.fullmatch(each))
    return tuple(sorted(set(words)))[:MOST_TRANSPORTS]
