"""Random facts and rules for property-based tests (needs the extra ``testing``)."""

from datetime import date, time
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from joincard_sdk.places import CITIES, PROVINCES, TRANSIT_336, YANGTZE_41
from joincard_sdk.rules import (
    OPS,
    Between,
    Compare,
    CompareFacts,
    InCities,
    OneOf,
    Rule,
    all_of,
    any_of,
    negate,
)
from joincard_sdk.values import VOCABULARY, Fact, FactRegistry, FactType, Value

_CITIES = sorted(CITIES)[::40]
_PROVINCES = sorted(PROVINCES)[:6]


def values(fact: Fact) -> st.SearchStrategy[Any]:
    """Values of one fact, few enough that random tests meet them."""
    match fact.type:
        case FactType.ENUM:
            return st.sampled_from(fact.values)
        case FactType.BOOL:
            return st.booleans()
        case FactType.INT:
            return st.integers(1, 12) if fact.unit == "1..12" else st.integers(-5, 100)
        case FactType.DECIMAL:
            return st.integers(-500, 10_000).map(lambda cents: Decimal(cents) / 100)
        case FactType.CODE6:
            return st.sampled_from(_CITIES)
        case FactType.CODE2:
            return st.sampled_from(_PROVINCES)
        case FactType.DATE:
            return st.dates(date(2024, 6, 1), date(2027, 12, 31))
        case FactType.TIME:
            return st.builds(time, st.integers(0, 23), st.sampled_from((0, 15, 30, 59)))


@st.composite
def facts(draw: st.DrawFn, names: tuple[str, ...], registry: FactRegistry = VOCABULARY) -> dict[str, Value]:
    """Some of the named facts, each present or missing."""
    return {name: draw(values(registry[name])) for name in names if draw(st.integers(0, 5))}


@st.composite
def single_tests(draw: st.DrawFn, registry: FactRegistry = VOCABULARY) -> Rule:
    """One test that fits the registry."""
    fact = registry[draw(st.sampled_from(list(registry)))]
    kinds = ["compare", "one_of", "pair"]
    if fact.type.numeric:
        kinds.append("between")
    if fact.type is FactType.CODE6:
        kinds.append("in_set")
    kind = draw(st.sampled_from(kinds))
    if kind == "between":
        low = draw(st.integers(-5, 90))
        return Between(fact.name, low, low + draw(st.integers(0, 30)))
    if kind == "in_set":
        return InCities(fact.name, draw(st.sampled_from((YANGTZE_41, TRANSIT_336))))
    if kind == "one_of":
        most = (
            max(1, len(fact.values) - 1)
            if fact.type is FactType.ENUM
            else 1
            if fact.type is FactType.BOOL
            else 4
        )
        return OneOf(fact.name, tuple(draw(st.lists(values(fact), min_size=1, max_size=most, unique=True))))
    op = draw(st.sampled_from(OPS if fact.type.ordered else OPS[:2]))
    if kind == "pair":
        others = [name for name, other in registry.items() if fact.type.comparable(other.type)]
        return CompareFacts(fact.name, op, draw(st.sampled_from(others)))
    return Compare(fact.name, op, draw(values(fact)))


def rules(registry: FactRegistry = VOCABULARY, leaves: int = 8) -> st.SearchStrategy[Rule]:
    """Rules of any shape, in normal form."""
    return st.recursive(
        single_tests(registry),
        lambda inner: (
            st.lists(inner, min_size=1, max_size=4).map(lambda parts: all_of(*parts))
            | st.lists(inner, min_size=1, max_size=4).map(lambda parts: any_of(*parts))
            | inner.map(negate)
        ),
        max_leaves=leaves,
    )
