"""docs/reference/facts.md: every fact of the registry and the sixteen data elements."""

from __future__ import annotations

from itertools import groupby

from joincard_sdk.facts import ELEMENTS, VOCABULARY, Fact, Origin, supplied_by_core

from tools.reference.markdown import code, page, table

INTRODUCTION = f"""
A fact is what an acceptance rule or a condition in a fee may read. This is the registry, version
{VOCABULARY.version}: {len(VOCABULARY)} facts. A fact that is not known is *missing*; it has no value that
stands for "unknown", and a rule that needs it does not accept.

**Who supplies a fact** is part of the contract. `authority` and `ledger` facts come from the core alone.
Of the `request` facts the core sets `now.*` (its clock, Asia/Shanghai), `at.*` (the city of the request)
and `card.form` (the presentation); the rest, and `provider` facts, come with the provider's request. A
fact sent by someone who may not supply it is refused.

**How it moves** says what time alone does to it: `days_down` falls by one a day, `days_up`, `months_up`
and `years_up` rise, `resets_*` begins again at zero, `clock` is the time itself. A `fixed` fact changes
by an event only. From this a refusal can tell the day on which time will change it.

In Python, `from joincard_sdk.facts import card, holder, permit` and write `card.status.is_("active")`.
`permit.class` is `permit.class_` there, since `class` is a word of Python.
"""

OWN_FACTS = """
## Facts of a plugin's own

A plugin may declare further `record.*` facts with `record_fact`. Its full name in rules and requests is
`record.<publisher>.<sector>.<slug>.<name>`, so two plugins cannot collide: see [how to write a
service](../how-to/write-a-service.md).
"""


def text() -> str:
    """The page."""
    owners = groupby(VOCABULARY.values(), key=lambda fact: fact.name.partition(".")[0])
    return page(
        "Facts", INTRODUCTION, *(owner(name, list(facts)) for name, facts in owners), OWN_FACTS, elements()
    )


def owner(name: str, facts: list[Fact]) -> str:
    """The facts of one owner, such as ``permit``."""
    head = ("fact", "type", "values or unit", "supplied by", "moves", "element", "meaning")
    return f"## {name}\n\n" + table(head, (row(fact) for fact in facts))


def row(fact: Fact) -> tuple[str, ...]:
    """One fact."""
    allowed = ", ".join(fact.values) if fact.values else fact.unit
    supplied = "core" if fact.origin is Origin.REQUEST and supplied_by_core(fact.name) else fact.origin.value
    kind, moves = fact.type.value, fact.motion.value
    return (code(fact.name), kind, allowed, supplied, moves, fact.element or "", fact.description)


def elements() -> str:
    """The data elements that a service may disclose."""
    rows = (
        (code(element.code), element.name.en, element.name.zh, element.sensitivity.value, element.description)
        for element in ELEMENTS.values()
    )
    introduction = "What a service may hand to its provider. A fact above names the element it belongs to."
    return f"## Data elements\n\n{introduction}\n\n" + table(
        ("element", "name", "名称", "sensitivity", "meaning"), rows
    )
