"""What a plugin says beside its services: worked examples, texts, and changes since the release before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, get_args

from joincard_sdk.fees import Use
from joincard_sdk.money import Money
from joincard_sdk.texts import Text
from joincard_sdk.values import Value

Outcome = Literal["accept", "refuse"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

ChangeKind = Literal["added", "changed", "removed"]
CHANGE_KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)


@dataclass(frozen=True, slots=True)
class Example:
    """One worked case. The build holds it against the service, so it can never become a lie.

    ``facts`` hold ``at.city`` and ``now.date`` too: place and day are part of the outcome. ``price`` is
    checked where it is given, whatever the outcome. ``because`` is one short sentence for the next author.
    """

    service: str
    facts: Mapping[str, Value]
    expect: Outcome
    because: str
    use: Use | None = None
    price: Money | None = None


@dataclass(frozen=True, slots=True)
class Texts:
    """The name of the sector, and by fact what a holder can do about a refusal.

    Without ``sector`` the name in the manifest stands for it.
    """

    sector: Text | None = None
    remedies: Mapping[str, Text] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class ServiceChange:
    """What this release changes about one service, in a sentence for its users.

    A removed service is named here although ``services()`` no longer returns it.
    """

    service: str
    kind: ChangeKind
    text: Text
