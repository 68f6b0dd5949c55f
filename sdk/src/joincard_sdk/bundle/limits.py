"""What a bundle may measure. A bundle is signed, yet whoever signed it may have made a mistake."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds when a bundle is loaded; the 58 services of healthcare use about a twentieth of them."""

    octets: int = 8 * 1024**2
    services: int = 2_000
    examples: int = 20_000
    facts: int = 200
    sets: int = 50
    members: int = 5_000  # cities in one set


LIMITS = Limits()
