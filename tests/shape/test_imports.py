"""Imports go one way: plugins to the SDK, the core to the SDK, and down the core's ladder."""

from pathlib import Path

import pytest

from tools import ladder
from tools.tree import CORE, SDK, Module, distributions, modules

TREE = distributions()


class TestTheTree:
    def test_has_the_seven_distributions(self) -> None:
        assert {SDK, CORE} < set(TREE)
        assert len(TREE) >= 7

    def test_imports_from_plugins_and_core_to_the_sdk_only(self) -> None:
        assert not list(ladder.wrong_direction(TREE))

    def test_imports_by_full_name(self) -> None:
        assert not [line for members in TREE.values() for line in ladder.relative(members)]

    @pytest.mark.parametrize("name", TREE)
    def test_has_rooms_without_a_ring(self, name: str) -> None:
        assert not list(ladder.cycles(TREE[name], name))


class TestTheCore:
    def test_imports_down_the_ladder(self) -> None:
        assert not list(ladder.off_the_ladder(TREE[CORE]))

    def test_enters_a_room_by_its_door(self) -> None:
        assert not list(ladder.past_the_door(TREE[CORE]))

    def test_names_no_plugin(self) -> None:
        sectors = set(TREE) - {SDK, CORE}
        text = {module.path: module.path.read_text(encoding="utf-8") for module in TREE[CORE]}
        assert not [path for path, source in text.items() if any(sector in source for sector in sectors)]


class TestAPlantedFault:
    """The checks above find what they are for."""

    @pytest.mark.parametrize(
        ("package", "source", "expected"),
        [
            ("joincard_sdk", "import joincard_core.cards", "joincard_sdk may not import joincard_core"),
            ("joincard_transport", "from joincard_core import x", "may not import joincard_core"),
            (
                "joincard_core",
                "def f() -> None:\n    import joincard_tourism",
                "may not import joincard_tourism",
            ),
        ],
    )
    def test_against_the_direction_is_found(
        self, tmp_path: Path, package: str, source: str, expected: str
    ) -> None:
        found = list(ladder.wrong_direction({package: planted(tmp_path, f"{package}/room.py", source)}))
        assert len(found) == 1
        assert expected in found[0]

    @pytest.mark.parametrize(
        ("room", "source"),
        [
            ("cards", "from joincard_core.people import Person"),
            ("cards", "from joincard_core.web import api"),
            ("storage", "from joincard_core import audit"),
            ("attic", "import joincard_core.clock"),
        ],
    )
    def test_off_the_ladder_is_found(self, tmp_path: Path, room: str, source: str) -> None:
        assert list(ladder.off_the_ladder(planted(tmp_path, f"joincard_core/{room}/model.py", source)))

    @pytest.mark.parametrize(
        "source", ["from joincard_core.cards.store import cards", "from joincard_core.cards import hidden"]
    )
    def test_past_the_door_is_found(self, tmp_path: Path, source: str) -> None:
        planted(tmp_path, "joincard_core/cards/__init__.py", '__all__ = ["Card"]')
        assert list(ladder.past_the_door(planted(tmp_path, "joincard_core/web/api.py", source)))

    def test_by_the_door_is_fine(self, tmp_path: Path) -> None:
        planted(tmp_path, "joincard_core/cards/__init__.py", '__all__ = ["Card"]')
        source = "from joincard_core.cards import Card"
        assert not list(ladder.past_the_door(planted(tmp_path, "joincard_core/web/api.py", source)))

    def test_relative_import_is_found(self, tmp_path: Path) -> None:
        assert list(ladder.relative(planted(tmp_path, "joincard_core/web/api.py", "from . import views")))

    def test_ring_is_found(self, tmp_path: Path) -> None:
        planted(tmp_path, "joincard_sdk/facts.py", "from joincard_sdk.rules import Rule")
        ring = planted(tmp_path, "joincard_sdk/rules.py", "from joincard_sdk import facts")
        assert list(ladder.cycles(ring, SDK))


def planted(root: Path, name: str, source: str) -> tuple[Module, ...]:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")
    return modules(root)
