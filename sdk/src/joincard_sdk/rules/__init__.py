"""Acceptance rules as data: build, read, write, explain, evaluate."""

from joincard_sdk.rules.algebra import (
    MAX_DEPTH,
    MAX_TESTS,
    MAX_VALUES,
    OPS,
    All,
    AnyOf,
    Between,
    Compare,
    CompareFacts,
    Constant,
    InCities,
    Not,
    OneOf,
    Op,
    Rule,
    Test,
    all_of,
    any_of,
    negate,
)
from joincard_sdk.rules.canonical import from_json, to_json
from joincard_sdk.rules.checking import check
from joincard_sdk.rules.compiled import Accepting, Refusing, compiled, compiled_refusing
from joincard_sdk.rules.errors import RuleError, RuleSyntaxError, RuleTooLarge
from joincard_sdk.rules.logic import Clause, clauses, evaluate, facts_read, holds, refusing
from joincard_sdk.rules.notation import parse, text
from joincard_sdk.rules.sentence import clause_sentence, sentence

__all__ = [
    "MAX_DEPTH",
    "MAX_TESTS",
    "MAX_VALUES",
    "OPS",
    "Accepting",
    "All",
    "AnyOf",
    "Between",
    "Clause",
    "Compare",
    "CompareFacts",
    "Constant",
    "InCities",
    "Not",
    "OneOf",
    "Op",
    "Refusing",
    "Rule",
    "RuleError",
    "RuleSyntaxError",
    "RuleTooLarge",
    "Test",
    "all_of",
    "any_of",
    "check",
    "clause_sentence",
    "clauses",
    "compiled",
    "compiled_refusing",
    "evaluate",
    "facts_read",
    "from_json",
    "holds",
    "negate",
    "parse",
    "refusing",
    "sentence",
    "text",
    "to_json",
]
