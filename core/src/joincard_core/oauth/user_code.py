"""User codes (RFC 8628 section 6.1): eight letters that a holder reads from one screen and types on another.

Twenty consonants, so that no code is a word: 20 ** 8 codes, of which a few hundred live at a time. What is
kept is keyed, since eight letters could be tried out against a mere digest.
"""

from __future__ import annotations

import re
import secrets

from joincard_core.keys import Vault

ALPHABET = "BCDFGHJKLMNPQRSTVWXZ"
HALF = 4
SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\uff0d]+")
CODE = re.compile(f"[{ALPHABET}]{{{2 * HALF}}}")
LONGEST = 40


def new() -> str:
    """A new code, as it is shown: ``WDJB-MJHT``."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(2 * HALF))
    return f"{letters[:HALF]}-{letters[HALF:]}"


def read(typed: str) -> str | None:
    """A code as it is shown, however it was typed; ``None`` for what cannot be one."""
    letters = SEPARATORS.sub("", typed[:LONGEST]).upper()
    return f"{letters[:HALF]}-{letters[HALF:]}" if CODE.fullmatch(letters) else None


def digest(vault: Vault, code: str) -> bytes:
    """What is kept of a code."""
    return vault.index("user_code", code)
