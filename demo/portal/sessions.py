"""Who is signed in at the site: kept by the site alone, so that the authority can end it, too."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

MOST = 500


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who signed in: the ID token's claims, and what userinfo told."""

    id_token: str = field(repr=False)
    claims: Mapping[str, Any] = field(repr=False)
    userinfo: Mapping[str, Any] = field(repr=False)

    @property
    def name(self) -> str:
        """What the site calls them; empty for somebody who does not say."""
        return str(self.userinfo.get("name") or self.userinfo.get("given_name") or "")

    @property
    def acr(self) -> str:
        """How they signed in."""
        return str(self.claims.get("acr", ""))


class Sessions:
    """The sessions of the site, in memory: a demo begins anew each time. The oldest go first."""

    def __init__(self) -> None:
        self._visitors: dict[str, Visitor] = {}
        self._lock = Lock()

    def open(self, visitor: Visitor) -> str:
        """A new session; the answer is what the browser is to show."""
        key = secrets.token_urlsafe(32)
        with self._lock:
            while len(self._visitors) >= MOST:
                del self._visitors[next(iter(self._visitors))]
            self._visitors[key] = visitor
        return key

    def find(self, key: str | None) -> Visitor | None:
        """Who shows this."""
        with self._lock:
            return self._visitors.get(key or "")

    def close(self, key: str | None) -> None:
        """Sign out here."""
        with self._lock:
            self._visitors.pop(key or "", None)

    def end(self, sub: str | None, sid: str | None) -> int:
        """End what the authority says has ended: one session, or all of a person; how many there were."""
        with self._lock:
            ended = [key for key, visitor in self._visitors.items() if _is_meant(visitor.claims, sub, sid)]
            for key in ended:
                del self._visitors[key]
        return len(ended)


def _is_meant(claims: Mapping[str, Any], sub: str | None, sid: str | None) -> bool:
    if sid is not None:
        return claims.get("sid") == sid and sub in (None, claims.get("sub"))
    return sub is not None and claims.get("sub") == sub
