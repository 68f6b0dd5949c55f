"""The plugin contract's version, apart from the versions of the packages.

A minor adds; a major takes away or changes a meaning. A bundle of an older minor is data and stays valid.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

_COMPARISON = re.compile(r"\s*(>=|<|==)\s*(\d{1,4})(?:\.(\d{1,4}))?\s*")


@dataclass(frozen=True, slots=True, order=True)
class ContractVersion:
    """``major.minor``."""

    major: int
    minor: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``1.0``. Raises ``ValueError``."""
        match = re.fullmatch(r"(\d{1,4})\.(\d{1,4})", text, re.ASCII)
        if not match:
            raise ValueError(f"{text!r} is not a contract version; write it like 1.0")
        return cls(int(match.group(1)), int(match.group(2)))


#: The contract that this SDK builds for.
CONTRACT = ContractVersion(1, 0)


@dataclass(frozen=True, slots=True)
class ContractRange:
    """Contract versions a plugin works with, such as ``>=1.0,<2``."""

    text: str
    bounds: tuple[tuple[str, ContractVersion], ...]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read comparisons ``>=``, ``<`` and ``==`` joined by commas. Raises ``ValueError``."""
        bounds = []
        for part in text.split(","):
            match = _COMPARISON.fullmatch(part)
            if not match:
                raise ValueError(f"{part.strip()!r} is not a comparison of contract versions")
            op, major, minor = match.groups()
            bounds.append((op, ContractVersion(int(major), int(minor or 0))))
        return cls(text, tuple(bounds))

    def __contains__(self, version: object) -> bool:
        return isinstance(version, ContractVersion) and all(
            _holds(version, op, bound) for op, bound in self.bounds
        )


def _holds(version: ContractVersion, op: str, bound: ContractVersion) -> bool:
    if op == ">=":
        return version >= bound
    return version < bound if op == "<" else version == bound
