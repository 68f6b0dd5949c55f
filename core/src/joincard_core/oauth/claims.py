"""Registered claims (RFC 7519 section 4.1) read from what a stranger signed: typed, bounded, or absent."""

from __future__ import annotations

import math
from collections.abc import Mapping

LONGEST = 512


def text(claims: Mapping[str, object], name: str) -> str | None:
    """A text of 1 to 512 characters, or ``None`` when there is none of that form."""
    value = claims.get(name)
    return value if isinstance(value, str) and 0 < len(value) <= LONGEST else None


def seconds(claims: Mapping[str, object], name: str) -> float | None:
    """A NumericDate in seconds since 1970, or ``None``; fractions are allowed, infinity is not."""
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if -(2.0**53) < value < 2.0**53 and math.isfinite(value) else None


def sole_audience(claims: Mapping[str, object]) -> str | None:
    """The one audience: a text, or a list of exactly one text (RFC 7519 section 4.1.3)."""
    aud = claims.get("aud")
    if isinstance(aud, list) and len(aud) == 1:
        aud = aud[0]
    return aud if isinstance(aud, str) else None
