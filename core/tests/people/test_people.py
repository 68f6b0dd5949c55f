"""People in the database: sealed, found, renewed, disclosed, erased."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from joincard_core.clock import FixedClock
from joincard_core.keys import KeyErased, Vault
from joincard_core.people import IdentifierTaken, Identity, People, ReferenceTaken
from joincard_core.people.store import identifiers, people
from joincard_core.storage import Database

NAME, CHINESE, PASSPORT = "Ann Unmistakable", "安恩", "P1234567"
ANN = Identity(
    full_name=NAME,
    chinese_name=CHINESE,
    date_of_birth=date(1990, 1, 2),
    nationality="GBR",
    passport_number=PASSPORT,
    social_security_number="SSN0001",
    portrait="portraits/ann",
)


@pytest.fixture
def room(vault: Vault) -> People:
    return People(vault)


@pytest.fixture
def ann(database: Database, room: People, clock: FixedClock) -> str:
    with database.write() as tx:
        return room.register(tx, ANN, "ann", "content", clock.now())


class TestAPerson:
    def test_is_disclosed_element_by_element(self, database: Database, room: People, ann: str) -> None:
        with database.read() as tx:
            shown = room.disclose(tx, ann, ["full_name", "passport_number", "employer"])
        assert shown == {"full_name": {"printed": NAME, "chinese": CHINESE}, "passport_number": PASSPORT}

    def test_has_every_element_on_file_and_no_other(self, database: Database, room: People, ann: str) -> None:
        with database.read() as tx:
            shown = room.disclose(tx, ann, People.DISCLOSES)
        assert set(shown) == People.DISCLOSES - {"work_permit_number"}
        assert shown["date_of_birth"] == "1990-01-02"

    def test_costs_no_query_when_nothing_is_disclosed(
        self, database: Database, room: People, ann: str, seen_queries: Any
    ) -> None:
        with database.read() as tx, seen_queries() as seen:
            assert room.disclose(tx, ann, ["card_number", "residence"]) == {}
        assert seen == []

    def test_leaves_nothing_readable_in_the_database(self, database: Database, ann: str) -> None:
        with database.read() as tx:
            rows = [*tx.execute(people.select()), *tx.execute(identifiers.select())]
        stored = b"".join(
            cell if isinstance(cell, bytes) else str(cell).encode() for row in rows for cell in row
        )
        for secret in (NAME, "Unmistakable", CHINESE, PASSPORT, "1990-01-02", "SSN0001", "portraits"):
            assert secret.encode() not in stored

    def test_is_found_by_every_number(self, database: Database, room: People, ann: str) -> None:
        with database.read() as tx:
            assert room.find(tx, "passport_number", "GBR", PASSPORT) == ann
            assert room.find(tx, "social_security_number", "SSN0001") == ann
            assert room.find(tx, "passport_number", "FRA", PASSPORT) is None
            assert room.find(tx, "full_name", NAME) is None

    def test_can_be_erased(self, database: Database, room: People, vault: Vault, ann: str) -> None:
        with database.write() as tx:
            vault.destroy_key(tx, ann)
            with pytest.raises(KeyErased):
                room.disclose(tx, ann, ["full_name"])


class TestThePartsOfAName:
    def test_are_those_of_the_travel_document(
        self, database: Database, room: People, clock: FixedClock
    ) -> None:
        parts = {"family_name": "Unmistakable", "given_name": "Ann"}
        with database.write() as tx:
            ann = room.register(
                tx, replace(ANN, family_name="Unmistakable", given_name="Ann"), "ann", "content", clock.now()
            )
            assert room.parts_of_name(tx, ann, ("family_name", "given_name", "middle_name")) == parts
            assert room.parts_of_name(tx, ann, ("given_name", "full_name")) == {"given_name": "Ann"}
            assert room.parts_of_name(tx, ann, ("full_name",)) == {}

    def test_are_never_guessed(self, database: Database, room: People, ann: str) -> None:
        with database.read() as tx:
            assert room.parts_of_name(tx, ann, ("family_name", "given_name")) == {}


class TestANewPassport:
    def test_is_disclosed_while_the_old_one_still_finds_its_holder(
        self, database: Database, room: People, ann: str, clock: FixedClock
    ) -> None:
        renewed = identity(passport_number="P7654321")
        with database.write() as tx:
            room.replace(tx, ann, renewed, "passport_number", clock.now())
            assert room.disclose(tx, ann, ["passport_number"]) == {"passport_number": "P7654321"}
            assert room.find(tx, "passport_number", "GBR", PASSPORT) == ann
            assert room.find(tx, "passport_number", "GBR", "P7654321") == ann

    def test_of_somebody_else_is_refused(
        self, database: Database, room: People, ann: str, clock: FixedClock
    ) -> None:
        ben = identity(passport_number="P7654321", social_security_number="SSN0002")
        with database.write() as tx:
            room.register(tx, ben, "ben", "content", clock.now())
            with pytest.raises(IdentifierTaken) as caught:
                room.replace(tx, ann, ben, "passport_number", clock.now())
        assert "P7654321" not in str(caught.value)


class TestRegistering:
    def test_the_same_reference_twice_is_refused(
        self, database: Database, room: People, ann: str, clock: FixedClock
    ) -> None:
        assert registered(database, lambda tx: room.known(tx, "ann", "content")) == ann
        with database.write() as tx, pytest.raises(ReferenceTaken):
            room.known(tx, "ann", "other content")
        with database.write() as tx, pytest.raises(ReferenceTaken):
            room.register(tx, ANN, "ann", "content", clock.now())

    def test_a_number_that_another_person_has_is_refused(
        self, database: Database, room: People, ann: str, clock: FixedClock
    ) -> None:
        twin = identity(passport_number="P9999999")
        with database.read() as tx:
            assert room.taken(tx, twin) == "social_security_number"
        with pytest.raises(IdentifierTaken) as caught, database.write() as tx:
            room.register(tx, twin, "twin", "content", clock.now())
        assert caught.value.field == "social_security_number"
        with database.read() as tx:
            assert room.by_reference(tx, "twin") is None

    def test_nobody_else_is_known(self, database: Database, room: People, ann: str) -> None:
        assert registered(database, lambda tx: room.known(tx, "ben", "content")) is None


def identity(**changes: Any) -> Identity:
    """Ann, with other numbers."""
    same = {field: getattr(ANN, field) for field in ANN.__slots__}
    return Identity(**same | changes)


def registered(database: Database, ask: Any) -> Any:
    with database.read() as tx:
        return ask(tx)
