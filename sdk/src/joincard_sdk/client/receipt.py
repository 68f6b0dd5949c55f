"""Receipts: the authority's signature under an answer (JWS, RFC 7515).

A receipt is believed only if the key is the authority's, the algorithm ES256, the type a receipt's, and every
statement in it is what the answer says. So a receipt of another verification proves nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from joincard_sdk.client.errors import ReceiptRejected, UnexpectedAnswer
from joincard_sdk.client.members import Members
from joincard_sdk.client.wire import Answer
from joincard_sdk.money import Money

ALGORITHM = "ES256"
TYPE = "joincard-receipt+jwt"
LONGEST = 16 * 1024
"""Characters."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the authority signed.

    ``compact`` is the JWS to keep: it proves the answer to anyone with the key set.

    The receipt of a decision has ``outcome``, ``catalogue``, ``disclosed`` (names of data elements) and
    ``asked``, the SHA-256 of the request's bytes. The receipt of a later move has the ``status`` it led to
    instead. ``audience`` is the client that asked; of one provider there may be several.
    """

    id: str
    issuer: str
    audience: str
    issued_at: datetime
    service: str
    city: str
    presentation: str
    price: Money | None
    deposit: Money | None = None
    outcome: str | None = None
    catalogue: str | None = None
    disclosed: frozenset[str] = frozenset()
    asked: str | None = field(default=None, repr=False)
    status: str | None = None
    compact: str = field(repr=False, default="")


def key_id(compact: str) -> str:
    """The ``kid`` that a receipt names. Nothing is checked yet but form, algorithm and type."""
    try:
        if len(compact) > LONGEST:
            raise ReceiptRejected("The receipt is too long.")
        header = jws.extract_compact(compact.encode("ascii")).headers()
    except (JoseError, ValueError, TypeError, RecursionError):
        raise ReceiptRejected("The receipt is not a compact JWS.") from None
    if header.get("alg") != ALGORITHM or header.get("typ") != TYPE:
        raise ReceiptRejected(f"The receipt is not of type {TYPE} signed with {ALGORITHM}.")
    kid = header.get("kid")
    if not isinstance(kid, str) or not kid:
        raise ReceiptRejected("The receipt does not name its key.")
    return kid


def opened(compact: str, key: ECKey) -> Receipt:
    """The content of a receipt whose signature is right. Raises ``ReceiptRejected``."""
    try:
        payload = jws.deserialize_compact(compact, key, algorithms=[ALGORITHM]).payload
        return _read(Members.of(Answer(200, {"content-type": "application/json"}, payload)), compact)
    except (JoseError, ValueError, TypeError):
        raise ReceiptRejected("The receipt's signature is wrong.") from None
    except UnexpectedAnswer as error:
        raise ReceiptRejected(f"The receipt is signed but cannot be read: {error}") from None


def compare(receipt: Receipt, stated: Mapping[str, object]) -> None:
    """Hold a receipt against what it must say.

    Raises ``ReceiptRejected`` naming the first statement that differs.
    """
    for name, value in stated.items():
        if getattr(receipt, name) != value:
            raise ReceiptRejected(f"The receipt says something else about {name}.")


def _read(claims: Members, compact: str) -> Receipt:
    currency = claims.maybe_text("currency") or "CNY"
    return Receipt(
        id=claims.text("jti"),
        issuer=claims.text("iss"),
        audience=claims.text("aud"),
        issued_at=claims.epoch("iat"),
        service=claims.text("service"),
        city=claims.text("city"),
        presentation=claims.text("presentation"),
        price=claims.maybe_money("price", currency),
        deposit=claims.maybe_money("deposit", currency),
        outcome=claims.maybe_text("outcome"),
        catalogue=claims.maybe_text("catalogue"),
        disclosed=frozenset(claims.texts("disclosed")),
        asked=claims.maybe_text("request"),
        status=claims.maybe_text("status"),
        compact=compact,
    )
