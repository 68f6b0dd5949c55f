"""A file goes in whole or not at all, and the same file again changes nothing."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from joincard_core.cards import Cards
from joincard_core.cards.store import cards, person_facts
from joincard_core.issuance import BadImport, Imported, Importing, Rooms
from joincard_core.issuance.importing import BATCH
from joincard_core.people.store import identifiers, people
from joincard_core.storage import Database


def imported(enrol: Any, *lines: Mapping[str, object]) -> Imported:
    enrol.file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    result = enrol.importing.run(enrol.file, "tests")
    assert isinstance(result, Imported)
    return result


def counted(database: Database) -> list[int]:
    with database.read() as tx:
        return [len(tx.execute(table.select()).all()) for table in (people, identifiers, person_facts, cards)]


class TestAFile:
    def test_goes_in_whole(self, enrol: Any) -> None:
        assert imported(enrol, enrol.line("ann"), enrol.line("ben") | {"card": None}) == Imported(2, 0)
        assert counted(enrol.database) == [2, 8, 2, 1]

    def test_goes_in_once(self, enrol: Any) -> None:
        lines = enrol.line("ann"), enrol.line("ben")
        imported(enrol, *lines)
        before = counted(enrol.database)
        assert imported(enrol, *lines, enrol.line("carl")) == Imported(1, 2)
        assert counted(enrol.database)[0] == before[0] + 1

    def test_may_have_families_before_their_permit_holders(self, enrol: Any) -> None:
        child = enrol.line("lily", {"holder.relation": "child"}, principal="ann")
        assert imported(enrol, child, enrol.line("ann", {"permit.class": "A"})) == Imported(2, 0)
        with enrol.database.read() as tx:
            needs = frozenset({"principal.permit.class"})
            facts = enrol.rooms.cards.facts(tx, enrol.show("lily").card, needs, enrol.clock.now())
        assert facts == {"principal.permit.class": "A"}

    def test_may_have_families_of_people_imported_before(self, enrol: Any) -> None:
        imported(enrol, enrol.line("ann"))
        assert imported(enrol, enrol.line("lily", {"holder.relation": "child"}, principal="ann")).added == 1

    def test_may_have_empty_lines_and_a_byte_order_mark(self, enrol: Any) -> None:
        text = "\ufeff\n" + json.dumps(enrol.line("ann")) + "\n\n"
        enrol.file.write_text(text.replace("\ufeff\n", "\ufeff"), encoding="utf-8")
        assert enrol.importing.run(enrol.file, "tests") == Imported(1, 0)

    def test_tells_how_far_it_is(self, enrol: Any) -> None:
        steps: list[tuple[str, int, int]] = []
        enrol.file.write_text("\n".join(json.dumps(enrol.line(f"p{n}")) for n in range(BATCH + 1)))
        enrol.importing.run(enrol.file, "tests", lambda *step: steps.append(step))
        assert [step for step in steps if step[0] == "checking"][-1] == ("checking", BATCH + 1, BATCH + 1)
        assert steps[-1] == ("importing", 2 * (BATCH + 1), 2 * (BATCH + 1))


class TestAFileWithAFault:
    def faults(self, enrol: Any, *lines: Mapping[str, object]) -> tuple[str, ...]:
        before = counted(enrol.database)
        with pytest.raises(BadImport) as caught:
            imported(enrol, *lines)
        assert counted(enrol.database) == before
        return caught.value.faults

    def test_names_every_line_and_field(self, enrol: Any) -> None:
        lines = (
            enrol.line("ann"),
            enrol.line("ben", {"permit.status": "perhaps"}),
            enrol.line("carl", card={"status": "shiny"}),
        )
        faults = self.faults(enrol, *lines)
        assert [fault.split(":")[0] for fault in faults] == ["Line 2, permit.status", "Line 3, card.status"]

    def test_names_what_stands_in_it_twice(self, enrol: Any) -> None:
        twin = enrol.line("ann") | {"reference": "twin"}
        faults = self.faults(enrol, enrol.line("ann"), twin, enrol.line("ann"))
        assert "Line 2, identity.passport_number: line 1 has the same." in faults
        assert "Line 2, card.number: line 1 has the same." in faults
        assert "Line 3, reference: line 1 has the same." in faults

    def test_names_what_the_database_has_already(self, enrol: Any) -> None:
        imported(enrol, enrol.line("ann"))
        faults = self.faults(enrol, enrol.line("ann") | {"reference": "twin"})
        assert [fault.split(":")[0] for fault in faults] == [
            "Line 1, card.number",
            "Line 1, identity.passport_number",
        ]

    def test_that_changes_somebody_on_file_is_refused(self, enrol: Any) -> None:
        imported(enrol, enrol.line("ann"))
        faults = self.faults(enrol, enrol.line("ann", {"permit.class": "A"}))
        assert faults[0].startswith("Line 1, reference: ")

    def test_names_a_permit_holder_who_is_nowhere(self, enrol: Any) -> None:
        child = enrol.line("lily", {"holder.relation": "child"}, principal="nobody")
        assert self.faults(enrol, child)[0].startswith("Line 1, principal: ")

    def test_names_a_permit_holder_who_is_a_relative(self, enrol: Any) -> None:
        lily = enrol.line("lily", {"holder.relation": "child"}, principal="ann")
        doll = enrol.line("doll", {"holder.relation": "child"}, principal="lily")
        assert self.faults(enrol, enrol.line("ann"), lily, doll)[0].startswith("Line 3, principal: ")
        imported(enrol, enrol.line("ann"), lily)
        assert self.faults(enrol, doll)[0].startswith("Line 1, principal: ")

    def test_lists_the_first_and_counts_the_rest(self, enrol: Any) -> None:
        wrong = [enrol.line(f"p{number}", {"permit.status": "?"}) for number in range(25)]
        enrol.file.write_text("\n".join(map(json.dumps, wrong)))
        with pytest.raises(BadImport, match="and 5 more") as caught:
            enrol.importing.run(enrol.file, "tests")
        assert len(caught.value.faults) == 25

    @pytest.mark.parametrize("content", [b"\xff\xfe\x00", b'{"reference": "\xe9"}'])
    def test_that_is_not_utf_8_is_refused(self, enrol: Any, content: bytes) -> None:
        enrol.file.write_bytes(content)
        with pytest.raises(BadImport, match="UTF-8"):
            enrol.importing.run(enrol.file, "tests")

    def test_that_is_not_there_is_refused(self, enrol: Any, tmp_path: Path) -> None:
        with pytest.raises(BadImport, match="cannot be read"):
            enrol.importing.run(tmp_path / "none.jsonl", "tests")


class Stopping(Cards):
    """Cards that fail in the midst, as when the power goes."""

    left = BATCH + 50

    def add_facts(self, *given: Any) -> str:
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        return super().add_facts(*given)


class TestAnInterruptedImport:
    def test_goes_on_where_it_stopped(self, enrol: Any) -> None:
        lines = [enrol.line(f"p{number}") for number in range(BATCH + 100)]
        enrol.file.write_text("\n".join(map(json.dumps, lines)))
        rooms = Rooms(enrol.rooms.people, Stopping(), enrol.rooms.credentials)
        with pytest.raises(KeyboardInterrupt):
            Importing(enrol.database, rooms, enrol.clock).run(enrol.file, "tests")
        assert counted(enrol.database)[0] == BATCH
        assert enrol.importing.run(enrol.file, "tests") == Imported(100, BATCH)
        assert counted(enrol.database) == [BATCH + 100, 4 * (BATCH + 100), BATCH + 100, BATCH + 100]
