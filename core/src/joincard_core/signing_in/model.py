"""What a sign-in leads to: frozen values."""

from dataclasses import dataclass, field
from datetime import datetime

from joincard_core.signing_in.acr import AMR, PASSWORD


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who signed in, with which card, when and how (``acr`` and ``amr`` of OpenID Connect Core section 2)."""

    person_id: str
    card_id: str
    auth_time: datetime
    acr: str = PASSWORD
    amr: tuple[str, ...] = AMR[PASSWORD]


@dataclass(frozen=True, slots=True)
class Keyed:
    """What a holder typed, where, and from which address it came. The password is never printed."""

    region: str
    number: str = field(repr=False)
    password: str = field(repr=False)
    address: str = field(repr=False)
