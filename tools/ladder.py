"""The ladder of imports: who may import whom, and who does not keep to it.

Doors call stories, stories join nouns, nouns stand on the floor. A room that has no rung
is reported, so a new room begins with a line here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from tools.documented import listed
from tools.tree import CORE, SDK, Import, Module, room_of

LADDER: tuple[frozenset[str], ...] = (
    frozenset({"cli", "wsgi"}),
    frozenset({"bootstrap"}),
    frozenset({"web"}),
    frozenset({"verification", "issuance", "revocation", "publication", "signing_in", "holding", "telling"}),
    frozenset({"people", "cards", "applications", "credentials", "registry", "catalogue", "oauth"}),
    frozenset({"audit"}),
    frozenset({"keys"}),  # signing keys and people's keys lie in the database, wrapped
    frozenset({"storage"}),
    frozenset({"mailing"}),
    frozenset({"settings", "clock"}),
    frozenset({"errors"}),  # the floor itself: a setting and a clock can be wrong, too
)


def wrong_direction(distributions: Mapping[str, tuple[Module, ...]]) -> Iterator[str]:
    """Imports against ``plugins -> sdk <- core``."""
    for name, modules in distributions.items():
        for module, imported in ours(modules):
            target = imported.module.partition(".")[0]
            if target not in (name, SDK):
                yield f"{module.at(imported.line)}: {name} may not import {target}"


def relative(modules: Iterable[Module]) -> Iterator[str]:
    """Imports that are not by full name."""
    for module in modules:
        for imported in module.imports():
            if imported.level:
                yield f"{module.at(imported.line)}: import by full name"


def off_the_ladder(modules: Iterable[Module]) -> Iterator[str]:
    """Rooms of the core without a rung, and imports of a neighbour or of something higher."""
    rungs = {room: height for height, rung in enumerate(LADDER) for room in rung}
    for module in modules:
        if module.room and module.room not in rungs:
            yield f"{module.at(1)}: the room {module.room} has no rung in tools/ladder.py"
    for module, imported, room in between_rooms(modules, CORE):
        if rungs.get(module.room, -1) >= rungs.get(room, len(LADDER)):
            yield f"{module.at(imported.line)}: {module.room} may not import {room}"


def past_the_door(modules: Iterable[Module]) -> Iterator[str]:
    """Imports from another room of the core of what its ``__init__`` does not list."""
    known = {module.name: module for module in modules}
    for module, imported, room in between_rooms(known.values(), CORE):
        door = known.get(f"{CORE}.{room}")
        if door is None or door.path.name != "__init__.py":
            continue
        by_the_door = imported.module == door.name and imported.name in listed(door.tree)
        if not by_the_door and imported.module != CORE:
            yield f"{module.at(imported.line)}: {door.name} does not list {imported.name or imported.module}"


def cycles(modules: Iterable[Module], distribution: str) -> Iterator[str]:
    """A ring of rooms that import one another, if there is one."""
    graph: dict[str, set[str]] = {}
    for module, _, room in between_rooms(modules, distribution):
        graph.setdefault(module.room, set()).add(room)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as found:
        yield f"{distribution}: " + " <- ".join(found.args[1])


def between_rooms(modules: Iterable[Module], distribution: str) -> Iterator[tuple[Module, Import, str]]:
    """Imports from one room of a distribution into another, with the other's name."""
    for module, imported in ours(modules):
        if not module.room or imported.module.partition(".")[0] != distribution:
            continue
        room = room_of(imported.module) or imported.name
        if room != module.room:
            yield module, imported, room


def ours(modules: Iterable[Module]) -> Iterator[tuple[Module, Import]]:
    """Imports of this tree's own distributions."""
    for module in modules:
        for imported in module.imports():
            if imported.module.startswith("joincard_"):
                yield module, imported
