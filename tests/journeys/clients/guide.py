"""The guide to libraries, done as it says: in a folder, with the addresses of the authority that is running."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import httpx2

from tests.docs.walking import walk
from tests.journeys.clients.served import ALLOWED, Served
from tests.journeys.place import START, free_port, only
from tools.node import node_path
from tools.tree import ROOT

PAGE = ROOT / "docs" / "how-to" / "connect-with-an-oauth-library.md"


@dataclass(frozen=True, slots=True)
class Guide:
    """The page's files in a folder below Node's packages, its system registered. ``portal`` is where that serves."""

    folder: Path
    portal: str

    @classmethod
    def done(cls, place: Served, folder: Path) -> "Guide":
        """Do everything that the page asks for, but the programs."""
        portal = f"http://localhost:{free_port()}"
        stands_for = {
            "http://localhost:8000": place.issuer,
            "http://localhost:3000": portal,
            "healthcare.registration.walk_in": ALLOWED,
        }
        page = folder / PAGE.name
        page.write_text(replaced(PAGE.read_text(encoding="utf-8"), stands_for), encoding="utf-8")
        with only(place.environment):
            walk(page, folder)
        return cls(folder, portal)

    def run(self, name: str) -> str:
        """What one of the programs prints."""
        done = subprocess.run(
            [program_of(name), name], cwd=self.folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    @contextmanager
    def serving(self, name: str) -> Iterator[None]:
        """Let a program serve within the block."""
        with subprocess.Popen([program_of(name), name], cwd=self.folder, env=dict(os.environ)) as process:
            try:
                self._wait(process)
                yield
            finally:
                process.terminate()

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        end = monotonic() + START
        while monotonic() < end:
            try:
                httpx2.head(self.portal, trust_env=False)
            except httpx2.TransportError:
                try:
                    process.wait(0.1)
                except subprocess.TimeoutExpired:
                    continue
                raise AssertionError("The portal ended.") from None
            return
        raise AssertionError(f"The portal did not answer in {START} seconds.")


def replaced(text: str, stands_for: Mapping[str, str]) -> str:
    """A text with some words in the place of others. Fails for a word that it does not have."""
    for word, other in stands_for.items():
        assert word in text
        text = text.replace(word, other)
    return text


def program_of(name: str) -> str:
    """What runs a file."""
    return sys.executable if name.endswith(".py") else str(node_path())
