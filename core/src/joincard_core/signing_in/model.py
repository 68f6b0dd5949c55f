"""What a sign-in leads to: frozen values."""

from dataclasses import dataclass, field
from datetime import datetime

ACR_PASSWORD = "urn:joincard:acr:password"  # noqa: S105 - a name of RFC 8485's kind, not a secret
AMR_PASSWORD = ("pwd",)  # RFC 8176


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who signed in, with which card, when and how (``acr`` and ``amr`` of OpenID Connect Core section 2)."""

    person_id: str
    card_id: str
    auth_time: datetime
    acr: str = ACR_PASSWORD
    amr: tuple[str, ...] = AMR_PASSWORD


@dataclass(frozen=True, slots=True)
class Keyed:
    """What a holder typed, where, and from which address it came. The password is never printed."""

    region: str
    number: str = field(repr=False)
    password: str = field(repr=False)
    address: str = field(repr=False)
