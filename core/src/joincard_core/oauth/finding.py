"""What the doctor looks at, and what it says: one sentence for each finding, with what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from joincard_core.oauth import registered_keys
from joincard_core.oauth.certificate_chain import Anchors
from joincard_core.oauth.events import Event
from joincard_core.oauth.fetching import FetchFailed
from joincard_core.oauth.model import Client, ClientKey, signing_keys
from joincard_core.settings import Settings

SOON = timedelta(days=30)
CHANGE = "Change it with: joincard-authority client change {}"


class Grade(StrEnum):
    """``wrong``: requests fail. ``note``: they will, or somebody should look."""

    OK = "ok"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence; a remedy with every one that is not ok."""

    grade: Grade
    sentence: str
    remedy: str = ""

    def to_json(self) -> dict[str, str]:
        """The members as the command shows them."""
        return {"grade": self.grade.value, "sentence": self.sentence, "remedy": self.remedy}


@dataclass(frozen=True, slots=True)
class Patient:
    """A client, with all that is looked at. ``named``: clients that it names, ``None`` if unknown."""

    client: Client
    settings: Settings
    now: datetime
    jwks: Mapping[str, object] | FetchFailed = field(repr=False)
    anchors: Anchors
    events: tuple[Event, ...] = ()
    siblings: tuple[Client, ...] = ()
    named: Mapping[str, Client | None] = field(default_factory=dict)

    @property
    def keys(self) -> Mapping[str, object]:
        """The keys as they are now; none when they cannot be fetched."""
        return registered_keys.NO_KEYS if isinstance(self.jwks, FetchFailed) else self.jwks

    @property
    def signing(self) -> tuple[ClientKey, ...]:
        """The keys that it may sign with."""
        return tuple(key for key, _ in signing_keys(registered_keys.listed(self.keys)))

    @property
    def change(self) -> str:
        """How staff change it."""
        return CHANGE.format(self.client.id)


Check = Callable[[Patient], Iterator[Finding]]


def fine(sentence: str) -> Finding:
    """Nothing to do."""
    return Finding(Grade.OK, sentence)


def note(sentence: str, remedy: str) -> Finding:
    """Something to look at."""
    return Finding(Grade.NOTE, sentence, remedy)


def wrong(sentence: str, remedy: str) -> Finding:
    """Something that fails."""
    return Finding(Grade.WRONG, sentence, remedy)
