"""A presentation leads to a card, and an unknown one teaches nothing."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_core.credentials import (
    CardNumber,
    Credentials,
    Holding,
    MalformedPresentation,
    NumberTaken,
)
from joincard_core.credentials.store import card_numbers
from joincard_core.keys import MasterKey, SealingKey, Vault
from joincard_core.storage import Database, Tx


class CountingVault(Vault):
    """A vault that counts the cryptographic work it is asked for."""

    hashes = keys = 0

    def index(self, kind: str, *parts: str) -> bytes:
        self.hashes += 1
        return super().index(kind, *parts)

    def key(self, tx: Tx, person: str) -> SealingKey:
        self.keys += 1
        return super().key(tx, person)


@pytest.fixture
def counting(database: Database, vault: Vault, master_key: MasterKey) -> CountingVault:
    with database.read() as tx:
        loaded = CountingVault.load(tx, master_key)
    assert isinstance(loaded, CountingVault)
    return loaded


class TestACardNumber:
    def test_is_read_as_people_type_it(self) -> None:
        assert CardNumber("330400", " c123 4567 ") == CardNumber("330400", "C1234567")

    def test_is_not_shown_in_its_text(self) -> None:
        assert "C1234567" not in repr(CardNumber("330400", "C1234567"))

    @pytest.mark.parametrize("number", ["", "C12", "C" * 25, "C-123456", "Ｃ1234567", "C123456\n", "é12345"])
    def test_of_another_form_is_refused_without_being_repeated(self, number: str) -> None:
        with pytest.raises(MalformedPresentation) as caught:
            CardNumber("330400", number)
        assert not number or number not in str(caught.value)

    @pytest.mark.parametrize("region", ["", "3304", "33040a", "３３０４００", "3304000", "330400\n"])
    def test_needs_a_region(self, region: str) -> None:
        with pytest.raises(MalformedPresentation):
            CardNumber(region, "C1234567")

    @given(st.text(), st.text())
    def test_never_fails_in_any_other_way(self, region: str, number: str) -> None:
        try:
            CardNumber(region, number)
        except MalformedPresentation:
            return


class TestAPresentation:
    def test_leads_to_the_card(self, enrol: Any) -> None:
        ann, ben = enrol(enrol.line("ann"), enrol.line("ben"))
        assert ann.card != ben.card
        assert (ann.region, ann.kind, ann.on) == ("330400", "number", enrol.clock.now().date())

    def test_that_is_unknown_costs_what_one_of_another_region_costs(
        self, database: Database, enrol: Any, counting: CountingVault, seen_queries: Any
    ) -> None:
        enrol(enrol.line("ann"))
        credentials = Credentials(counting)
        today = enrol.clock.now().date()
        costs = []
        for number in (CardNumber("330400", "NOBODY1"), CardNumber("310000", enrol.number("ann"))):
            counting.hashes = counting.keys = 0
            with database.read() as tx, seen_queries() as seen:
                assert credentials.read(tx, number, today) is None
            costs.append((seen, counting.hashes, counting.keys))
        assert costs[0] == costs[1]
        assert (len(costs[0][0]), *costs[0][1:]) == (1, 1, 0)

    def test_that_is_known_costs_no_more(
        self, database: Database, enrol: Any, counting: CountingVault, seen_queries: Any
    ) -> None:
        enrol(enrol.line("ann"))
        today = enrol.clock.now().date()
        with database.read() as tx, seen_queries() as seen:
            assert Credentials(counting).read(tx, CardNumber("330400", enrol.number("ann")), today)
        assert (len(seen), counting.hashes, counting.keys) == (1, 1, 0)


class TestANumberOnFile:
    def test_is_disclosed_only_when_asked_for(self, database: Database, enrol: Any) -> None:
        (ann,) = enrol(enrol.line("ann"))
        credentials = enrol.rooms.credentials
        with database.read() as tx:
            assert credentials.disclose(tx, ann, ["card_number"]) == {"card_number": enrol.number("ann")}
            assert credentials.disclose(tx, ann, ["full_name"]) == {}

    def test_is_not_readable_in_the_database(self, database: Database, enrol: Any) -> None:
        enrol(enrol.line("ann"))
        with database.read() as tx:
            row = tx.execute(card_numbers.select()).one()
        assert enrol.number("ann").encode() not in b"".join(
            cell if isinstance(cell, bytes) else str(cell).encode() for cell in row
        )

    def test_is_given_out_once_in_a_region(self, database: Database, enrol: Any) -> None:
        _, ben = enrol(enrol.line("ann"), enrol.line("ben"))
        number = CardNumber("330400", enrol.number("ann"))
        with database.write() as tx, pytest.raises(NumberTaken):
            enrol.rooms.credentials.register(tx, number, Holding(ben.card, ben.person, ben.facts))

    def test_may_be_given_out_again_by_another_region(self, database: Database, enrol: Any) -> None:
        elsewhere = {"region": "310000", "number": enrol.number("ann")}
        enrol(enrol.line("ann"))
        enrol.file.write_text(json.dumps(enrol.line("ben", card=elsewhere)))
        enrol.importing.run(enrol.file, "tests")
        with database.read() as tx:
            shown = [
                enrol.rooms.credentials.read(
                    tx, CardNumber(region, enrol.number("ann")), enrol.clock.now().date()
                )
                for region in ("330400", "310000")
            ]
        assert shown[0].person != shown[1].person
