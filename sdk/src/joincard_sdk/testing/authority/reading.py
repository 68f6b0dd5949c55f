"""Bodies of requests: strict JSON, and no member that is not named."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from joincard_sdk.testing.authority.problems import Declined
from joincard_sdk.testing.authority.serving import LARGEST, Request

DEPTH = 16
MOST_FACTS = 64
KEY = re.compile(r"[\x21-\x7e]{1,255}")
QUOTED = re.compile(r'"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"')

Check = Callable[[object], str]
"""Gives the sentence that says what is allowed, or nothing for a value that is."""


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a JSON object; ``inside`` are the members of an object within."""

    check: Check
    required: bool = False
    inside: Mapping[str, Member] = field(default_factory=dict)


def json_object(request: Request) -> dict[str, Any]:
    """The object in a body; an empty body is an empty object. Raises ``Declined``."""
    body, kind = request.body, request.headers.get("content-type", "")
    if body is None:
        raise Declined("request.too-large", f"The body may have {LARGEST} bytes at most.")
    if not body and not kind:
        return {}
    if kind.partition(";")[0].strip().lower() != "application/json" or "content-encoding" in request.headers:
        raise Declined(
            "request.media-type", "The body must be of type application/json, without a Content-Encoding."
        )
    return strict(body)


def strict(body: bytes) -> dict[str, Any]:
    """One JSON object of which no name occurs twice. Raises ``Declined``."""
    try:
        value = json.loads(body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise Declined("request.not-json", f"The body is not strict JSON in UTF-8: {error}.") from None
    if not isinstance(value, dict) or _deeper_than(value, DEPTH):
        raise Declined("request.not-json", f"The body is one JSON object, at most {DEPTH} levels deep.")
    return value


def held_to(told: Mapping[str, Any], members: Mapping[str, Member]) -> None:
    """Raise ``Declined`` with every fault and its place (a JSON Pointer, RFC 6901)."""
    if found := list(faults(told, members)):
        sentence = " ".join(f"{part['pointer']}: {part['detail']}" for part in found[:3])
        raise Declined("request.invalid", sentence, parts=found[:20])


def faults(told: object, members: Mapping[str, Member], where: str = "") -> Iterator[dict[str, str]]:
    """What is missing, unknown or wrong."""
    if not isinstance(told, Mapping):
        yield {"pointer": where, "detail": "It must be a JSON object."}
        return
    for name in told.keys() - members.keys():
        allowed = ", ".join(sorted(members)) or "none"
        yield {
            "pointer": f"{where}/{name[:60]}",
            "detail": f"There is no such member. Allowed: {allowed}.",
        }
    for name, member in members.items():
        pointer = f"{where}/{name}"
        if name not in told:
            if member.required:
                yield {"pointer": pointer, "detail": "It is missing."}
        elif member.inside:
            yield from faults(told[name], member.inside, pointer)
        elif sentence := member.check(told[name]):
            yield {"pointer": pointer, "detail": sentence}


def key_of(request: Request) -> str:
    """The Idempotency-Key, in its quoted or its bare form. Raises ``Declined`` when there is none."""
    sent = request.headers.get("idempotency-key")
    if sent is None:
        raise Declined(
            "idempotency.missing",
            "This request needs an Idempotency-Key header: a new one for each new request.",
        )
    quoted = QUOTED.fullmatch(sent)
    return re.sub(r'\\(["\\])', r"\1", quoted[1]) if quoted else sent


def check_key(key: str) -> None:
    """Raise ``Declined`` for a key that is malformed."""
    if not KEY.fullmatch(key):
        raise Declined(
            "idempotency.malformed", "An Idempotency-Key has from 1 to 255 visible ASCII characters."
        )


def form(pattern: str, sentence: str) -> Check:
    """A text that matches from its beginning to its end."""
    compiled = re.compile(pattern, re.ASCII)
    return lambda value: "" if isinstance(value, str) and compiled.fullmatch(value) else sentence


def text(least: int, most: int) -> Check:
    """A text of so many characters."""
    sentence = f"A text of {least} to {most} characters."
    return lambda value: "" if isinstance(value, str) and least <= len(value) <= most else sentence


def scalar(value: object) -> str:
    """A text, a number or a truth value."""
    return "" if isinstance(value, str | int | float | bool) else "A text, a number, true or false."


def some_facts(value: object) -> str:
    """Facts by name."""
    if not isinstance(value, Mapping) or any(len(name) > 200 or scalar(value[name]) for name in value):
        return "A JSON object of texts, numbers, true and false."
    return f"At most {MOST_FACTS} facts." if len(value) > MOST_FACTS else ""


CITY = form("[0-9]{6}", "A code of six digits.")
VERIFICATION: Mapping[str, Member] = {
    "service": Member(
        form(r"(?=.{1,160}$)[a-z0-9_]+(\.[a-z0-9_]+){1,3}", "A code such as sector.group.name."), True
    ),
    "city": Member(CITY, True),
    "presentation": Member(scalar, True, {"region": Member(CITY, True), "number": Member(text(6, 40), True)}),
    "facts": Member(some_facts),
    "use": Member(
        scalar, False, {"basis": Member(scalar), "units": Member(scalar), "stay": Member(text(1, 64))}
    ),
}
MOVES: Mapping[str, Mapping[str, Member]] = {
    "cancel": {"reason": Member(text(1, 500))},
    "settle": {"price": Member(form(r"[0-9]{1,13}(\.[0-9]{1,2})?", 'Yuan, such as "12.50".'), True)},
    "close": {},
}


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("a name occurs twice in one object")
    return dict(pairs)


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")


def _deeper_than(value: object, levels: int) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return levels < 0 or any(_deeper_than(v, levels - 1) for v in inner if isinstance(v, dict | list))
