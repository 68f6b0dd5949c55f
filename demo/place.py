"""Where the demo lives: a folder of its own, and the settings of an authority in it."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import IO

PORT_FILE = "port"
LAST_PORT = 65_535
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Place:
    """The demo's folder and port."""

    folder: Path
    port: int

    @classmethod
    def of(cls, folder: Path) -> Place:
        """The place of a demo that was founded in this folder. Raises ``LookupError``."""
        try:
            return cls(folder, int((folder / PORT_FILE).read_text(encoding="ascii")))
        except (OSError, ValueError):
            raise LookupError("There is no demo yet. Start one in another terminal: make demo") from None

    def clear(self) -> None:
        """An empty folder, in which the other commands find the port. Only an earlier demo is ever removed.

        Raises ``LookupError`` when something else is in the folder, or a demo that still serves.
        """
        if self.folder.is_dir() and any(self.folder.iterdir()):
            if not (self.folder / PORT_FILE).is_file():
                raise LookupError(f"{self.folder} holds other things. Name an empty folder: --folder FOLDER")
            try:
                self.hold().close()
            except BlockingIOError:
                raise LookupError(
                    f"A demo serves from {self.folder}. Stop it with Ctrl-C, or give this one another "
                    "folder: make demo PORT=8100 ARGS='--folder .demo-2'"
                ) from None
            shutil.rmtree(self.folder)
        for folder in (self.key("any").parent, self.bundles):
            folder.mkdir(parents=True)
        (self.folder / PORT_FILE).write_text(str(self.port), encoding="ascii")

    def hold(self) -> IO[bytes]:
        """Hold the folder until the file is closed, or this process ends. Raises ``BlockingIOError``."""
        file = (self.folder / PORT_FILE).open("rb")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            raise
        return file

    @property
    def address(self) -> str:
        """Where the web processes listen."""
        return f"http://localhost:{self.port}"

    @property
    def issuer(self) -> str:
        """What the authority is called: its address, with nothing in front of it."""
        return self.address

    @property
    def bell(self) -> str:
        """Where a clerk's terminal is told that a holder has decided: on the next port but one."""
        return f"http://localhost:{self.port + 2}/pings"

    @property
    def portal(self) -> str:
        """Where a provider's own site listens: the next port."""
        return f"http://localhost:{self.port + 1}"

    @property
    def letters(self) -> Path:
        """Letters that the authority sends become files here."""
        return self.folder / "letters"

    @property
    def persons(self) -> Path:
        """The file of people to import."""
        return self.folder / "persons.jsonl"

    @property
    def log(self) -> Path:
        """What the web processes write."""
        return self.folder / "authority.log"

    def key(self, owner: str) -> Path:
        """The private key of a publisher or client."""
        return self.folder / "keys" / f"{owner}.json"

    @property
    def bundles(self) -> Path:
        """Built and signed bundles."""
        return self.folder / "bundles"

    def environment(self) -> dict[str, str]:
        """The environment of every command: ours, and the settings of the demo's authority."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("JOINCARD_")}
        return kept | {
            "JOINCARD_DEMO": "1",
            "JOINCARD_ISSUER": self.issuer,
            "JOINCARD_DATABASE_URL": f"sqlite:///{self.folder}/joincard.db",
            "JOINCARD_MASTER_KEY_FILE": str(self.folder / "keys" / "master.key"),
            "JOINCARD_BIND": f"127.0.0.1:{self.port}",
            "JOINCARD_MAIL_FOLDER": str(self.letters),
            # The provider's site, which is told of logouts, is on this machine.
            "JOINCARD_PRIVATE_ADDRESSES": "1",
        }


def free_port() -> int:
    """A port that nobody listens on at the moment, nor on the next one, which the portal takes."""
    while True:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        if port < LAST_PORT and is_free(port + 1):
            return port


def is_free(port: int) -> bool:
    """Whether nothing listens on the port of this machine yet."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As gunicorn does; a connection that is still closing must not count as a listener.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
