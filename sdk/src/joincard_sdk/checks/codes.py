"""Every code of a finding: what findings, ``joincard explain`` and the reference are made from."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from types import MappingProxyType

from joincard_sdk.checks.code import Code, Level
from joincard_sdk.checks.tables import fees, offers, review, sources, values

#: Every code of a finding, in the order of the reference page.
CODES: Mapping[str, Code] = MappingProxyType(
    {row.code: row for table in (sources, offers, values, fees, review) for row in table.ROWS}
)


def level_of(code: str) -> Level:
    """Whether a finding with this code stops a build; a code outside the table does."""
    return CODES[code].level if code in CODES else "error"


def near(code: str) -> tuple[str, ...]:
    """Codes that look like this one, the nearest first; of a family alone, all of it."""
    family = tuple(known for known in CODES if known.startswith(f"{code.rstrip('.')}."))
    if family:
        return family
    ending = code.rpartition(".")[2]
    inside = [known for known in CODES if ending and ending in known]
    return tuple(dict.fromkeys([*difflib.get_close_matches(code, CODES, 5, 0.6), *inside]))[:8]
