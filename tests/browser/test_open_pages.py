"""Pages that need nobody to sign in: what the authority is, and its API."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Opened
from tests.browser.holder import WAYS, Way

ENGLISH = [way for way in WAYS if way.language == "en"]  # what developers read is in English alone


@pytest.mark.parametrize("path", ["/", "/docs"])
@pytest.mark.parametrize("way", ENGLISH, ids=str)
def test_is_open_to_everybody(visitor: Opened, way: Way, path: str) -> None:
    assert visitor(way).holder.open(path).path == path
