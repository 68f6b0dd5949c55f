"""``id_token_hint`` (OpenID Connect Core section 3.1.2.1): whom a client expects to sign in.

An ID token of ours may have expired meanwhile; its signature must hold. Choice: somebody else than the one it
names is asked to sign in, or refused where nobody may be asked.
"""

from __future__ import annotations

from dataclasses import replace

from joincard_core.keys import BadSignature, KeyRing
from joincard_core.oauth.asked import Asked
from joincard_core.oauth.errors import InvalidRequest

TYP = "JWT"


def expecting(asked: Asked, hint: str, issuer: str, keys: KeyRing) -> Asked:
    """The same request, for the holder whom the hint names alone. Raises ``InvalidRequest``."""
    sub = named(hint, issuer, keys)
    wanted = asked.wanted
    if wanted.subs and sub not in wanted.subs:
        raise InvalidRequest("The id_token_hint and the claims parameter name two holders.")
    return replace(asked, wanted=replace(wanted, subs=(sub,)))


def named(hint: str, issuer: str, keys: KeyRing) -> str:
    """The holder whom an ID token of ours names. Raises ``InvalidRequest``."""
    try:
        found = keys.verify("token", hint, TYP)
    except BadSignature:
        raise InvalidRequest("The id_token_hint is not an ID token of this authority.") from None
    sub = found.get("sub")
    # Signed answers of other kinds have no auth_time.
    if found.get("iss") != issuer or "auth_time" not in found or not isinstance(sub, str):
        raise InvalidRequest("The id_token_hint is not an ID token of this authority.")
    return sub
