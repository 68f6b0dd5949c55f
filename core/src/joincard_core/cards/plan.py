"""One statement per set of facts, made once: only the columns that the set reads, in one query."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from joincard_sdk.values import Value, resolve_principal
from sqlalchemy import ColumnElement, FromClause, Row, Select, bindparam, case, func, select

from joincard_core.cards.columns import CARD, PRINCIPAL, RELATION, kept
from joincard_core.cards.kept import NO_CARD, Age, Kept, Months
from joincard_core.cards.store import cards, person_facts

principal_facts = person_facts.alias("principal")
principal_card = cards.alias("principal_card")
SOURCES: dict[tuple[bool, bool], FromClause] = {
    (False, True): cards,
    (False, False): person_facts,
    (True, True): principal_card,
    (True, False): principal_facts,
}


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a fact's cells stand in the row."""

    name: str
    kept: Kept
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """Facts on a day, and for those counted in months or years the day of zero, as ``decide`` takes them."""

    facts: Mapping[str, Value]
    origins: Mapping[str, date]


NOTHING = Known({}, {})


@dataclass(frozen=True, slots=True)
class Plan:
    """A statement with the parameter ``card``, and how to read its one row."""

    statement: Select[Any]
    cells: tuple[Cell, ...]
    wanted: frozenset[str]
    mirrors: bool

    def read(self, row: Row[Any], today: date) -> "Known":
        """What is known on ``today``, of what was asked."""
        facts: dict[str, Value] = {}
        origins: dict[str, date] = {}
        for cell in self.cells:
            cells = [row[place] for place in cell.places]
            value = cell.kept.value(today, *cells)
            if value is None:
                continue
            facts[cell.name] = value
            if isinstance(cell.kept, Age | Months):
                origin = cell.kept.origin(today, *cells)
                if origin is not None:
                    origins[cell.name] = origin
        return Known(self._asked(resolve_principal(facts)) if self.mirrors else facts, origins)

    def _asked(self, found: dict[str, Value]) -> dict[str, Value]:
        return {name: value for name, value in found.items() if name in self.wanted}


@lru_cache(maxsize=4096)
def plan_for(needs: frozenset[str]) -> Plan | None:
    """The plan for the facts among ``needs`` that the authority keeps; ``None`` if there are none."""
    wanted = frozenset(name for name in needs if kept(name) is not None)
    if not wanted:
        return None
    mirrors = any(name.startswith(PRINCIPAL) for name in wanted)
    names = closed(wanted)
    columns = {key: column for name in names for key, column in columns_of(name)}
    places = {key: place for place, key in enumerate(columns)}
    cells = tuple(cell_of(name, places) for name in names)
    return Plan(statement(columns.values(), names), cells, wanted, mirrors)


def closed(wanted: Iterable[str]) -> tuple[str, ...]:
    """``principal.x`` may turn out to be the holder's own ``x``; the relation tells."""
    names = set(wanted)
    for name in wanted:
        if name.startswith(PRINCIPAL):
            names |= {RELATION, name.removeprefix(PRINCIPAL)}
    return tuple(sorted(names))


def columns_of(name: str) -> tuple[tuple[str, ColumnElement[Any]], ...]:
    """The columns behind a fact, in the order in which it reads them, each with a key of its own."""
    own = name.removeprefix(PRINCIPAL)
    source = SOURCES[name != own, own in CARD]
    how = kept(name)
    if how is None:
        raise KeyError(name)
    return tuple((f"{name != own}.{own in CARD}.{column}", cell(source, column)) for column in how.columns)


def cell(source: FromClause, column: str) -> ColumnElement[Any]:
    """A column of the plan; a permit holder who has no card yet has the status ``none``."""
    if source is principal_card and column == "status":
        return func.coalesce(source.c.status, case((principal_facts.c.id.is_not(None), NO_CARD)))
    return source.c[column]


def cell_of(name: str, places: dict[str, int]) -> Cell:
    """Where the cells of a fact stand."""
    how = kept(name)
    if how is None:
        raise KeyError(name)
    return Cell(name, how, tuple(places[key] for key, _ in columns_of(name)))


def statement(columns: Iterable[ColumnElement[Any]], names: Iterable[str]) -> Select[Any]:
    """Join no table that is not read."""
    source: Any = cards
    if any(not name.startswith("card.") for name in names):
        source = source.join(person_facts, person_facts.c.id == cards.c.facts_id)
    if any(name.startswith(PRINCIPAL) for name in names):
        source = source.outerjoin(principal_facts, principal_facts.c.id == person_facts.c.principal_id)
    if any(name.startswith(PRINCIPAL + "card.") for name in names):
        of_principal = (principal_card.c.facts_id == principal_facts.c.id) & principal_card.c.is_current
        source = source.outerjoin(principal_card, of_principal)
    return select(*columns).select_from(source).where(cards.c.id == bindparam("card"))
