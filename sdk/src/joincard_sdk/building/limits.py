"""What one build may use. Generous for a plugin of thousands of services, short for an endless loop."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BuildLimits:
    """Seconds of wall clock, bytes of address space, of result, and of what the plugin prints."""

    seconds: float = 60.0
    memory: int = 2 * 1024**3
    result: int = 16 * 1024**2
    printed: int = 1024**2
