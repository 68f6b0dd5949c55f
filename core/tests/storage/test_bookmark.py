"""A bookmark: written into an address, read again, and never a failure."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_core.storage import Bookmark

MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(9000, 1, 1), timezones=st.just(UTC))


@given(MOMENTS, st.from_regex(r"[A-Za-z0-9_-]{1,64}", fullmatch=True))
def test_is_read_as_it_was_written(at: datetime, row_id: str) -> None:
    assert Bookmark.parse(str(Bookmark(at, row_id))) == Bookmark(at, row_id)


@given(st.text(max_size=100))
def test_is_none_or_reads_back_for_every_text(text: str) -> None:
    found = Bookmark.parse(text)
    assert found is None or Bookmark.parse(str(found)) == found


@pytest.mark.parametrize(
    "text", ["", "1", "1-", "-a", "1-a b", "1-\0", f"{'9' * 19}-a", f"{'9' * 18}-a", "٣-a"]
)
def test_is_none_for_what_it_never_wrote(text: str) -> None:
    assert Bookmark.parse(text) is None
