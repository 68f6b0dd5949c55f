"""``id_token_hint`` (OpenID Connect Core section 3.1.2.1): whom a client expects to sign in.

An ID token of ours may have expired meanwhile; its signature must hold. Choice: somebody else than the one it
names is asked to sign in, or refused where nobody may be asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from joincard_core.keys import BadSignature, KeyRing
from joincard_core.oauth.asked import Asked
from joincard_core.oauth.errors import InvalidRequest

TYP = "JWT"


def expecting(asked: Asked, issuer: str, keys: KeyRing) -> Asked:
    """The same request, for the holder alone whom its hint names, if any. Raises ``InvalidRequest``."""
    if asked.id_token_hint is None:
        return asked
    sub, wanted = named(asked.id_token_hint, issuer, keys), asked.wanted
    if wanted.subs and sub not in wanted.subs:
        raise InvalidRequest("The id_token_hint and the claims parameter name two holders.")
    return replace(asked, wanted=replace(wanted, subs=(sub,)), id_token_hint=None)


def named(hint: str, issuer: str, keys: KeyRing) -> str:
    """The holder whom an ID token of ours names. Raises ``InvalidRequest``."""
    try:
        return str(opened(hint, issuer, keys)["sub"])
    except BadSignature:
        raise InvalidRequest("The id_token_hint is not an ID token of this authority.") from None


def opened(hint: str, issuer: str, keys: KeyRing) -> Mapping[str, object]:
    """The claims of an ID token of ours, which may have expired. Raises ``BadSignature``."""
    found = keys.verify("token", hint, TYP)
    # Signed answers of other kinds have no auth_time.
    texts = all(isinstance(found.get(name), str) for name in ("sub", "aud"))
    if found.get("iss") != issuer or "auth_time" not in found or not texts:
        raise BadSignature
    return found
