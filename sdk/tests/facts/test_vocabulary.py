from typing import Any, get_args, get_origin

from joincard_sdk import facts
from joincard_sdk.facts import VOCABULARY, FactExpression, FactType
from joincard_sdk.facts import vocabulary as written
from joincard_sdk.facts.expressions import (
    BoolFact,
    CityFact,
    CodeFact,
    DateFact,
    DecimalFact,
    EnumFact,
    NumberFact,
    TimeFact,
)

KINDS = {
    FactType.ENUM: EnumFact,
    FactType.BOOL: BoolFact,
    FactType.INT: NumberFact,
    FactType.DECIMAL: DecimalFact,
    FactType.CODE6: CityFact,
    FactType.CODE2: CodeFact,
    FactType.DATE: DateFact,
    FactType.TIME: TimeFact,
}


def expressions(owner: Any, path: Any) -> Any:
    for name in (name for name in dir(owner) if not name.startswith("__")):
        member = getattr(owner, name)
        full = f"{path}.{name.rstrip('_')}"
        if isinstance(member, FactExpression):
            yield full, member
        else:
            yield from expressions(member, full)


def all_expressions() -> Any:
    owners = dict.fromkeys(name.split(".")[0] for name in VOCABULARY)
    return {full: found for owner in owners for full, found in expressions(getattr(facts, owner), owner)}


class TestTheVocabularyAnAuthorWrites:
    def test_is_the_registry_fact_by_fact(self) -> None:
        found = all_expressions()
        assert set(found) == set(VOCABULARY)
        for full, expression in found.items():
            assert expression.name == full
            assert type(expression) is KINDS[VOCABULARY[full].type]

    def test_lets_mypy_see_every_value_of_an_enum(self) -> None:
        listed = {
            get_args(value)
            for value in vars(written).values()
            if get_origin(value) is not None and get_args(value)
        }
        for fact in VOCABULARY.values():
            if fact.type is FactType.ENUM:
                assert fact.values in listed, fact.name
