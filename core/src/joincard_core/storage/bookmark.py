"""A bookmark in a list that is sorted by time, the newest first: where its next page begins.

Several tables can be read from one bookmark, and their pages merged into one list without a gap or a repeat.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, and_, bindparam, or_

WRITTEN = re.compile(r"([0-9]{1,18})-([A-Za-z0-9_-]{1,64})")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """Right after the row ``id`` of the moment ``at``. Rows of one moment are in the order of their ids."""

    at: datetime
    id: str

    def __str__(self) -> str:
        """As an address carries it: microseconds since 1970 and the id."""
        return f"{(self.at - EPOCH) // MICROSECOND}-{self.id}"

    @classmethod
    def parse(cls, text: str) -> Bookmark | None:
        """What ``str`` wrote; ``None`` for every other text."""
        found = WRITTEN.fullmatch(text)
        if found is None:
            return None
        try:
            return cls(EPOCH + int(found[1]) * MICROSECOND, found[2])
        except OverflowError:
            return None

    def bound(self) -> dict[str, object]:
        """The values for ``after``."""
        return {"at": self.at, "after": self.id}


def after(at: ColumnElement[datetime], row_id: ColumnElement[str]) -> ColumnElement[bool]:
    """The condition for rows that come after a bookmark, newest first; its values are ``bound()``."""
    return or_(at < bindparam("at"), and_(at == bindparam("at"), row_id > bindparam("after")))
