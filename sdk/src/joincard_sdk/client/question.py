"""What a provider asks, written as the request's JSON."""

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from hashlib import sha256

from joincard_sdk.fees import Use
from joincard_sdk.money import Money
from joincard_sdk.values import Facts, write_value

LEDGER_ONLY = ("paid", "prior", "counted", "minutes")

_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_ID = re.compile(r"[A-Za-z0-9._~-]{1,255}")


@dataclass(frozen=True, slots=True)
class Presentation:
    """A card as it was shown: its issuing region (six digits) and its number.

    The number never shows in ``repr``.
    """

    region: str
    number: str = field(repr=False)

    def __post_init__(self) -> None:
        for name in ("region", "number"):
            value = getattr(self, name)
            if not isinstance(value, str) or not value:
                raise ValueError(f"A presentation needs a {name}, as a string.")


def verification_body(
    service: str, city: str, presentation: Presentation, facts: Facts | None, use: Use | None
) -> bytes:
    """The body of ``POST /v1/verifications``: equal questions give equal bytes, so a key can be used again.

    Raises ``ValueError`` for what JSON cannot carry exactly, and for parts of a use that only the ledger
    knows.
    """
    shown = {"region": presentation.region, "number": presentation.number}
    body: dict[str, object] = {"service": service, "city": city, "presentation": shown}
    if facts:
        body["facts"] = {name: _value(name, value) for name, value in facts.items()}
    if use is not None:
        body["use"] = _use(use)
    return written(body)


def written(body: Mapping[str, object]) -> bytes:
    """JSON in one form: names sorted, no spaces, UTF-8."""
    return json.dumps(
        body, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def digest(body: bytes) -> str:
    """The SHA-256 of a request, as a receipt names it."""
    return f"sha256:{sha256(body).hexdigest()}"


def settlement(price: Money) -> bytes:
    """The body of ``settle``. Raises ``ValueError`` for other money than yuan or an amount below zero."""
    if price.currency != "CNY" or price.minor < 0:
        raise ValueError("A use is settled in yuan, at zero or more.")
    return written({"price": price.yuan})


def usable_key(given: str | None) -> str:
    """The key given, or a new one. Raises ``ValueError`` for one that cannot be sent."""
    if given is None:
        return secrets.token_urlsafe(24)
    if not _KEY.fullmatch(given):
        raise ValueError("An Idempotency-Key has from 1 to 255 visible ASCII characters.")
    return given


def safe_id(verification_id: str) -> str:
    """An id that may stand in an address.

    Raises ``ValueError``, so that no id can lead to another address.
    """
    if not _ID.fullmatch(verification_id) or verification_id in (".", ".."):
        raise ValueError("This is not the id of a verification.")
    return verification_id


def _value(name: str, value: object) -> str | bool | int:
    # A datetime is a date to Python, and a float holds no amount exactly: both are slips worth stopping here.
    if isinstance(value, datetime) or not isinstance(value, str | bool | int | Decimal | date | time):
        raise ValueError(f"The fact {name} must be a str, bool, int, Decimal, date or time.")
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(f"The fact {name} must be a finite number.")
    return write_value(value)


def _use(use: Use) -> dict[str, object]:
    for name in LEDGER_ONLY:
        if getattr(use, name) not in (None, {}):
            raise ValueError(
                f"use.{name} is kept by the authority and cannot be sent. Allowed: basis, stay, units."
            )
    sent: dict[str, object] = {"units": write_value(use.units)}
    if use.basis is not None:
        sent["basis"] = write_value(use.basis)
    if use.stay is not None:
        sent["stay"] = use.stay
    return sent
