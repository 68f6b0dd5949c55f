"""Members of a JSON answer, read with their types.

Each reader raises ``UnexpectedAnswer`` naming the member.
"""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import NoReturn, TypeVar

from joincard_sdk.client.errors import UnexpectedAnswer
from joincard_sdk.client.wire import Answer
from joincard_sdk.money import Money, MoneyError, yuan
from joincard_sdk.texts import Text, TextError

LARGEST_INT = 2**53 - 1

T = TypeVar("T")


class Members:
    """A JSON object. ``where`` is its place in the answer, for errors: they name members, never values."""

    def __init__(self, raw: object, where: str = "the answer", status: int | None = None) -> None:
        self._where = where
        self._status = status
        if not isinstance(raw, dict):
            raise UnexpectedAnswer(f"{where} is not a JSON object.", status)
        self._raw: dict[str, object] = raw

    @classmethod
    def of(cls, answer: Answer) -> "Members":
        """The object that is the whole body of an answer."""
        return cls(parsed(answer), status=answer.status)

    def has(self, name: str) -> bool:
        """Whether the member is there and not null."""
        return self._raw.get(name) is not None

    def text(self, name: str) -> str:
        """A string that is not empty."""
        value = self._raw.get(name)
        return value if isinstance(value, str) and value else self._wrong(name, "a string")

    def maybe_text(self, name: str) -> str | None:
        """A string, or None when it is null or absent."""
        return self.text(name) if self.has(name) else None

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str:
        """One of the listed strings."""
        value = self.text(name)
        return value if value in allowed else self._wrong(name, f"one of {', '.join(allowed)}")

    def day(self, name: str) -> date:
        """A date YYYY-MM-DD."""
        try:
            return date.fromisoformat(self.text(name))
        except ValueError:
            self._wrong(name, "a date")

    def clock_time(self, name: str) -> time:
        """A time of day HH:MM."""
        try:
            return time.fromisoformat(self.text(name))
        except ValueError:
            self._wrong(name, "a time of day")

    def whole(self, name: str) -> int:
        """An integer from 0 to the largest that every JSON reader keeps exact."""
        value = self._raw.get(name)
        if type(value) is int and 0 <= value <= LARGEST_INT:
            return value
        return self._wrong(name, "a whole number")

    def truth(self, name: str) -> bool:
        """True or false."""
        value = self._raw.get(name)
        return value if isinstance(value, bool) else self._wrong(name, "true or false")

    def moment(self, name: str) -> datetime:
        """A time with its zone (RFC 3339)."""
        try:
            moment = datetime.fromisoformat(self.text(name))
        except ValueError:
            self._wrong(name, "a time")
        return moment if moment.tzinfo else self._wrong(name, "a time with its zone")

    def epoch(self, name: str) -> datetime:
        """A time in seconds since 1970, as tokens write it."""
        try:
            return datetime.fromtimestamp(self.whole(name), UTC)
        except (ValueError, OverflowError, OSError):
            self._wrong(name, "a time")

    def money(self, name: str, currency: str = "CNY") -> Money:
        """An amount in yuan, written as a string."""
        try:
            return Money(yuan(self.text(name)).minor, currency)
        except MoneyError:
            self._wrong(name, 'an amount such as "20.00"')

    def maybe_money(self, name: str, currency: str = "CNY") -> Money | None:
        """An amount, or None when it is null or absent."""
        return self.money(name, currency) if self.has(name) else None

    def both(self, name: str) -> Text:
        """A text in both languages."""
        try:
            return Text.from_json(self._raw.get(name))
        except TextError:
            self._wrong(name, 'an object with "en" and "zh"')

    def all_both(self, name: str) -> tuple[Text, ...]:
        """A list of texts in both languages; empty when null or absent."""
        try:
            return tuple(Text.from_json(item) for item in self._list(name))
        except TextError:
            self._wrong(name, 'a list of objects with "en" and "zh"')

    def within(self, name: str) -> "Members":
        """An object within this one."""
        return Members(self._raw.get(name), f"{name} of {self._where}", self._status)

    def mapping(self, name: str) -> dict[str, object]:
        """An object as it is; empty when null or absent."""
        value = self._raw.get(name)
        if value is None:
            return {}
        return dict(value) if isinstance(value, dict) else self._wrong(name, "an object")

    def each(self, name: str, read: Callable[["Members"], T]) -> tuple[T, ...]:
        """Each object of a list, read by ``read``."""
        place = f"{name} of {self._where}"
        return tuple(
            read(Members(item, f"number {number} of {place}", self._status))
            for number, item in enumerate(self._list(name), start=1)
        )

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of strings; empty when null or absent."""
        items = self._list(name)
        if not all(isinstance(item, str) for item in items):
            self._wrong(name, "a list of strings")
        return tuple(str(item) for item in items)

    def _list(self, name: str) -> list[object]:
        value = self._raw.get(name)
        if value is None:
            return []
        return value if isinstance(value, list) else self._wrong(name, "a list")

    def _wrong(self, name: str, wanted: str) -> NoReturn:
        raise UnexpectedAnswer(f"{name} of {self._where} is not {wanted}.", self._status)


def parsed(answer: Answer) -> object:
    """The JSON value of an answer's body. Raises ``UnexpectedAnswer``, never quoting the body."""
    kind = answer.media_type
    if answer.cut:
        raise UnexpectedAnswer(f"The answer cannot be taken: {answer.cut}.", answer.status)
    if kind != "application/json" and not kind.endswith("+json"):
        raise UnexpectedAnswer(
            f"The answer ({answer.status}) is {kind or 'of no type'}, not JSON.", answer.status
        )
    try:
        return json.loads(answer.body, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise UnexpectedAnswer(f"The answer ({answer.status}) is not valid JSON.", answer.status) from None


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
