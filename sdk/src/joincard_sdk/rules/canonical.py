"""Rules as JSON, both ways. Reading trusts nothing: it is signed data from strangers."""

from collections.abc import Mapping
from typing import Any

from joincard_sdk.places import CitySet, named_set
from joincard_sdk.rules.algebra import (
    MAX_DEPTH,
    OPS,
    All,
    AnyOf,
    Between,
    Compare,
    CompareFacts,
    InCities,
    Not,
    OneOf,
    Rule,
)
from joincard_sdk.rules.checking import check, known
from joincard_sdk.rules.errors import RuleError
from joincard_sdk.values import VOCABULARY, FactRegistry, MistypedFact, Value, read_value, write_value


def to_json(rule: Rule) -> dict[str, Any]:
    """A rule as JSON; constants by ``write_value``, sets of cities by name, version and digest."""
    match rule:
        case All(parts=parts):
            return {"all": [to_json(part) for part in parts]}
        case AnyOf(parts=parts):
            return {"any": [to_json(part) for part in parts]}
        case Not(part=part):
            return {"not": to_json(part)}
        case Compare(fact=fact, op=op, value=value):
            return {"fact": fact, "op": op, "value": write_value(value)}
        case CompareFacts(left=left, op=op, right=right):
            return {"fact": left, "op": op, "other": right}
        case OneOf(fact=fact, values=values):
            return {"fact": fact, "in": [write_value(value) for value in values]}
        case Between(fact=fact, low=low, high=high):
            return {"fact": fact, "from": low, "to": high}
        case InCities(fact=fact, cities=cities):
            return {"fact": fact, "in_set": cities.to_json()}


def from_json(
    written: object, registry: FactRegistry = VOCABULARY, sets: Mapping[str, CitySet] | None = None
) -> Rule:
    """The inverse of ``to_json``; ``sets`` are those that came with the bundle.

    Raises ``RuleError`` for anything that is not exactly a rule in its one normal form.
    """
    rule = _read(written, registry, sets, 0)
    check(rule, registry)
    return rule


def _read(written: object, registry: FactRegistry, sets: Mapping[str, CitySet] | None, depth: int) -> Rule:
    if depth > MAX_DEPTH:
        raise RuleError(f"a rule is nested at most {MAX_DEPTH} deep", "rule.too-deep")
    if not isinstance(written, dict):
        raise RuleError("a rule is written as a JSON object", "rule.json")
    members = frozenset(written)
    if members in ({"all"}, {"any"}):
        ((word, parts),) = written.items()
        if not isinstance(parts, list):
            raise RuleError(f"{word!r} holds a list of rules", "rule.json")
        read = tuple(_read(part, registry, sets, depth + 1) for part in parts)
        return All(read) if word == "all" else AnyOf(read)
    if members == {"not"}:
        return Not(_read(written["not"], registry, sets, depth + 1))
    return _read_test(written, members, registry, sets)


def _read_test(
    written: dict[str, Any],
    members: frozenset[str],
    registry: FactRegistry,
    sets: Mapping[str, CitySet] | None,
) -> Rule:
    name = written.get("fact")
    if not isinstance(name, str):
        raise RuleError('a test names its "fact"; a combination is "all", "any" or "not"', "rule.json")
    fact = known(name, registry)

    def constant(raw: object) -> Value:
        try:
            value = read_value(fact, raw)
        except MistypedFact as error:
            raise RuleError(str(error), "rule.value-invalid") from None
        if write_value(value) != raw or isinstance(raw, bool) != isinstance(value, bool):
            raise RuleError(f"{name}: a value has one written form, here {write_value(value)!r}", "rule.json")
        return value

    if members == {"fact", "op", "value"} and written["op"] in OPS:
        return Compare(name, written["op"], constant(written["value"]))
    if members == {"fact", "op", "other"} and written["op"] in OPS and isinstance(written["other"], str):
        return CompareFacts(name, written["op"], written["other"])
    if members == {"fact", "in"} and isinstance(written["in"], list):
        return OneOf(name, tuple(constant(raw) for raw in written["in"]))
    if members == {"fact", "from", "to"} and type(written["from"]) is type(written["to"]) is int:
        return Between(name, written["from"], written["to"])
    if members == {"fact", "in_set"}:
        try:
            return InCities(name, named_set(written["in_set"], sets))
        except ValueError as error:
            raise RuleError(str(error), "rule.unknown-set") from None
    raise RuleError(
        f"the test on {name} has the members {sorted(members)}; a test is fact+op+value, "
        "fact+op+other, fact+in, fact+from+to or fact+in_set",
        "rule.json",
    )
