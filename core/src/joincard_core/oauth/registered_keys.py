"""Keys and certificates of a client as it registers them (RFC 7517, RFC 8705 section 2.2)."""

from __future__ import annotations

from collections.abc import Mapping

from joserfc.jwk import thumbprint

from joincard_core.oauth.certificate_keys import certificate_key
from joincard_core.oauth.errors import ClientMalformed
from joincard_core.oauth.jwk import REQUIRED, BadKey
from joincard_core.oauth.model import MOST_KEYS, client_keys
from joincard_core.oauth.registration_errors import InvalidClientMetadata

KEPT = ("kty", "crv", "x", "y", "n", "e", "kid", "use", "alg", "x5c")
NO_KEYS: Mapping[str, object] = {"keys": []}
LONGEST_KID = 256
LONGEST_CHAIN = 5
Keys = list[Mapping[str, object]]


def key_set(jwks: object, *, signs_in: bool = False) -> Mapping[str, object]:
    """A JWK Set with the members that are used. Raises ``InvalidClientMetadata``."""
    try:
        keys = registered_keys(jwks if isinstance(jwks, Mapping) else {}, signs_in=signs_in)
    except ClientMalformed as error:
        raise InvalidClientMetadata("jwks", error.sentence) from None
    return {"keys": [{name: jwk[name] for name in KEPT if name in jwk} for jwk in keys]}


def registered_keys(
    jwks: Mapping[str, object], *, signs_in: bool = False
) -> tuple[Mapping[str, object], ...]:
    """The keys of a set. One with ``x5c`` need not be of a kind that signs. Raises ``ClientMalformed``."""
    listed = jwks.get("keys")
    keys = listed if isinstance(listed, list) and len(listed) <= MOST_KEYS else []
    certified = [jwk for jwk in keys if isinstance(jwk, Mapping) and "x5c" in jwk]
    for jwk in certified:
        _check_certificates(jwk)
    others = [jwk for jwk in keys if jwk not in certified]
    if others or not certified:
        client_keys({"keys": others}, signs_in=signs_in)
    named = [names(jwk) for jwk in keys]
    if len(frozenset().union(*named)) < sum(len(each) for each in named):
        raise ClientMalformed("Two keys of the set are the same, or have the same kid.")
    return tuple(keys)


def names(jwk: Mapping[str, object]) -> frozenset[str]:
    """What a registered key may go by: its ``kid`` and, always, its thumbprint (RFC 7638)."""
    members = {name: str(jwk[name]) for name in ("kty", *REQUIRED[str(jwk["kty"])])}
    return frozenset({str(jwk.get("kid") or thumbprint(members)), thumbprint(members)})


def holds_certificates(jwks: Mapping[str, object]) -> bool:
    """Whether a key of the set comes with its certificate."""
    keys = jwks.get("keys")
    return isinstance(keys, list) and any("x5c" in jwk for jwk in keys)


def _check_certificates(jwk: Mapping[str, object]) -> None:
    chain, kid = jwk["x5c"], jwk.get("kid")
    if (
        not isinstance(chain, list)
        or len(chain) > LONGEST_CHAIN
        or any(type(one) is not str for one in chain)
    ):
        raise ClientMalformed(f"An x5c is a list of at most {LONGEST_CHAIN} certificates in base64.")
    if kid is not None and not (isinstance(kid, str) and 0 < len(kid) <= LONGEST_KID):
        raise ClientMalformed(f"The kid of a key has from 1 to {LONGEST_KID} characters.")
    try:
        certificate_key(jwk)
    except BadKey as error:
        raise ClientMalformed(str(error)) from None


def with_more(jwks: Mapping[str, object], more: Mapping[str, object]) -> Mapping[str, object]:
    """A set with the keys of another one added. Raises ``InvalidClientMetadata``."""
    both = {"keys": [*listed(jwks), *listed(more)]}
    return key_set(both)


def without(jwks: Mapping[str, object], kid: str) -> Mapping[str, object]:
    """A set without one key, named by its ``kid`` or thumbprint. Raises ``ClientMalformed``."""
    keys = listed(jwks)
    kept = [jwk for jwk in keys if kid not in names(jwk)]
    if len(kept) == len(keys):
        raise ClientMalformed(
            "The client has no key of this name. See its keys with: joincard-authority client show."
        )
    if not kept:
        raise ClientMalformed("This is the client's only key. Add the next one first; the two may overlap.")
    return {"keys": kept}


def listed(jwks: Mapping[str, object]) -> Keys:
    """The keys of a set that was checked before."""
    keys = jwks.get("keys")
    return list(keys) if isinstance(keys, list) else []
