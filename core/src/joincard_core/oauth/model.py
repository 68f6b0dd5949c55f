"""Clients of the token endpoint, and who is calling: frozen values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from joserfc.jwk import Key

from joincard_core.oauth.client_metadata import USUAL, ClientMetadata, covers
from joincard_core.oauth.errors import ClientMalformed
from joincard_core.oauth.jwk import BadKey, jkt, public_key
from joincard_core.oauth.jws import SIGN_IN_ALG, algorithm

ID = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?")
SCOPES = {
    "address": "Learn the address that the holder gives as theirs (OpenID Connect).",
    "email": "Learn the holder's e-mail address, and whether it was confirmed (OpenID Connect).",
    "offline_access": "Stay signed in after the session has ended (OpenID Connect).",
    "openid": "Tell the system a name for the holder that no other provider is told (OpenID Connect).",
    "phone": "Learn the holder's telephone number, and whether it was confirmed (OpenID Connect).",
    "profile": "Learn the holder's name, date of birth, and what they say of themselves (OpenID Connect).",
    "verify": "Ask whether a card may use a service, and cancel, settle or close what was permitted.",
}
USUAL_SCOPES = frozenset({"verify"})
LONGEST_NAME = 200
MOST_KEYS = 8


class ClientStatus(StrEnum):
    """Only an active client gets tokens, and only its tokens are taken."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class ClientKey:
    """A public key of a client. ``alg`` is ``None`` where the JWK does not say.

    ``kids`` are the names it may go by: its ``kid`` and, always, its thumbprint (RFC 7638).
    """

    key: Key = field(repr=False)
    kids: frozenset[str]
    alg: str | None

    def suits(self, kid: str | None, alg: str) -> bool:
        """Whether a token whose header says ``kid`` and ``alg`` may have been signed with this key.

        Keys of one ``kid`` are told apart by the rest of what they say (FAPI 2.0 section 5.4.3).
        """
        fits = self.alg in (None, alg) and alg in SIGN_IN_ALGORITHMS_OF[self.key.key_type]
        return fits and (kid is None or kid in self.kids)


@dataclass(frozen=True, slots=True)
class Client:
    """A provider's system. ``jwks`` are its public keys; ``expires_at`` is ``None`` for no end."""

    id: str
    provider_id: str
    name: str
    jwks: Mapping[str, object] = field(repr=False)
    scopes: frozenset[str]
    created_at: datetime
    expires_at: datetime | None = None
    suspended: bool = False
    metadata: ClientMetadata = USUAL

    def __post_init__(self) -> None:
        if not ID.fullmatch(self.id):
            raise ClientMalformed(
                "A client's id has small letters, digits, dots, hyphens and underscores, at most 64."
            )
        if not self.name.strip() or len(self.name) > LONGEST_NAME or not self.name.isprintable():
            raise ClientMalformed(f"A client's name has from 1 to {LONGEST_NAME} printable characters.")
        if not self.scopes or not self.scopes <= set(SCOPES):
            raise ClientMalformed(f"A client has at least one scope out of: {' '.join(sorted(SCOPES))}.")

    def status(self, now: datetime) -> ClientStatus:
        """Where the client stands at a moment."""
        if self.suspended:
            return ClientStatus.SUSPENDED
        over = self.expires_at is not None and self.expires_at <= now
        return ClientStatus.EXPIRED if over else ClientStatus.ACTIVE

    def may_ask(self, service: str) -> bool:
        """Whether it is registered for a service; where none is named, for all that its provider may ask."""
        return not self.metadata.services or any(covers(scope, service) for scope in self.metadata.services)


def client_keys(jwks: Mapping[str, object], *, signs_in: bool = False) -> tuple[ClientKey, ...]:
    """The keys of a JWK Set (RFC 7517 section 5). Raises ``ClientMalformed`` for one that cannot be used.

    ``signs_in``: of a sign-in client, whose keys may be for RS256.
    """
    keys = jwks.get("keys")
    if not isinstance(keys, list) or not 1 <= len(keys) <= MOST_KEYS:
        raise ClientMalformed(f'A JWK Set is {{"keys": [...]}} with 1 to {MOST_KEYS} public keys.')
    algorithms = SIGN_IN_ALGORITHMS_OF if signs_in else ALGORITHMS_OF
    found = tuple(_client_key(jwk, algorithms) for jwk in keys)
    if len(frozenset().union(*(key.kids for key in found))) < sum(len(key.kids) for key in found):
        raise ClientMalformed("Two keys of the set are the same, or have the same kid.")
    return found


def signing_keys(jwks: Iterable[object]) -> tuple[tuple[ClientKey, object], ...]:
    """Those that may sign, each with its JWK. A key that occurs twice counts once; others are left out.

    Keys of one ``kid`` all count: see ``ClientKey.suits``.
    """
    found: list[tuple[ClientKey, object]] = []
    thumbprints: set[str] = set()
    for jwk in jwks:
        try:
            # What a system signs with RS256 is refused before its keys are looked at.
            key = _client_key(jwk, SIGN_IN_ALGORITHMS_OF)
        except ClientMalformed:
            continue
        if (thumbprint := jkt(key.key)) not in thumbprints:
            thumbprints.add(thumbprint)
            found.append((key, jwk))
    return tuple(found)


def suiting_keys(jwks: Mapping[str, object], kid: str | None, alg: str) -> tuple[Key, ...]:
    """The keys of a set that may have signed a token whose header says ``kid`` and ``alg``."""
    keys = jwks.get("keys")
    listed = keys if isinstance(keys, list) else []
    return tuple(key.key for key, _ in signing_keys(listed) if key.suits(kid, alg))


def _client_key(jwk: object, algorithms: Mapping[str, tuple[str, ...]]) -> ClientKey:
    try:
        key = public_key(jwk)
    except BadKey as error:
        raise ClientMalformed(str(error)) from None
    members: Mapping[str, object] = jwk if isinstance(jwk, Mapping) else {}
    kid, alg, use = (members.get(name) for name in ("kid", "alg", "use"))
    if kid is not None and not (isinstance(kid, str) and 0 < len(kid) <= 256):
        raise ClientMalformed("The kid of a key has from 1 to 256 characters.")
    if use not in (None, "sig") or alg not in (None, *algorithms[key.key_type]):
        allowed = " or ".join(algorithms[key.key_type])
        raise ClientMalformed(f"A {key.key_type} key is for use sig and alg {allowed}, where it says so.")
    kids = frozenset({kid or jkt(key), jkt(key)})
    return ClientKey(key, kids, algorithm(str(alg)) if alg else None)


ALGORITHMS_OF = {"EC": ("ES256",), "RSA": ("PS256",), "OKP": ("EdDSA", "Ed25519")}
SIGN_IN_ALGORITHMS_OF = {**ALGORITHMS_OF, "RSA": ("PS256", SIGN_IN_ALG)}
