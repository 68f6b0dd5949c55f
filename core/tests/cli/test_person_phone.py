"""``joincard-authority person phone`` as an operator uses it."""

from __future__ import annotations

from pathlib import Path

from joincard_core.keys import MasterKey, Vault
from joincard_core.people import Contacts, People
from joincard_core.storage import Database

from core.tests.cli.test_person_email import Run, brought_in, run

__all__ = ["run"]  # a fixture


def test_a_number_is_the_holders_say_until_staff_confirm_it(
    run: Run, sqlite_url: str, master_key_file: Path
) -> None:
    brought_in(run)
    assert run("person", "phone", "ann").output.strip() == "No telephone number is on file."
    assert "no number on file to confirm" in run("person", "phone", "ann", "--confirmed").output
    database = Database(sqlite_url)
    with database.write() as tx:
        vault = Vault.load(tx, MasterKey.read(master_key_file))
        ann = People(vault).by_reference(tx, "ann")
        Contacts(vault).say(tx, str(ann), {"phone_number": "+86 10 1234 5678"})
    database.dispose()
    assert run("person", "phone", "ann").output.strip() == "+861012345678 (not confirmed)"
    assert run("person", "phone", "ann", "--confirmed").output.strip() == "+861012345678 (confirmed)"
    assert run("person", "phone", "ben").exit_code != 0
