"""The authority's public keys (JWK set, RFC 7517), as far as they can sign receipts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from joincard_sdk.client.errors import UnexpectedAnswer
from joincard_sdk.client.members import Members
from joincard_sdk.client.wire import Answer

LONGEST_AGE = 3600.0
"""Seconds after which the set is fetched again, so that a key taken back stops being believed."""

PAUSE = 60.0
"""Seconds between two fetches for the sake of an unknown ``kid``, so that forged receipts cause no flood."""

_MEMBERS = ("kty", "crv", "x", "y")


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Keys by ``kid``. ``fetched_at`` is a reading of the clock that only measures."""

    keys: Mapping[str, ECKey]
    fetched_at: float


def read_keys(answer: Answer, at: float) -> KeyRing:
    """The ES256 keys of a set; keys of other kinds are passed over. Raises ``UnexpectedAnswer``."""
    if answer.status != 200:
        raise UnexpectedAnswer(f"The key set is answered with status {answer.status}.", answer.status)
    keys = dict(_usable(Members.of(answer).each("keys", lambda member: member)))
    if not keys:
        raise UnexpectedAnswer("The key set holds no ES256 key with a kid.", answer.status)
    return KeyRing(keys, at)


def _usable(members: Iterable[Members]) -> Iterable[tuple[str, ECKey]]:
    for member in members:
        wanted = {"kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig"}
        fits = all(member.maybe_text(name) in (value, None) for name, value in wanted.items())
        if not fits or not all(member.has(name) for name in ("kid", *_MEMBERS)):
            continue
        try:
            # Only the public members: a key's other members are not ours to obey.
            key = ECKey.import_key({name: member.text(name) for name in _MEMBERS})
            _ = key.public_key
        except (JoseError, ValueError):
            continue
        yield member.text("kid"), key
