"""What a plugin says of itself, as values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Self

from joincard_sdk.bundle.contract import ContractRange
from joincard_sdk.checks.finding import Finding
from joincard_sdk.texts import Text

LOCALES = ("en", "zh")
NAME = re.compile(r"[a-z][a-z_]{0,39}")


class ManifestError(ValueError):
    """A manifest cannot be used; ``findings`` tells every mistake in it."""

    code = "manifest.invalid"

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(str(f) for f in findings))
        self.findings = findings


@dataclass(frozen=True, slots=True)
class PluginId:
    """``publisher.sector.slug``: three names of small letters and underscores."""

    publisher: str
    sector: str
    slug: str

    def __str__(self) -> str:
        return f"{self.publisher}.{self.sector}.{self.slug}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an id. Raises ``ValueError``."""
        parts = text.split(".")
        if len(parts) != 3 or not all(NAME.fullmatch(part) for part in parts):
            raise ValueError(f"{text!r} is not a plugin id")
        return cls(*parts)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a plugin says of itself. ``purposes`` maps a short name to the sentence that a holder reads."""

    id: PluginId
    version: str
    contract: ContractRange
    name: Text
    description: Text
    locales: tuple[str, ...] = LOCALES
    facts: tuple[str, ...] = ()
    purposes: Mapping[str, Text] = field(default_factory=lambda: MappingProxyType({}))
