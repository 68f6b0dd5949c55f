"""The command ``serve`` over real sockets, and a provider's system that calls it with the SDK's own client."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import psutil
import pytest
from joincard_core.clock import SystemClock
from joincard_core.oauth import Clients, NewClient
from joincard_sdk.client import (
    AuthorityUnavailable,
    Client,
    NotAllowed,
    NotAuthenticated,
    NotKnown,
    NotPossible,
    NotUnderstood,
    Patience,
    Presentation,
)
from joincard_sdk.money import yuan
from joserfc.jwk import ECKey

if TYPE_CHECKING:
    from core.tests.web.conftest import Site

FLAT = "trial.plain.flat"
KEY = ECKey.generate_key("P-256", auto_kid=True)
COMMAND = str(Path(sys.executable).with_name("joincard-authority"))
START = 30  # s, at most
ORDERLY = 90  # s, at most; a worker still starting misses the signal and is ended after its grace of 30 s


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


@dataclass
class Served:
    """A running authority."""

    address: str
    process: subprocess.Popen[bytes]
    number: str

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        try:
            with urlopen(Request(self.address + path, headers=headers), timeout=10) as answer:
                return answer.status, answer.read()
        except HTTPError as error:
            with error:
                return error.code, error.read()


@contextmanager
def running(command: list[str], environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process of our own, ended with the test."""
    with (
        log.open("wb") as written,
        subprocess.Popen(command, env=environment, stdout=written, stderr=written) as process,
    ):
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(ORDERLY)


@pytest.fixture
def environment(site: Site, database_url: str, master_key_file: Path) -> dict[str, str]:
    """What ``serve`` needs to serve this site's database on a port of its own."""
    port = free_port()
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("JOINCARD_")},
        "JOINCARD_ISSUER": f"http://localhost:{port}",
        "JOINCARD_DEMO": "1",
        "JOINCARD_DATABASE_URL": database_url,
        "JOINCARD_MASTER_KEY_FILE": str(master_key_file),
        "JOINCARD_BIND": f"127.0.0.1:{port}",
        "JOINCARD_WORKERS": "2",
        "JOINCARD_THREADS": "4",
    }


@pytest.fixture
def served(site: Site, environment: dict[str, str], tmp_path: Path) -> Iterator[Served]:
    keys = {"keys": [KEY.as_dict(private=False)]}
    for name, provider in (("counter", "jiaxing-first"), ("stranger", "other-bank")):
        Clients(site.database, SystemClock()).add(NewClient(name, provider, name, keys))
    log = tmp_path / "serve.log"
    with running([COMMAND, "serve"], environment, log) as process:
        found = Served(environment["JOINCARD_ISSUER"], process, site.numbers["ann"])
        answers_within(START, found, log)
        yield found


def answers_within(seconds: float, served: Served, log: Path) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and served.process.poll() is None:
        try:
            if served.get("/readyz")[0] == 200:
                return
        except OSError:
            with suppress(subprocess.TimeoutExpired):
                served.process.wait(0.05)
    pytest.fail(log.read_text("utf-8"))


@pytest.fixture
def client(served: Served) -> Iterator[Client]:
    with Client(served.address, "counter", KEY) as opened:
        yield opened


EACH_DATABASE = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


@EACH_DATABASE
class TestAnAuthorityThatIsServed:
    def test_answers_a_providers_system_from_token_to_receipt(self, served: Served, client: Client) -> None:
        shown = Presentation("330400", served.number)
        permitted = client.verify(FLAT, "330400", shown, idempotency_key="visit-1")
        assert permitted.permitted
        assert client.verify(FLAT, "330400", shown, idempotency_key="visit-1").id == permitted.id
        assert not client.verify("trial.plain.grown", "330400", shown).permitted
        assert client.settle(permitted.id, yuan("10.00")).status == "settled"
        with pytest.raises(NotPossible):
            client.cancel(permitted.id)
        self.refuses_what_it_must(served, client, shown)
        self.keeps_its_head_under_many(client, shown)

    def refuses_what_it_must(self, served: Served, client: Client, shown: Presentation) -> None:
        with pytest.raises(NotKnown):
            client.verify("trial.plain.absent", "330400", shown)
        with pytest.raises(NotKnown):
            client.verify(FLAT, "330400", Presentation("330400", "NOSUCH0001"))
        with pytest.raises(NotUnderstood):
            client.verify(FLAT, "330400", shown, facts={"request.amount": 1})
        with Client(served.address, "stranger", KEY) as stranger, pytest.raises(NotAllowed):
            stranger.verify(FLAT, "330400", shown)
        with Client(served.address, "nobody", KEY) as nobody, pytest.raises(NotAuthenticated):
            nobody.verify(FLAT, "330400", shown)

    def keeps_its_head_under_many(self, client: Client, shown: Presentation) -> None:
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: client.verify(FLAT, "330400", shown), range(40)))
        assert len({answer.id for answer in answers}) == 40


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
class TestWorkersThatAreReplaced:
    """Gunicorn starts a new worker for one that has ended, whoever ended it."""

    def test_are_missed_by_nobody(self, served: Served, tmp_path: Path) -> None:
        master = psutil.Process(served.process.pid)
        for worker in master.children():
            worker.terminate()
            assert psutil.wait_procs([worker], timeout=ORDERLY)[0] == [worker]
        answers_within(START, served, tmp_path / "serve.log")
        assert [served.get(path)[0] for path in ("/healthz", "/metrics") * 8] == [200] * 16


class TestALockedDatabase:
    @pytest.fixture
    def client(self, served: Served) -> Iterator[Client]:
        """A system that asks once, with a token and connections of its own."""
        with Client(served.address, "counter", KEY, patience=Patience(attempts=1, read=20)) as opened:
            yield opened

    def test_holds_up_neither_health_nor_an_answer_for_long(
        self, served: Served, client: Client, database_url: str
    ) -> None:
        shown = Presentation("330400", served.number)
        assert client.verify(FLAT, "330400", shown).permitted

        def refused(_: int) -> float | None:
            with pytest.raises(AuthorityUnavailable) as caught:
                client.verify(FLAT, "330400", shown)
            return caught.value.retry_after

        lock = sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None)
        with closing(lock), ThreadPoolExecutor(20) as pool:
            lock.execute("BEGIN IMMEDIATE")
            asked = [pool.submit(refused, number) for number in range(20)]
            while not all(each.done() for each in asked):
                # When every thread waited for the lock, this ran into the reader's own time limit.
                assert served.get("/healthz")[0] == 200
            assert all(each.result() for each in asked)
        assert client.verify(FLAT, "330400", shown).permitted


HEAD = b"GET /healthz HTTP/1.1\r\nHost: x\r\n"
BROKEN = (
    (b"GET /" + b"a" * 5_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414, "request.line-too-long"),
    (HEAD + b"X-Long: " + b"a" * 9_000 + b"\r\n\r\n", 431, "request.head-too-large"),
    (HEAD + b"".join(b"X-%d: a\r\n" % n for n in range(101)) + b"\r\n", 431, "request.head-too-large"),
    (HEAD + b"Content-Length: many\r\n\r\n", 400, "request.malformed"),
    (HEAD + b"X Spaced: a\r\n\r\n", 400, "request.malformed"),
    (b"BREW\x00 /pot\r\n\r\n", 400, "request.malformed"),
    (HEAD + b"Transfer-Encoding: brotli\r\n\r\n", 400, "request.malformed"),
)


class TestARequestThatIsBrokenBelowTheApplication:
    def test_is_answered_with_a_problem_and_our_headers(self, served: Served) -> None:
        for sent, status, code in BROKEN:
            answer, body = self.exchange(served, sent)
            problem = json.loads(body)
            assert (answer.status, problem["status"], problem["code"]) == (status, status, code)
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert answer.headers["X-Request-Id"] == problem["request_id"]
            assert answer.headers["Cache-Control"] == "no-store"
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert b"many" not in body
            assert served.get("/healthz")[0] == 200

    def test_no_header_moves_the_application(self, served: Served) -> None:
        """Also not from this machine, where a terminator may hand on whatever a stranger sent."""
        place = urlsplit(served.address).netloc
        for path, header, status in (("/healthz", "/x", 200), ("/x/healthz", "/x", 404)):
            for name in ("SCRIPT_NAME", "PATH_INFO"):
                sent = f"GET {path} HTTP/1.1\r\nHost: {place}\r\n{name}: {header}\r\n\r\n"
                assert self.exchange(served, sent.encode())[0].status == status

    def test_no_answer_names_the_software(self, served: Served) -> None:
        for sent in (HEAD + b"\r\n", HEAD + b"Content-Length: many\r\n\r\n"):
            answer, _ = self.exchange(served, sent)
            assert "gunicorn" not in str(answer.headers).lower()

    def exchange(self, served: Served, sent: bytes) -> tuple[HTTPResponse, bytes]:
        place = urlsplit(served.address)
        with socket.create_connection((place.hostname, place.port), timeout=10) as connection:
            connection.sendall(sent)
            answer = HTTPResponse(connection)
            answer.begin()
            return answer, answer.read()


class TestServing:
    def test_counts_over_all_processes(self, served: Served) -> None:
        for _ in range(20):
            assert served.get("/healthz")[0] == 200
        counted = [
            float(line.split()[-1])
            for line in served.get("/metrics")[1].decode().splitlines()
            if line.startswith("joincard_requests_total") and 'route="/healthz"' in line
        ]
        assert sum(counted) == 20

    def test_ends_in_order(self, served: Served) -> None:
        served.process.send_signal(signal.SIGTERM)
        assert served.process.wait(ORDERLY) == 0

    def test_names_a_port_that_is_in_use(self, environment: dict[str, str]) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            told = self.refused(environment, "--bind", f"127.0.0.1:{port}")
        assert f"Port {port} on 127.0.0.1 is in use" in told
        assert f"--bind 127.0.0.1:{port + 1}" in told

    @pytest.mark.parametrize("bind", ["localhost", "8000", "127.0.0.1:port", "127.0.0.1:70000", ":8000"])
    def test_says_how_an_address_is_written(self, environment: dict[str, str], bind: str) -> None:
        assert "Write it like 127.0.0.1:8000" in self.refused(environment, "--bind", bind)

    def test_refuses_an_unsafe_setting(self, environment: dict[str, str]) -> None:
        told = self.refused({**environment, "JOINCARD_DEMO": "0"})
        assert "JOINCARD_ISSUER is not https" in told

    def test_refuses_a_database_without_tables(self, environment: dict[str, str], tmp_path: Path) -> None:
        empty = tmp_path / "empty.db"
        empty.touch()
        told = self.refused({**environment, "JOINCARD_DATABASE_URL": f"sqlite:///{empty}"})
        assert "joincard-authority init" in told

    def refused(self, environment: dict[str, str], *arguments: str) -> str:
        command = [COMMAND, "serve", *arguments]
        done: Any = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        return str(done.stderr)
