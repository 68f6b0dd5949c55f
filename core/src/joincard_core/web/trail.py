"""Everything that somebody learned or may learn about a holder: one list, the newest first.

Three rooms keep a list each: questions about a card, claims that were told, tokens that were given out. All
are read from one bookmark and merged here, since a holder asks who it was, not by which protocol.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from joincard_core.oauth import TokenNote
from joincard_core.storage import Bookmark
from joincard_core.telling import Release
from joincard_core.verification import Asked
from joincard_core.web.parts import Parts

PAGE = 20
Found: TypeAlias = Asked | Release | TokenNote
KINDS: dict[type, str] = {Asked: "verification", Release: "claims", TokenNote: "token"}


@dataclass(frozen=True, slots=True)
class Step:
    """One line. ``provider`` and ``client`` are names; a question about a card names no client."""

    kind: str
    found: Found
    provider: str
    client: str | None


@dataclass(frozen=True, slots=True)
class Trail:
    """Some lines. ``older`` leads to those before them, if there are any."""

    steps: tuple[Step, ...]
    older: Bookmark | None


def trail(parts: Parts, person_id: str, start: Bookmark | None = None, most: int = PAGE) -> Trail:
    """At most so many lines about a person, the newest first, from a bookmark on or from the newest."""
    ask = (person_id, start, most + 1)
    found: list[Found] = [
        *parts.who_asked.since(*ask),
        *parts.telling.releases(*ask),
        *parts.holding.tokens(*ask),
    ]
    found.sort(key=lambda each: each.id)
    found.sort(key=lambda each: each.at, reverse=True)  # stable: those of one moment stay as they are
    shown, last = found[:most], None
    if len(found) > most:
        last = Bookmark(shown[-1].at, shown[-1].id)
    return Trail(named(parts, shown), last)


def named(parts: Parts, found: list[Found]) -> tuple[Step, ...]:
    """The lines with the names of who they are about."""
    of_clients = [each for each in found if not isinstance(each, Asked)]
    clients = parts.holding.client_names(each.client_id for each in of_clients)
    providers = parts.holding.provider_names(each.provider_id for each in of_clients)
    return tuple(
        Step(KINDS[Asked], each, each.provider, None)
        if isinstance(each, Asked)
        else Step(
            KINDS[type(each)],
            each,
            providers[each.provider_id],
            clients.get(each.client_id, each.client_id),
        )
        for each in found
    )
