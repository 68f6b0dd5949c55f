"""``WWW-Authenticate`` challenges (RFC 9449 section 7.1, RFC 6750 section 3, RFC 9470 and 9728)."""

from __future__ import annotations

from joincard_core.oauth.errors import InsufficientScope, InsufficientUserAuthentication, OAuthError
from joincard_core.oauth.jws import ALGORITHMS
from joincard_core.oauth.resource_metadata import WELL_KNOWN


def challenge(error: OAuthError, issuer: str) -> str:
    """What to send with a 401 or 403 of the API. A request without any token gets no error code.

    Whoever has a token that is not for the scheme DPoP is answered in its own scheme.
    """
    by_proof = error.token_type == "DPoP"  # noqa: S105 - the name of a scheme
    parts = [("algs", " ".join(ALGORITHMS))] if by_proof else []
    parts.append(("resource_metadata", issuer + WELL_KNOWN))
    if isinstance(error, InsufficientScope):
        parts.insert(0, ("scope", error.scope))
    if isinstance(error, InsufficientUserAuthentication):
        parts = [("acr_values", error.acr), *parts]
        parts += [] if error.max_age is None else [("max_age", str(error.max_age))]
    if error.error:
        parts = [("error", error.error), ("error_description", _plain(error.sentence)), *parts]
    return f"{error.token_type} " + ", ".join(f'{name}="{value}"' for name, value in parts)


def registration_challenge(error: OAuthError, issuer: str) -> str:
    """The same for the registration endpoint, whose tokens are plain ones (RFC 7591 section 3)."""
    parts = [("realm", issuer)]
    if error.error:
        parts += [("error", error.error), ("error_description", _plain(error.sentence))]
    return "Bearer " + ", ".join(f'{name}="{value}"' for name, value in parts)


def _plain(sentence: str) -> str:
    """Only the characters that RFC 6750 section 3 allows in a description."""
    return "".join(char if " " <= char <= "~" and char not in '"\\' else "'" for char in sentence)
