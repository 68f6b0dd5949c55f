"""Named sets of cities.

A rule that names a set is bound to one version of it: name, version and digest.
A city that joins later makes a new version, so no past decision changes.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from joincard_sdk.places.cities import CITIES


@dataclass(frozen=True, slots=True)
class CitySet:
    """A named, versioned set of six-digit city codes; ``digest`` is over the sorted members."""

    name: str
    version: int
    members: frozenset[str]
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        content = json.dumps([self.name, self.version, sorted(self.members)], separators=(",", ":"))
        object.__setattr__(self, "digest", "sha256:" + hashlib.sha256(content.encode()).hexdigest())

    def __hash__(self) -> int:
        return hash(self.digest)

    def __contains__(self, code: object) -> bool:
        return code in self.members

    def to_json(self) -> dict[str, object]:
        """The reference a signed rule carries: ``{"set", "version", "digest"}``."""
        return {"set": self.name, "version": self.version, "digest": self.digest}


YANGTZE_41 = CitySet("yangtze_41", 1, frozenset(c.code for c in CITIES.values() if c.in_yangtze_41))
TRANSIT_336 = CitySet("transit_336", 1, frozenset(c.code for c in CITIES.values() if c.in_transit_336))
NATIONWIDE = CitySet("nationwide", 1, frozenset(CITIES))

#: Every set this version of the SDK knows, by name.
NAMED_SETS: Mapping[str, CitySet] = MappingProxyType(
    {s.name: s for s in (YANGTZE_41, TRANSIT_336, NATIONWIDE)}
)


def named_set(reference: object, known: Mapping[str, CitySet] | None = None) -> CitySet:
    """The set that a reference ``{"set", "version", "digest"}`` binds.

    ``known`` maps digests to the sets that came with a bundle; the SDK's own sets are always known.
    Raises ``ValueError`` when no known set has that name, version and digest.
    """
    if not isinstance(reference, dict) or set(reference) != {"set", "version", "digest"}:
        raise ValueError('a set of cities is written {"set", "version", "digest"}')
    candidates = [*(known or {}).values(), *NAMED_SETS.values()]
    for cities in candidates:
        if cities.to_json() == reference:
            return cities
    names = ", ".join(sorted({f"{c.name} version {c.version}" for c in candidates}))
    raise ValueError(f"no known set of cities matches {reference.get('set')!r}; known: {names}")
