"""A whole authority in a folder: made by its own commands, served by gunicorn, asked over HTTP."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import monotonic

import httpx2
from joincard_sdk import fees, rules
from joincard_sdk.bundle import Bundle, Texts, signature
from joincard_sdk.client import Client, Presentation
from joincard_sdk.keys import new_key, public_set
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text
from joserfc.jwk import ECKey

from demo import commands

COMMAND = Path(sys.executable).with_name("joincard-authority")
START = 60
"""Seconds that a start may take on a busy machine."""

ANN = Presentation("330400", "JX26000017")
PERSON = {
    "reference": "ann",
    "identity": {
        "full_name": "ANN EXAMPLE",
        "date_of_birth": "1990-05-01",
        "nationality": "GBR",
        "passport_number": "P1234567",
    },
    "facts": {"permit.status": "valid", "permit.class": "B"},
    "card": {"region": ANN.region, "number": ANN.number, "status": "active", "issue_city": "330400"},
}


def service(code: str, accepts: str, fee: str) -> Service:
    """A service in words of the notation."""
    return Service(
        code=code,
        name=Text(en="A service", zh="服务"),
        description=Text(en="A service to test with.", zh="测试服务。"),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=rules.parse(accepts),
        fee=fees.parse(fee),
        discloses=(),
        effective_from=date(2024, 12, 1),
    )


BUNDLE = Bundle(
    plugin="test.trial.services",
    version="1.0.0",
    name=Text(en="Trial", zh="试用"),
    description=Text(en="Services to test with.", zh="测试用服务。"),
    purposes={},
    texts=Texts(),
    services=(
        service("trial.quota.once", "card.status = active and usage.lifetime < 1", "waived # test"),
        service("trial.quota.again", "card.status = active and usage.lifetime < 1", "waived # test"),
        service("trial.quota.flat", "card.status = active", "flat:12 CNY per visit # test"),
    ),
)


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


@dataclass
class Place:
    """A folder with an authority in it."""

    folder: Path
    database_url: str
    port: int = field(default_factory=free_port)
    key: ECKey = field(default_factory=new_key, repr=False)

    @property
    def address(self) -> str:
        """Where its processes listen."""
        return f"http://localhost:{self.port}"

    @property
    def issuer(self) -> str:
        """What it is called: its address, with nothing in front of it."""
        return self.address

    @property
    def environment(self) -> dict[str, str]:
        """The settings, and none that the machine has for another authority."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("JOINCARD_")}
        return {
            **inherited,
            "JOINCARD_DEMO": "1",
            "JOINCARD_ISSUER": self.issuer,
            "JOINCARD_DATABASE_URL": self.database_url,
            "JOINCARD_MASTER_KEY_FILE": str(self.folder / "master.key"),
            "JOINCARD_SIGN_IN_LEAST": "password",
        }

    def found(self) -> None:
        """Make everything that an authority needs before it is asked: keys, catalogue, provider, client, card."""
        keys = self.write("keys.json", json.dumps(public_set([self.key])).encode())
        file = self.write(BUNDLE.file_name, BUNDLE.data)
        signed = [signature.sign(BUNDLE, self.key, "publisher")]
        self.write(f"{BUNDLE.file_name}.sig", signature.write_list(signed))
        self.run("init")
        self.run("bundle", "publisher", "test", "--jwks", keys)
        self.run("bundle", "admit", file)
        self.run("provider", "add", "jiaxing-first", "--name", "Jiaxing First Hospital")
        self.run("provider", "accredit", "jiaxing-first", "trial.*")
        self.run("client", "add", "his-1", "--provider", "jiaxing-first", "--jwks", keys)
        self.run("person", "import", self.write("people.jsonl", json.dumps(PERSON).encode()))

    def run(self, *words: object, entered: str = "") -> str:
        """A command, in this process: a dozen starts of Python would take most of the time."""
        with only(self.environment):
            return commands.run("joincard-authority", *map(str, words), entered=entered)

    def write(self, name: str, content: bytes) -> Path:
        """A file in the folder."""
        file = self.folder / name
        file.write_bytes(content)
        return file

    @contextmanager
    def served(self) -> Iterator[None]:
        """Serve under gunicorn, two processes, within the block."""
        said = self.folder / "served.txt"
        with said.open("wb") as out:
            process = subprocess.Popen(
                [COMMAND, "serve", "--bind", f"127.0.0.1:{self.port}", "--workers", "2", "--threads", "16"],
                env=self.environment,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        try:
            wait_until_ready(process, f"{self.address}/readyz", said)
            yield
        finally:
            process.terminate()
            process.wait(START)

    @contextmanager
    def client(self) -> Iterator[Client]:
        """The hospital's system."""
        with Client(self.issuer, "his-1", self.key) as client:
            yield client


def wait_until_ready(process: subprocess.Popen[bytes], address: str, said: Path) -> None:
    """Ask until the address answers 200; at once when the process ends instead."""
    end = monotonic() + START
    while monotonic() < end:
        try:
            if httpx2.get(address).status_code == 200:
                return
        except httpx2.TransportError:
            pass
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        raise AssertionError(f"The server ended: {said.read_text()}")
    raise AssertionError(f"The server was not ready in {START} seconds: {said.read_text()}")


@contextmanager
def only(environment: Mapping[str, str]) -> Iterator[None]:
    """This environment and nothing else of ours, within the block."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(environment)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
