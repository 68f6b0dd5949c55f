"""Proof Key for Code Exchange (RFC 7636), with S256 alone (RFC 9700 section 2.1.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hmac import compare_digest

from authlib.oauth2.rfc7636 import (  # type: ignore[import-untyped]  # no types in the library
    create_s256_code_challenge,
)

from joincard_core.oauth.errors import InvalidGrant, InvalidRequest

METHOD = "S256"
CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")


def was_sent(sent: Mapping[str, str]) -> bool:
    """Whether a request says anything of it."""
    return "code_challenge" in sent or "code_challenge_method" in sent


def challenge(sent: Mapping[str, str]) -> str:
    """The ``code_challenge`` of a request. Raises ``InvalidRequest``."""
    if sent.get("code_challenge_method") != METHOD or not CHALLENGE.fullmatch(sent.get("code_challenge", "")):
        raise InvalidRequest(
            "The request needs code_challenge_method S256 and a code_challenge: the SHA-256 hash of a "
            "code_verifier, 43 characters of base64url."
        )
    return sent["code_challenge"]


def verify(sent: Mapping[str, str], code_challenge: str) -> None:
    """Hold the ``code_verifier`` against the challenge. Raises ``InvalidGrant``.

    Where there was no challenge, a verifier is a mix-up of two requests (RFC 9700 section 4.8.2).
    """
    if not code_challenge:
        if "code_verifier" in sent:
            raise InvalidGrant("There is a code_verifier, and the request had no code_challenge.")
        return
    verifier = sent.get("code_verifier", "")
    if not VERIFIER.fullmatch(verifier):
        raise InvalidGrant("The code_verifier is missing, or is not 43 to 128 characters of RFC 7636.")
    if not compare_digest(create_s256_code_challenge(verifier), code_challenge):
        raise InvalidGrant("The code_verifier does not belong to the code_challenge of the request.")
