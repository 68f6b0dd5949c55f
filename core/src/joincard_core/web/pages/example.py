"""A command that can be tried, for each operation: made from the examples of the schemas."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from joincard_core.web.pages.shape import plain, resolved

FORM = "application/x-www-form-urlencoded"
STAND_INS = {"Idempotency-Key": "$(uuidgen)", "DPoP": "$PROOF", "client_assertion": "$ASSERTION"}


def curl(document: Mapping[str, Any], path: str, method: str, said: Mapping[str, Any]) -> str:
    """The command, one option per line."""
    address = document["servers"][0]["url"] + path.replace("{id}", "$ID")
    return " \\\n  ".join([f'curl "{address}"', *options(document, method, said)])


def options(document: Mapping[str, Any], method: str, said: Mapping[str, Any]) -> Iterator[str]:
    """Headers and body."""
    if method != "get" and "requestBody" not in said:
        yield f"-X {method.upper()}"
    if said.get("security"):
        yield '-H "Authorization: DPoP $TOKEN" -H "DPoP: $PROOF"'
    for parameter in said.get("parameters", ()):
        found = resolved(document, parameter)
        if found["in"] == "header" and found.get("required"):
            yield f'-H "{found["name"]}: {STAND_INS.get(found["name"], "")}"'
    if "requestBody" in said:
        yield from sent(document, said["requestBody"]["content"])


def sent(document: Mapping[str, Any], content: Mapping[str, Any]) -> Iterator[str]:
    """The body of the request."""
    media_type, body = next(iter(content.items()))
    schema = plain(document, body["schema"])
    if media_type == FORM:
        for name in schema.get("required", ()):
            value = schema["properties"][name].get("enum", [STAND_INS.get(name, "")])[0]
            yield f'--data-urlencode "{name}={value}"'
        return
    yield "-H 'Content-Type: application/json'"
    written = json.dumps(example(document, schema), ensure_ascii=False, indent=2)
    yield f"-d '{written}'"


def example(document: Mapping[str, Any], schema: Mapping[str, Any]) -> dict[str, Any]:
    """An object made of the examples of its required members."""
    made: dict[str, Any] = {}
    for name, described in schema.get("properties", {}).items():
        if name not in schema.get("required", ()):
            continue
        member = plain(document, described)
        made[name] = (
            example(document, member) if "properties" in member else member.get("examples", ["12.50"])[0]
        )
    return made
