"""Schemas as rows: one for each member, those of members below it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One member. ``depth`` is 0 for the outermost; ``values`` are those that it may have, or examples."""

    depth: int
    name: str
    type: str
    required: bool
    description: str
    values: str


def resolved(document: Mapping[str, Any], said: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a ``$ref`` refers to, or the thing itself."""
    reference = said.get("$ref")
    if reference is None:
        return said
    found: Any = document
    for step in str(reference).removeprefix("#/").split("/"):
        found = found[step]
    return cast(Mapping[str, Any], found)


def rows(document: Mapping[str, Any], schema: Mapping[str, Any], depth: int = 0) -> Iterator[Row]:
    """The members of an object, outermost first."""
    found = plain(document, schema)
    for name, member in found.get("properties", {}).items():
        inner = plain(document, member)
        yield Row(
            depth,
            name,
            kind(document, member),
            name in found.get("required", ()),
            member.get("description") or inner.get("description", ""),
            values(inner),
        )
        if depth < DEEPEST:
            yield from rows(document, plain(document, inner.get("items", inner)), depth + 1)


def plain(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """A schema behind references and behind *or null*."""
    found = resolved(document, schema)
    for either in ("anyOf", "oneOf", "allOf"):
        for choice in found.get(either, ()):
            if choice.get("type") != "null":
                return plain(document, choice)
    return found


def kind(document: Mapping[str, Any], member: Mapping[str, Any]) -> str:
    """The type of a member in words."""
    found = plain(document, member)
    types = found.get("type", "any")
    named = [types] if isinstance(types, str) else list(types)
    if any(
        choice.get("type") == "null" for either in ("anyOf", "oneOf") for choice in member.get(either, ())
    ):
        named.append("null")
    text = " or ".join(named)
    return f"list of {kind(document, found['items'])}" if types == "array" else text


def values(schema: Mapping[str, Any]) -> str:
    """Values that a member may have, or an example of one."""
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"] if value is not None)
    examples = schema.get("examples", ())
    return f"such as {examples[0]}" if examples and not isinstance(examples[0], dict) else ""
