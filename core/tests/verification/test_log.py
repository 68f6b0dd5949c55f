"""What the log holds, and deciding again from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from click.testing import CliRunner
from joincard_core import audit
from joincard_core.audit import Kind
from joincard_core.cli import main
from joincard_core.keys import KeyErased
from joincard_core.storage import metadata
from joincard_core.verification import CommitmentBroken, VerificationUnknown, replayed
from sqlalchemy import update

if TYPE_CHECKING:
    from core.tests.verification.conftest import World

LOG = metadata.tables["verification_log"]


def opened(world: World, verification: str) -> dict[str, Any]:
    """What is sealed with a decision."""
    with world.rooms.database.read() as tx:
        entry = audit.entries(tx, verification)[0]
        clear = world.rooms.vault.key(tx, entry.person_id).open(
            audit.sealed_at(verification, 0), entry.sealed
        )
    kept: dict[str, Any] = orjson.loads(clear)
    return kept


class TestAnEntry:
    def test_says_who_asked_what_about_whom(self, world: World) -> None:
        told = world.ask("trial.plain.flat", city="330100")
        with world.rooms.database.read() as tx:
            (entry,) = audit.entries(tx, told["id"])
        assert (entry.kind, entry.price, entry.at) == (Kind.PERMITTED, 1200, world.clock.now())
        assert (entry.provider_id, entry.client_id) == ("jiaxing-first", "his-1")
        assert (entry.service, entry.network, entry.city) == ("trial.plain.flat", "trial.plain", "330100")
        assert entry.person_id == world.holders["ann"].person
        assert (entry.presentation, entry.catalogue, entry.receipt) == (
            "number",
            told["catalogue"],
            told["receipt"],
        )

    def test_names_nobody_and_holds_no_fact_in_clear(self, world: World) -> None:
        told = world.ask("trial.talent.permit", "ann")
        assert told["outcome"] == "refused"
        row = str(world.rows()["verification_log"])
        assert "ANN" not in row
        assert world.numbers["ann"].number not in row
        assert "permit.class" not in row

    def test_keeps_the_facts_that_the_service_reads_and_no_other(self, world: World) -> None:
        told = world.ask("trial.talent.permit")
        assert opened(world, told["id"])["facts"] == {"card.status": "active", "permit.class": "B"}

    def test_keeps_every_reason_for_the_holder(self, world: World) -> None:
        world.lose("ann")
        told = world.ask("trial.talent.either", facts={"record.degree": "bachelor"})
        assert [reason["code"] for reason in told["reasons"]] == ["not-eligible"] or told["reasons"]
        codes = [reason["code"] for reason in opened(world, told["id"])["reasons"]]
        assert codes == ["card.status", "permit.class", "record.degree"]

    def test_is_committed_to_its_facts(self, world: World) -> None:
        told = world.ask("trial.plain.flat")
        kept = opened(world, told["id"])
        with world.rooms.database.read() as tx:
            entry = audit.entries(tx, told["id"])[0]
        basis = {name: kept[name] for name in ("facts", "origins", "use")}
        assert audit.commitment(bytes.fromhex(kept["salt"]), basis) == entry.commitment

    def test_is_found_by_its_holder(self, world: World) -> None:
        world.holder("bob")
        ids = [world.ask("trial.plain.free")["id"]]
        world.ask("trial.plain.free", "bob")
        world.lose("ann")
        ids.append(world.ask("trial.plain.free")["id"])
        with world.rooms.database.read() as tx:
            mine = audit.of_person(tx, world.holders["ann"].person)
        assert sorted(entry.id for entry in mine) == sorted(ids)

    def test_is_made_once(self, world: World) -> None:
        told = world.ask("trial.plain.free")
        with pytest.raises(audit.EntryExists), world.rooms.database.write() as tx:
            audit.append(tx, audit.entries(tx, told["id"])[0])


class TestReplay:
    @pytest.mark.parametrize(
        ("code", "facts", "use"),
        [
            ("trial.plain.flat", {}, {}),
            ("trial.quota.daily", {}, {}),
            ("trial.library.loan", {}, {"units": "2"}),
            ("trial.clinic.stay", {}, {"basis": "900.50", "stay": "S-1"}),
            ("trial.bus.red", {}, {}),
            ("trial.money.send", {"request.amount": "120.50"}, {}),
            ("trial.money.send", {"request.amount": "1200"}, {}),
            ("trial.talent.either", {"record.degree": "doctor"}, {}),
            ("trial.talent.either", {}, {}),
            ("trial.plain.adult", {}, {}),
        ],
    )
    def test_gives_the_same(
        self, world: World, code: str, facts: dict[str, Any], use: dict[str, Any]
    ) -> None:
        world.holder("kid", born=date(2020, 1, 31))
        ids = [world.ask(code, who, facts=facts, use=use)["id"] for who in ("ann", "kid") for _ in range(3)]
        world.clock.advance(timedelta(days=400))
        world.lose("ann")
        with world.rooms.database.read() as tx:
            assert all(replayed(tx, world.rooms, verification).same for verification in ids)

    def test_uses_the_catalogue_of_its_day(self, world: World) -> None:
        told = world.ask("trial.plain.flat")
        dearer = [
            replace(service, fee=world.fee("flat:99 CNY per visit # dearer"))
            if service.code == "trial.plain.flat"
            else service
            for service in world.services
        ]
        world.publish(2, world.bundle(tuple(dearer), version="1.1.0"))
        assert world.ask("trial.plain.flat")["charge"]["price"] == "99.00"
        with world.rooms.database.read() as tx:
            again = replayed(tx, world.rooms, told["id"])
        assert again.same
        assert again.entry.price == 1200

    def test_notices_a_price_that_was_changed(self, world: World) -> None:
        """The failing control: a log that was tampered with is not the same."""
        told = world.ask("trial.plain.flat")
        with world.rooms.database.write() as tx:
            tx.execute(update(LOG).values(price=1))
            assert not replayed(tx, world.rooms, told["id"]).same

    def test_notices_facts_that_were_exchanged(self, world: World) -> None:
        one, two = world.ask("trial.plain.flat"), world.ask("trial.plain.free")
        with world.rooms.database.write() as tx:
            key = world.rooms.vault.key(tx, world.holders["ann"].person)
            kept = opened(world, one["id"]) | {"facts": {"card.status": "lost"}}
            sealed = key.seal(audit.sealed_at(two["id"], 0), orjson.dumps(kept))
            tx.execute(update(LOG).where(LOG.c.id == two["id"]).values(sealed=sealed))
            with pytest.raises(CommitmentBroken):
                replayed(tx, world.rooms, two["id"])

    def test_ends_with_the_persons_key(self, world: World) -> None:
        told = world.ask("trial.plain.flat")
        with world.rooms.database.write() as tx:
            world.rooms.vault.destroy_key(tx, world.holders["ann"].person)
            with pytest.raises(KeyErased):
                replayed(tx, world.rooms, told["id"])

    def test_of_what_was_never_decided(self, world: World) -> None:
        with world.rooms.database.read() as tx, pytest.raises(VerificationUnknown):
            replayed(tx, world.rooms, "0" * 32)


class TestTheCommand:
    def test_repeats_decisions_and_says_which_differ(
        self, world: World, database_url: str, master_key_file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("JOINCARD_ISSUER", "https://card.example")
        monkeypatch.setenv("JOINCARD_DATABASE_URL", database_url)
        monkeypatch.setenv("JOINCARD_MASTER_KEY_FILE", str(master_key_file))
        ids = [world.ask("trial.plain.flat")["id"], world.ask("trial.quota.once")["id"]]
        done = CliRunner().invoke(main, ["verification", "replay", *ids])
        assert (done.exit_code, done.output.count("\tsame\tpermitted")) == (0, 2)
        with world.rooms.database.write() as tx:
            tx.execute(update(LOG).where(LOG.c.id == ids[0]).values(price=1))
        done = CliRunner().invoke(main, ["verification", "replay", *ids, "0" * 32])
        assert done.exit_code == 1
        assert f"{ids[0]}\tDIFFERENT" in done.output
        assert f"{ids[1]}\tsame" in done.output
        assert "not repeated" in done.output
