"""How surely a holder was recognised: the values of ``acr`` (OpenID Connect Core section 2).

A stronger way satisfies whoever asks for a weaker one; a token tells the real one.
"""

from __future__ import annotations

from collections.abc import Iterable

PASSWORD = "urn:joincard:acr:password"  # noqa: S105 - a name of a way to sign in, not a secret
PASSWORD_OTP = "urn:joincard:acr:password-otp"  # noqa: S105 - a name of a way to sign in, not a secret
PASSKEY = "urn:joincard:acr:passkey"
ACRS = (PASSWORD, PASSWORD_OTP, PASSKEY)
"""Every way to sign in here, the weakest first."""


def reachable(wanted: Iterable[str], best: str) -> str | None:
    """The first of the wanted ways that a holder has whose strongest is ``best``; ``None``: none of them."""
    return next((each for each in wanted if at_least(best, each)), None)


def at_least(acr: str, wanted: str) -> bool:
    """Whether ``acr`` is as strong as ``wanted``, or stronger; no name that is not ours is either."""
    return acr in ACRS and wanted in ACRS and ACRS.index(acr) >= ACRS.index(wanted)
