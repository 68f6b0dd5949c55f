"""The OpenAPI document as a page shows it: chapters, operations, members row by row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from joincard_core.web.pages.example import curl
from joincard_core.web.pages.shape import Row, resolved, rows
from joincard_core.web.problems import MEDIA_TYPE

METHODS = ("get", "post", "put", "delete")


@dataclass(frozen=True, slots=True)
class Said:
    """A body that is sent or answered. ``status`` is empty for a request."""

    status: str
    description: str
    media_type: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """One address with one method."""

    method: str
    path: str
    anchor: str
    summary: str
    description: str
    scopes: tuple[str, ...]
    parameters: tuple[Row, ...]
    body: Said | None
    answers: tuple[Said, ...]
    problems: tuple[Said, ...]
    curl: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """Operations that belong together."""

    name: str
    title: str
    operations: tuple[Operation, ...]


def chapters(document: Mapping[str, Any]) -> tuple[Chapter, ...]:
    """Read a document."""
    every = tuple(operations(document))
    return tuple(
        Chapter(tag["name"], tag["description"], tuple(op for name, op in every if name == tag["name"]))
        for tag in document["tags"]
    )


def operations(document: Mapping[str, Any]) -> Iterator[tuple[str, Operation]]:
    """Every operation with the name of its chapter."""
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield item[method]["tags"][0], operation(document, path, method, item[method])


def operation(document: Mapping[str, Any], path: str, method: str, said: Mapping[str, Any]) -> Operation:
    """One operation."""
    answers = tuple(
        answer(document, status, resolved(document, a)) for status, a in sorted(said["responses"].items())
    )
    return Operation(
        method=method.upper(),
        path=path,
        anchor=f"{method}{path.replace('/', '-').replace('{', '').replace('}', '')}",
        summary=said.get("summary", ""),
        description=said.get("description", ""),
        scopes=tuple(scope for need in said.get("security", ()) for scope in need.get("dpop", ())),
        parameters=tuple(parameter(document, p) for p in said.get("parameters", ())),
        body=body(document, said["requestBody"]) if "requestBody" in said else None,
        answers=tuple(a for a in answers if a.media_type != MEDIA_TYPE),
        problems=tuple(a for a in answers if a.media_type == MEDIA_TYPE),
        curl=curl(document, path, method, said),
    )


def parameter(document: Mapping[str, Any], said: Mapping[str, Any]) -> Row:
    """A parameter of path, query or header."""
    found = resolved(document, said)
    row = next(rows(document, {"properties": {found["name"]: found["schema"]}}))
    return Row(
        0,
        f"{found['name']}",
        row.type,
        found.get("required", False),
        found.get("description", row.description),
        row.values,
    )


def body(document: Mapping[str, Any], said: Mapping[str, Any]) -> Said:
    """The body of a request."""
    media_type, content = next(iter(said["content"].items()))
    return Said("", "", media_type, tuple(rows(document, content["schema"])))


def answer(document: Mapping[str, Any], status: str, said: Mapping[str, Any]) -> Said:
    """An answer."""
    contents: Sequence[tuple[str, Any]] = list(said.get("content", {}).items())
    if not contents:
        return Said(status, said["description"], "", ())
    media_type, content = contents[0]
    return Said(status, said["description"], media_type, tuple(rows(document, content.get("schema", {}))))
