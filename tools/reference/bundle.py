"""docs/reference/bundle.md: the file that a release becomes, member by member, and what it may measure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from joincard_sdk.bundle import Bundle, Example, ServiceChange, Texts
from joincard_sdk.bundle.contract import CONTRACT
from joincard_sdk.bundle.limits import LIMITS
from joincard_sdk.bundle.signature import LARGEST, MOST, ROLES, TYPE
from joincard_sdk.facts import card, insurance
from joincard_sdk.fees import Use, Waived
from joincard_sdk.places import YANGTZE_41, Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text
from joincard_sdk.values import FactType, RecordFact

from tools.reference.markdown import code, page, table

INTRODUCTION = f"""
A bundle is one release of one plugin: a file of JSON, and nothing that runs. `joincard plugin build` writes
it, `joincard bundle sign` signs it, the authority admits it. The format belongs to the contract, version
{CONTRACT}.

## The bytes

The file is canonical JSON (RFC 8785), in UTF-8, without a line end. One release has one row of bytes, on
every machine, so its SHA-256 names it: `sha256:` and 64 hexadecimal digits. There are no
floating-point numbers. An amount in yuan and every other decimal is a text, such as `"20.00"`.

`joincard_sdk.bundle.load` reads the bytes and trusts nothing. A member too many, a member missing, another
order or a space is an error.

The file is called `SECTOR-VERSION.bundle.json`, such as `healthcare-1.0.0.bundle.json`.
"""

MEANINGS: Mapping[str, str] = {
    "format": "What this file is.",
    "contract": "The version of the plugin contract that it was built for.",
    "plugin": "`publisher.sector.slug`, for ever.",
    "publisher": "The first part of the plugin's id.",
    "sector": "The sector's name.",
    "version": "Three numbers. The authority refuses a lower one than it has.",
    "name": "The plugin's name.",
    "description": "What it offers, in a sentence.",
    "purposes": "Why data are asked for: a sentence for each purpose, by a short name.",
    "remedies": "What a holder can do about a refusal, by fact.",
    "facts": "The plugin's own facts, by name.",
    "cities": "Each named set of cities that a rule reads, whole, by its digest.",
    "services": "The services, by code.",
    "examples": "The worked examples, by service.",
    "changes": "What changed since the release before.",
    "services[].code": "`sector.group.name`, for ever.",
    "services[].name": "What a holder calls it.",
    "services[].description": "What it does, in a sentence.",
    "services[].channel": "Where the card is shown.",
    "services[].coverage": "The cities that offer it.",
    "services[].accepts": "The rule, as `rules.to_json` writes it.",
    "services[].fee": "The fee policy, as `fees.to_json` writes it.",
    "services[].discloses": "The data elements that the provider receives.",
    "services[].effective_from": "The first day, YYYY-MM-DD.",
    "services[].effective_until": "The last day, or null.",
    "facts[].name": "The short name; `record.<plugin>.` stands before it in rules.",
    "facts[].type": "The type of the fact.",
    "facts[].label": "What people call it.",
    "facts[].description": "What it says, for authors.",
    "facts[].values": "The values of an enum; else empty.",
    "facts[].unit": "The unit of a number; else empty.",
    "facts[].labels": 'A text for each value: `{"value", "text"}`.',
    "examples[].service": "The service that it is about.",
    "examples[].facts": "The facts of the case, place and day among them.",
    "examples[].expect": "`accept` or `refuse`.",
    "examples[].because": "Why, for the next author.",
    "examples[].use": "What the price needs, or null.",
    "examples[].price": "The price in yuan, or null.",
    "changes[].service": "The service that it is about.",
    "changes[].kind": "`added`, `changed` or `removed`.",
    "changes[].text": "A sentence for users.",
}

KINDS = {str: "text", dict: "object", list: "list", type(None): "null", bool: "yes or no", int: "number"}

SIGNATURES = f"""
## Signatures

The file `<bundle>.sig` stands beside the bundle. It is a JSON list of at most {MOST} compact JWS (RFC 7515),
at most {LARGEST // 1024} KiB. The algorithm is ES256. The header holds `alg`, `kid` and `typ`, and nothing
else; `typ` is `{TYPE}`. The payload is canonical JSON with four members:

| member | content |
| --- | --- |
| `bundle` | the digest of the bundle's bytes |
| `plugin` | the plugin's id |
| `role` | {" or ".join(code(role) for role in ROLES)} |
| `version` | the release |

The publisher signs first. The authority's staff add their own signature when they admit the bundle.
"""


def text() -> str:
    """The page. Raises ``ValueError`` when a member has no meaning here, or a meaning has no member."""
    found = dict(members(sample().to_json()))
    if odd := set(found) ^ set(MEANINGS):
        raise ValueError(f"members of a bundle that the page and the code do not share: {sorted(odd)}")
    parts = (
        "## The members",
        listed(found, ""),
        *(
            f"### One of {name}\n\n{listed(found, f'{name}[].')}"
            for name in ("services", "facts", "examples", "changes")
        ),
        'A text for people is an object with the members "en" and "zh".',
        SIGNATURES,
        "## What it may measure",
        table(("limit", "at most"), limits()),
    )
    return page("Bundles", INTRODUCTION, *parts)


def listed(found: Mapping[str, str], before: str) -> str:
    """A table of the members whose path is ``before`` and one name."""
    own = {path.removeprefix(before): path for path in MEANINGS if path.startswith(before)}
    rows = ((code(name), found[path], MEANINGS[path]) for name, path in own.items() if "[]" not in name)
    return table(("member", "is", "meaning"), rows)


def members(written: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Path and kind of each member, in a whole bundle and in the items of its lists."""
    for name, value in written.items():
        yield name, kind(value)
        if isinstance(value, list) and value:
            yield from ((f"{name}[].{inner}", kind(item)) for inner, item in value[0].items())


def kind(value: object) -> str:
    """What JSON calls it; a text in both languages is told apart from other objects."""
    if isinstance(value, dict) and set(value) == {"en", "zh"}:
        return "en and zh"
    return KINDS[type(value)]


def limits() -> Iterator[tuple[str, str]]:
    """Each limit and its number."""
    for field in fields(LIMITS):
        yield code(field.name), f"{getattr(LIMITS, field.name):,}"


def sample() -> Bundle:
    """A small release that has every member."""
    words = Text(en="A word", zh="一个词")
    day = date(2025, 1, 1)
    service = Service(
        code="education.library.lend",
        name=words,
        description=words,
        channel="gate",
        coverage=Coverage.nationwide(),
        accepts=card.status.is_("active") & insurance.city.is_in_set(YANGTZE_41),
        fee=Waived().because(words),
        discloses=(),
        effective_from=day,
        effective_until=day,
    )
    return Bundle(
        plugin="example.education.library",
        version="1.0.0",
        name=words,
        description=words,
        purposes={},
        texts=Texts(),
        services=(service,),
        facts=(RecordFact("books_at_home", FactType.INT, words, "Books."),),
        examples=(Example(service.code, {"card.status": "active"}, "refuse", "no city", Use()),),
        changes=(ServiceChange(service.code, "added", words),),
    )
