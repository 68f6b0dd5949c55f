"""A serving process loads bundles and nothing of a plugin."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from joincard_sdk.bundle import Bundle

_PROGRAM = """
import sys
from datetime import date
from joincard_sdk.bundle import Catalogue, load

with open(sys.argv[1], "rb") as file:
    catalogue = Catalogue.from_bundles([load(file.read())])
offer = catalogue.offer(sys.argv[2], "330400", date(2025, 3, 12))
assert offer.needs
print("\\n".join(sys.modules))
"""


def modules_of_a_server(bundle: Bundle, tmp_path: Path) -> set[str]:
    path = tmp_path / bundle.file_name
    path.write_bytes(bundle.data)
    command = [sys.executable, "-c", _PROGRAM, str(path), bundle.services[0].code]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return set(done.stdout.splitlines())


def test_no_module_of_a_plugin_is_imported(small_bundle: Bundle, tmp_path: Path) -> None:
    names = modules_of_a_server(small_bundle, tmp_path)
    assert "joincard_sdk.bundle" in names
    assert not [
        name for name in names if name.startswith("joincard_") and not name.startswith("joincard_sdk")
    ]


def test_nothing_that_builds_or_shows_is_imported(small_bundle: Bundle, tmp_path: Path) -> None:
    names = modules_of_a_server(small_bundle, tmp_path)
    assert not names & {"pluggy", "click", "rich", "joserfc", "cryptography", "hypothesis", "pytest"}
    assert not [
        n for n in names if n.startswith(("joincard_sdk.hooks", "joincard_sdk.building", "joincard_sdk.cli"))
    ]
