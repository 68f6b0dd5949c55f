"""Sealed values, the vault that holds people's keys, and the master key that wraps them."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_core.keys import (
    KeyErased,
    KeysMissing,
    MasterKey,
    Place,
    SealBroken,
    SealingKey,
    UnsafeKey,
    Vault,
)
from joincard_core.keys.store import person_keys
from joincard_core.storage import Database

KEY = SealingKey(bytes(range(32)))
HERE = Place("identifiers", "sealed", "1")
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
PARTS = st.lists(WORDS, min_size=1, max_size=4)


class TestASealedValue:
    @given(st.binary(max_size=200))
    def test_opens_where_it_was_sealed(self, clear: bytes) -> None:
        assert KEY.open(HERE, KEY.seal(HERE, clear)) == clear

    @pytest.mark.parametrize(
        "elsewhere",
        [
            Place("identifiers", "sealed", "2"),
            Place("identifiers", "other", "1"),
            Place("cards", "sealed", "1"),
        ],
    )
    def test_opens_nowhere_else(self, elsewhere: Place) -> None:
        with pytest.raises(SealBroken):
            KEY.open(elsewhere, KEY.seal(HERE, b"a name"))

    @given(st.binary(max_size=20), st.data())
    def test_that_was_altered_does_not_open(self, clear: bytes, data: st.DataObject) -> None:
        sealed = bytearray(KEY.seal(HERE, clear))
        at = data.draw(st.integers(0, len(sealed) - 1))
        sealed[at] ^= data.draw(st.integers(1, 255))
        with pytest.raises(SealBroken):
            KEY.open(HERE, bytes(sealed))

    @given(st.integers(0, 28))
    def test_that_was_cut_off_does_not_open(self, length: int) -> None:
        with pytest.raises(SealBroken):
            KEY.open(HERE, KEY.seal(HERE, b"")[:length])

    def test_does_not_open_under_another_key(self) -> None:
        with pytest.raises(SealBroken):
            SealingKey(bytes(32)).open(HERE, KEY.seal(HERE, b"a name"))

    def test_is_never_sealed_the_same_twice(self) -> None:
        assert KEY.seal(HERE, b"a name") != KEY.seal(HERE, b"a name")

    @given(st.tuples(WORDS, WORDS, WORDS), st.tuples(WORDS, WORDS, WORDS))
    def test_has_a_place_like_no_other(self, one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
        assert (Place(*one).to_bytes() == Place(*other).to_bytes()) == (one == other)


class TestTheVault:
    def test_seals_for_one_person_what_another_key_cannot_open(
        self, database: Database, vault: Vault
    ) -> None:
        with database.write() as tx:
            ann = vault.new_key(tx, "ann")
            ben = vault.new_key(tx, "ben")
            sealed = ann.seal(HERE, b"a name")
            assert vault.key(tx, "ann").open(HERE, sealed) == b"a name"
            with pytest.raises(SealBroken):
                ben.open(HERE, sealed)

    def test_cannot_open_what_was_sealed_for_an_erased_person(self, database: Database, vault: Vault) -> None:
        with database.write() as tx:
            vault.new_key(tx, "ann")
            vault.destroy_key(tx, "ann")
            with pytest.raises(KeyErased):
                vault.key(tx, "ann")

    def test_notices_a_key_that_was_moved_to_another_person(self, database: Database, vault: Vault) -> None:
        with database.write() as tx:
            vault.new_key(tx, "ann")
            tx.execute(person_keys.update().values(person_id="ben"))
            with pytest.raises(SealBroken):
                vault.key(tx, "ben")

    def test_is_made_once(self, database: Database, vault: Vault, master_key: MasterKey) -> None:
        before = vault.index("passport", "P1")
        with database.write() as tx:
            assert not Vault.create(tx, master_key)
            assert Vault.load(tx, master_key).index("passport", "P1") == before

    def test_stays_shut_for_another_master_key(
        self, database: Database, vault: Vault, tmp_path: Path
    ) -> None:
        MasterKey.create(tmp_path / "other.key")
        with database.read() as tx, pytest.raises(SealBroken):
            Vault.load(tx, MasterKey.read(tmp_path / "other.key"))

    def test_that_was_never_made_says_so(self, database: Database, master_key: MasterKey) -> None:
        with database.read() as tx, pytest.raises(KeysMissing, match="init"):
            Vault.load(tx, master_key)


class TestABlindIndex:
    vault = Vault(MasterKey(KEY, demo=False), bytes(32))

    @given(PARTS, PARTS)
    def test_is_equal_for_equal_parts_alone(self, one: list[str], other: list[str]) -> None:
        assert (self.vault.index("k", *one) == self.vault.index("k", *other)) == (one == other)

    def test_differs_by_kind_and_by_key(self) -> None:
        other = Vault(MasterKey(KEY, demo=False), bytes(range(32)))
        indexes = {self.vault.index("a", "1"), self.vault.index("b", "1"), other.index("a", "1")}
        assert len(indexes) == 3


class TestTheMasterKey:
    def test_is_made_once_and_private(self, tmp_path: Path) -> None:
        file = tmp_path / "keys" / "master.key"
        assert MasterKey.create(file)
        before = file.read_bytes()
        assert not MasterKey.create(file)
        assert file.read_bytes() == before
        assert file.stat().st_mode & 0o777 == 0o600

    @pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666])
    def test_that_others_can_reach_is_refused(self, tmp_path: Path, mode: int) -> None:
        file = tmp_path / "master.key"
        MasterKey.create(file)
        file.chmod(mode)
        with pytest.raises(UnsafeKey, match="chmod 600"):
            MasterKey.read(file)

    def test_of_the_demo_opens_in_the_demo_alone(self, tmp_path: Path) -> None:
        file = tmp_path / "master.key"
        MasterKey.create(file, demo=True)
        assert MasterKey.read(file, demo=True).demo
        with pytest.raises(UnsafeKey, match="demo"):
            MasterKey.read(file)

    @pytest.mark.parametrize(
        "text", ["", "{}", "[]", '{"k": "AAAA", "demo": false}', '{"k": 1, "demo": true}']
    )
    def test_that_is_damaged_is_refused(self, tmp_path: Path, text: str) -> None:
        file = tmp_path / "master.key"
        file.touch(0o600)
        file.write_text(text)
        with pytest.raises(UnsafeKey, match="damaged"):
            MasterKey.read(file)

    def test_that_is_missing_is_named_with_the_remedy(self, tmp_path: Path) -> None:
        with pytest.raises(UnsafeKey, match="init"):
            MasterKey.read(tmp_path / "none.key")

    def test_is_not_in_its_own_text(self, tmp_path: Path) -> None:
        file = tmp_path / "master.key"
        MasterKey.create(file)
        assert json.loads(file.read_text())["k"] not in repr(MasterKey.read(file))
