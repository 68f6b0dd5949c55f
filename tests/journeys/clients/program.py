"""A program for Node that is a client: it is told what it needs, sends a holder away, and tells what it saw.

Both sides write one JSON value a line: first what the program is given; then, from the program,
``{"visit": ADDRESS, "decision": BUTTON}``, answered with what the browser takes back; last ``{"seen": ...}``.
"""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.journeys.clients.holder import Taken
from tools import node

PROGRAMS = Path(__file__).with_name("programs")
Visit = Callable[[str, str], Taken]


@contextmanager
def installed(into: Path = node.PLACE) -> Iterator[Path]:
    """A folder with the programs, below the packages that they import. Fails where there are none."""
    try:
        place = node.install(node.pinned(*node.PROGRAMS), into)
    except (subprocess.SubprocessError, OSError) as error:
        raise AssertionError(
            f"npm cannot install the packages of {node.PINNED.name}: {error}. These tests need a registry of "
            "npm packages once; see what npm wrote above."
        ) from None
    # A folder of our own: other tests that run at the same time must not find a file half written.
    with tempfile.TemporaryDirectory(dir=place, prefix="clients-") as folder:
        yield Path(shutil.copytree(PROGRAMS, folder, dirs_exist_ok=True))


def run(program: Path, given: Mapping[str, object], visit: Visit, trusted: Path | None = None) -> Any:
    """What a program saw. ``trusted``: the certificate of a server that Node shall believe."""
    environment = {"NODE_EXTRA_CA_CERTS": str(trusted)} if trusted else {}
    with subprocess.Popen(
        (node.node_path(), program),
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        print(json.dumps(given), file=process.stdin, flush=True)
        for line in process.stdout:
            said = json.loads(line)
            if "seen" in said:
                return said["seen"]
            taken = visit(said["visit"], said["decision"])
            print(json.dumps(asdict(taken)), file=process.stdin, flush=True)
        raise AssertionError(f"{program.name} ended early: {process.stderr.read()}")
