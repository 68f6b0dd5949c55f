"""Reading JSON that strangers wrote: every member known, every type as the format says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from joincard_sdk.bundle.errors import BundleError
from joincard_sdk.texts import Text

T = TypeVar("T")


def members(written: object, where: str, **types: type | tuple[type, ...]) -> dict[str, Any]:
    """The object ``written`` with exactly these members of these types. Raises ``BundleError``."""
    if not isinstance(written, dict):
        raise BundleError("bundle.format", f"{where} is a JSON object.")
    if set(written) != set(types):
        odd = sorted(set(written) ^ set(types))
        raise BundleError(
            "bundle.format",
            f"{where} has exactly the members {', '.join(sorted(types))}; see {str(odd[0])[:80]!r}.",
        )
    for name, wanted in types.items():
        if type(written[name]) not in (wanted if isinstance(wanted, tuple) else (wanted,)):
            raise BundleError("bundle.format", f"{where}.{name} is of another type than the format says.")
    return written


def each(listed: list[Any], where: str, most: int, read: Callable[[Any, str], T]) -> tuple[T, ...]:
    """Every item read, with its place for messages. Raises ``BundleError``, also past ``most`` items."""
    if len(listed) > most:
        raise BundleError(
            "bundle.too-large", f"{where} holds {len(listed)} items; at most {most} are allowed."
        )
    return tuple(read(item, f"{where}[{place}]") for place, item in enumerate(listed))


def text(written: object, where: str) -> Text:
    """A text in both languages. Raises ``BundleError``."""
    return valid(where, lambda: Text.from_json(written))


def texts(written: Mapping[str, object], where: str) -> dict[str, Text]:
    """Texts by name. Raises ``BundleError``."""
    return {name: text(value, f"{where}.{name}") for name, value in written.items()}


def valid(where: str, read: Callable[[], T]) -> T:
    """What ``read`` returns; an error of the values it builds becomes a ``BundleError`` that says where."""
    try:
        return read()
    except BundleError:
        raise
    except (ValueError, TypeError) as error:
        raise BundleError("bundle.invalid", f"{where}: {error}") from error


def once(names: list[str], what: str) -> None:
    """Raise ``BundleError`` for a name that stands twice."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise BundleError("bundle.duplicate", f"The {what} {name!r} stands twice.")
        seen.add(name)
