"""Where in the author's source a finding belongs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from joincard_sdk.checks.finding import Finding

Place = tuple[str, int]


def _none() -> Mapping[str, Place]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Places:
    """Files and lines of services by code, of examples by ``example_key``, and of hooks by name.

    Without them findings carry no place: of a bundle alone nobody knows its source.
    """

    services: Mapping[str, Place] = field(default_factory=_none)
    examples: Mapping[str, Place] = field(default_factory=_none)
    hooks: Mapping[str, Place] = field(default_factory=_none)

    def placed(self, finding: Finding, because: str = "") -> Finding:
        """The finding at the example that gives this reason, else at its service, else at its hook."""
        example = self.examples.get(example_key(finding.service, because)) if because else None
        place = example or self.services.get(finding.service) or self.hooks.get(finding.hook)
        return finding.at(*place) if place else finding


def example_key(service: str, because: str) -> str:
    """What an example is found by: nearly always one, and near enough where it is two."""
    return f"{service} {because}"
