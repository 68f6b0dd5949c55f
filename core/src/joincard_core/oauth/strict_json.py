"""JSON objects read without leniency (RFC 8259; RFC 7515 section 5.2 asks it of token headers).

Python's reader takes the last of two equal names, and NaN. Two readers that differ there are two readers
that can be played against each other, so both are refused.
"""

from __future__ import annotations

import json
from typing import NoReturn, cast

DEPTH = 16


class NotStrict(ValueError):
    """The bytes are not one plain JSON object; the message says why and echoes nothing."""


def read_object(raw: bytes) -> dict[str, object]:
    """The object that ``raw`` spells in UTF-8. Raises ``NotStrict``."""
    value = _value(raw)
    if not isinstance(value, dict):
        raise NotStrict("The outermost value must be an object.")
    return value


def read_array(raw: bytes) -> list[object]:
    """The array that ``raw`` spells in UTF-8. Raises ``NotStrict``."""
    value = _value(raw)
    if not isinstance(value, list):
        raise NotStrict("The outermost value must be an array.")
    return value


def _value(raw: bytes) -> object:
    try:
        value = json.loads(raw.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_no_constant)
    except NotStrict:
        raise
    except UnicodeDecodeError:
        raise NotStrict("The text is not UTF-8.") from None
    except json.JSONDecodeError as error:
        raise NotStrict(f"Not JSON at line {error.lineno}, column {error.colno}: {error.msg}.") from None
    except (
        ValueError,
        RecursionError,
    ):  # an integer of thousands of digits; nested past what the reader can hold
        raise NotStrict("A number is too long or the nesting too deep.") from None
    if _deeper_than(value, DEPTH):
        raise NotStrict(f"Nested deeper than {DEPTH} levels.")
    return cast(object, value)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotStrict("A name occurs twice in one object.")
    return found


def _no_constant(_: str) -> NoReturn:
    raise NotStrict("NaN and Infinity are not JSON.")


def _deeper_than(value: object, levels: int) -> bool:
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return levels < 0 or any(
        _deeper_than(child, levels - 1) for child in children if isinstance(child, dict | list)
    )
