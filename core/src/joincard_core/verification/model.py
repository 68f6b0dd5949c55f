"""What a provider asks and what it is told: frozen values of the main story."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

import orjson

from joincard_core.credentials import Presentation


class Outcome(StrEnum):
    """What was decided. Both are answers, and both leave a receipt."""

    PERMITTED = "permitted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class VerificationAsked:
    """May this card use this service, here, now, at what price?

    ``facts`` and ``use`` are as they came in the request's JSON; the story checks them.
    ``body`` holds the exact bytes of the request: a repeated ``idempotency_key`` must come with the same.
    """

    service: str
    city: str
    presentation: Presentation
    idempotency_key: str
    body: bytes = field(repr=False)
    facts: Mapping[str, object] = field(default_factory=dict, repr=False)
    use: Mapping[str, object] = field(default_factory=dict, repr=False)

    @property
    def digest(self) -> str:
        """``sha256:`` and the hex digest of the request's bytes."""
        return f"sha256:{sha256(self.body).hexdigest()}"


@dataclass(frozen=True, slots=True)
class MoveAsked:
    """Cancel, settle or close the verification ``id``; ``price`` (yuan, as a string) only for settle."""

    id: str
    idempotency_key: str
    body: bytes = field(repr=False)
    reason: str | None = None
    price: str | None = None

    @property
    def digest(self) -> str:
        """``sha256:`` and the hex digest of the request's bytes."""
        return f"sha256:{sha256(self.body).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the provider is told. ``body`` is the JSON to send: a repeated request gets the same bytes.

    ``outcome`` is there when something was decided just now.
    """

    id: str
    body: bytes = field(repr=False)
    outcome: Outcome | None = None
    repeated: bool = False

    def to_json(self) -> dict[str, object]:
        """Read the body back."""
        answer: dict[str, object] = orjson.loads(self.body)
        return answer
