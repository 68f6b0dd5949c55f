"""The fact registry: the SDK's vocabulary, and the vocabulary with a plugin's own record facts."""

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from types import MappingProxyType

from joincard_sdk.texts import Text
from joincard_sdk.values.errors import UnknownFact
from joincard_sdk.values.model import Fact, FactType, Motion, Origin
from joincard_sdk.values.reading import Reader, reader


@dataclass(frozen=True, slots=True)
class FactRegistry(Mapping[str, Fact]):
    """Facts by name, in the order of the vocabulary. ``registry[name]`` raises ``UnknownFact``."""

    version: str
    entries: Mapping[str, Fact]
    readers: Mapping[str, Reader] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        readers = {name: reader(fact) for name, fact in self.entries.items()}
        object.__setattr__(self, "readers", MappingProxyType(readers))

    def __getitem__(self, name: str) -> Fact:
        try:
            return self.entries[name]
        except KeyError:
            raise self.unknown(name) from None

    def get(self, name: str, default: object = None) -> Fact | None:  # type: ignore[override]  # None is all we need
        """The fact of this name, or None."""
        return self.entries.get(name)

    def __contains__(self, name: object) -> bool:
        return name in self.entries

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def unknown(self, name: str) -> UnknownFact:
        """The error for a name that is not here, with its neighbours."""
        owner = name.split(".")[0]
        near = [known for known in self.entries if known.split(".")[0] == owner]
        hint = (
            f"known facts of {owner!r}: {', '.join(near)}" if near else f"facts begin with {self._owners()}"
        )
        message = f"{name[:80]!r} is not a fact of the registry {self.version}; {hint}"
        return UnknownFact(name[:80], message)

    def _owners(self) -> str:
        return ", ".join(dict.fromkeys(known.split(".")[0] for known in self.entries))

    def with_records(self, records: Iterable[Fact]) -> "FactRegistry":
        """This registry with a plugin's own record facts. Raises ``ValueError`` for a name taken."""
        added = dict(self.entries)
        for fact in records:
            if fact.name in added:
                raise ValueError(f"the fact {fact.name!r} is declared twice")
            added[fact.name] = fact
        return FactRegistry(self.version, MappingProxyType(added))

    @property
    def digest(self) -> str:
        """SHA-256 over name, type, values and origin of every fact: what a decision depends on."""
        lines = (f"{f.name}|{f.type}|{'|'.join(f.values)}|{f.origin}\n" for f in self.entries.values())
        return "sha256:" + hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()


def _value_labels() -> dict[str, list[tuple[str, Text]]]:
    labels: dict[str, list[tuple[str, Text]]] = {}
    lines = files(__package__).joinpath("labels.csv").read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(lines):
        labels.setdefault(row["fact"], []).append((row["value"], Text(en=row["en"], zh=row["zh"])))
    return labels


def _read() -> dict[str, Fact]:
    labels = _value_labels()
    lines = files(__package__).joinpath("vocabulary.csv").read_text(encoding="utf-8").splitlines()
    return {
        row["name"]: Fact(
            name=row["name"],
            type=FactType(row["type"]),
            origin=Origin(row["origin"]),
            label=Text(en=row["label_en"], zh=row["label_zh"]),
            description=row["description"],
            values=tuple(row["values"].split("|")) if row["type"] == "enum" else (),
            unit=row["values"] if row["type"] in ("int", "decimal") else "",
            element=None if row["data_element"] == "-" else row["data_element"],
            motion=Motion(row["motion"]),
            value_labels=tuple(labels.get(row["name"], ())),
        )
        for row in csv.DictReader(lines)
    }


#: The first version of the registry: 103 facts.
VOCABULARY = FactRegistry("1.0.0", MappingProxyType(_read()))
