"""Facts that a plugin declares itself: what the provider's own system knows."""

import re
from dataclasses import dataclass

from joincard_sdk.texts import Text
from joincard_sdk.values.model import Fact, FactType, Origin

_LOCAL = re.compile(r"[a-z][a-z_]{0,39}")
_PLUGIN = re.compile(r"[a-z][a-z_]*\.[a-z][a-z_]*\.[a-z][a-z_]*")


@dataclass(frozen=True, slots=True)
class RecordFact:
    """A declaration: ``name`` is short and local; ``labels`` has a word for each value of an enum.

    For a bool ``labels`` has a clause for ``yes`` and one for ``no``.
    """

    name: str
    type: FactType
    label: Text
    description: str
    values: tuple[str, ...] = ()
    unit: str = ""
    labels: tuple[tuple[str, Text], ...] = ()

    def __post_init__(self) -> None:
        if not _LOCAL.fullmatch(self.name):
            raise ValueError(f"{self.name!r} is not a local name: write lower-case letters and underscores")
        if (self.type is FactType.ENUM) != bool(self.values):
            raise ValueError(f"{self.name}: an enum, and only an enum, lists its values")


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """The namespace of one plugin: ``record.<publisher>.<sector>.<slug>.``; two plugins cannot collide."""

    plugin: str

    def __post_init__(self) -> None:
        if not _PLUGIN.fullmatch(self.plugin):
            raise ValueError(f"{self.plugin!r} is not a plugin id publisher.sector.slug")

    def full_name(self, local: str) -> str:
        """The name used in rules and requests."""
        return f"record.{self.plugin}.{local}"

    def fact(self, declared: RecordFact) -> Fact:
        """The registry entry of a declaration."""
        return Fact(
            name=self.full_name(declared.name),
            type=declared.type,
            origin=Origin.PROVIDER,
            label=declared.label,
            description=declared.description,
            values=declared.values,
            unit=declared.unit,
            value_labels=declared.labels,
        )
