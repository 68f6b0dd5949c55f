"""What of a template is told (OpenID Connect for Identity Assurance 1.0 sections 5.4, 5.5 and 5.7).

A template is walked beside what is known: objects member by member, arrays entry by entry, where several
entries of the template are joined by "or". Pure; nothing is told that was not asked for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from typing import Any, TypeAlias

HOW = frozenset({"value", "values", "max_age", "essential", "purpose"})
"""Members that say how an element is asked for, and name none inside it."""
LIMITS = frozenset({"value", "values", "max_age"})
NEEDED: Mapping[str, str] = {"evidence": "type", "check_details": "check_method", "record": "type"}
"""Without this member such an element is not valid, and is left out (section 5.7.5)."""


class Nothing(Enum):
    """Why there is nothing to tell."""

    ABSENT = "absent"  # not known, or not asked for in a way that leads to a value: left out
    UNMET = "unmet"  # a limit that does not hold: the whole is left out


Told: TypeAlias = Any | Nothing
ABSENT, UNMET = Nothing.ABSENT, Nothing.UNMET


def told(asked: object, known: object, now: datetime, name: str = "") -> Told:
    """What is told of ``known``, as ``asked`` wants it. ``name``: what the element is called."""
    if isinstance(known, Mapping) and isinstance(asked, Mapping) and not LIMITS & asked.keys():
        return _object(asked, known, now, name)
    if isinstance(known, list) and isinstance(asked, list):
        return _array(asked, known, now, name)
    if isinstance(known, str) and not isinstance(asked, list):
        wish = asked if isinstance(asked, Mapping) else {}
        return known if holds(wish, known, now) and not limited(_inner(wish)) else UNMET
    return UNMET if limited(asked) else ABSENT


def holds(wish: Mapping[str, object], known: object, now: datetime) -> bool:
    """Whether every limit of a wish holds for a value (sections 5.5.1 and 5.5.2)."""
    if "value" in wish and not same(wish["value"], known):
        return False
    values = wish.get("values")
    if isinstance(values, list) and not any(same(each, known) for each in values):
        return False
    until = last_second(known)
    age = wish.get("max_age")
    return not isinstance(age, int) or until is None or (now - until).total_seconds() <= age


def limited(asked: object) -> bool:
    """Whether there is a limit anywhere in a template."""
    if isinstance(asked, Mapping):
        return bool(LIMITS & asked.keys()) or limited(list(_inner(asked).values()))
    return isinstance(asked, list) and any(map(limited, asked))


def same(one: object, other: object) -> bool:
    """Whether two values are the same JSON: ``1`` is neither ``true`` nor ``1.0``."""
    return canonical(one) == canonical(other)


def canonical(value: object) -> str:
    """A value as text, in one way."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def last_second(value: object) -> datetime | None:
    """When a time, or a day, was over; ``None`` for what is neither."""
    try:
        if not isinstance(value, str):
            return None
        if len(value) == len("2026-03-02"):
            return datetime.combine(date.fromisoformat(value), time(), UTC) + timedelta(hours=24, seconds=-1)
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _object(asked: Mapping[str, Any], known: Mapping[str, Any], now: datetime, name: str) -> Told:
    found = {each: told(wish, known.get(each), now, each) for each, wish in _inner(asked).items()}
    if UNMET in [each for each in found.values() if isinstance(each, Nothing)]:
        return UNMET
    left = {each: value for each, value in found.items() if value is not ABSENT}
    return left if left and NEEDED.get(name, next(iter(left))) in left else ABSENT


def _array(asked: list[Any], known: list[Any], now: datetime, name: str) -> Told:
    """Each entry that is known, by the first template that it fits."""
    found = [_first(asked, entry, now, name) for entry in known]
    left = [each for each in found if not isinstance(each, Nothing)]
    if left:
        return left
    fits = any(each is ABSENT for each in found) or not limited(asked)
    return ABSENT if fits else UNMET


def _first(asked: list[Any], entry: object, now: datetime, name: str) -> Told:
    tries = [told(each, entry, now, name) for each in asked]
    return next(
        (each for each in tries if not isinstance(each, Nothing)), ABSENT if ABSENT in tries else UNMET
    )


def _inner(asked: Mapping[str, Any]) -> dict[str, Any]:
    return {each: wish for each, wish in asked.items() if each not in HOW}
