"""A process that serves decides from data: it imports no plugin, whoever wrote it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from core.tests.catalogue.conftest import Press

PLANTED = "joincard_planted"
SERVING = """
import os, sys
from datetime import date
from importlib.metadata import entry_points
from joincard_core.catalogue import Filters, Shelf
from joincard_core.keys import KeyRing, MasterKey
import pytest
from joincard_core.storage import Database
from joincard_core.verification import Authority

if os.environ.get("CARELESS"):
    import joincard_planted
database = Database(os.environ["URL"])
keys = KeyRing(database, MasterKey.read(os.environ["MASTER"]))
on_offer = Shelf(database, keys).current()
assert on_offer.offer("trial.some.one", "330400", date(2026, 3, 2)).needs
assert on_offer.page(Filters()).total == 1
plugins = {point.module.partition(".")[0] for point in entry_points(group="joincard.plugins")} | {"joincard_planted"}
imported = sorted({name.partition(".")[0] for name in sys.modules} & plugins)
print(len(plugins), "known,", "imported:", *imported)
sys.exit(bool(imported))
"""


def serve(address: str, master: Path, folder: Path, *, careless: bool) -> subprocess.CompletedProcess[str]:
    """Start a process that loads the catalogue and offers its service."""
    (folder / f"{PLANTED}.py").write_text("")
    environment = {
        **os.environ,
        "URL": address,
        "MASTER": str(master),
        "PYTHONPATH": str(folder),
        "CARELESS": "1" if careless else "",
    }
    return subprocess.run(
        [sys.executable, "-c", SERVING], env=environment, capture_output=True, text=True, check=False
    )


class TestAServingProcess:
    @pytest.mark.parametrize("careless", [False, True])
    def test_imports_no_plugin(
        self, press: Press, database_url: str, master_key_file: Path, tmp_path: Path, careless: bool
    ) -> None:
        """With ``careless`` the failing control: one import of a plugin is found."""
        press.publish(1, press.bundle())
        done = serve(database_url, master_key_file, tmp_path, careless=careless)
        assert done.returncode == careless, done.stdout + done.stderr
        assert (PLANTED in done.stdout) is careless
