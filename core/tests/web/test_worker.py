"""A thread that stays with a busy connection, and leaves it as soon as another one waits."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

import pytest

APP = """
def app(environ, start_response):
    environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")])
    return [b"ok"]
"""
START = 30  # s, at most


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """A server with one thread, of which connections stay open."""
    (tmp_path / "alone.py").write_text(APP)
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        found = int(tried.getsockname()[1])
    worker = ("--worker-class", "joincard_core.cli.worker.Worker", "--threads", "1", "--keep-alive", "30")
    command = (sys.executable, "-m", "gunicorn", *worker, "--bind", f"127.0.0.1:{found}", "alone:app")
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL) as process:
        try:
            deadline = time.monotonic() + START
            while not listens(found):
                assert time.monotonic() < deadline, "the server did not start"
            yield found
        finally:
            process.terminate()


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def ask(connection: HTTPConnection) -> bytes:
    connection.request("POST", "/", b"body")
    with connection.getresponse() as answer:
        return answer.read()


class TestOneThread:
    def test_serves_a_connection_that_stays_open(self, port: int) -> None:
        with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
            assert [ask(connection) for _ in range(20)] == [b"ok"] * 20

    def test_takes_two_requests_that_come_at_once(self, port: int) -> None:
        one = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
        with socket.create_connection(("127.0.0.1", port), timeout=10) as caller:
            caller.sendall(one + one)
            read = b""
            while read.count(b"\r\n\r\nok") < 2:
                read += caller.recv(4096)

    def test_leaves_a_busy_connection_for_one_that_waits(self, port: int) -> None:
        """A connection whose next request is always there already must not keep the thread to itself."""
        many = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n" * 50
        with socket.create_connection(("127.0.0.1", port)) as busy:

            def send() -> None:
                with suppress(OSError):
                    while True:
                        busy.sendall(many)

            def drain() -> None:
                with suppress(OSError):
                    while busy.recv(65_536):
                        pass

            threads = [Thread(target=send), Thread(target=drain)]
            for each in threads:
                each.start()
            try:
                for _ in range(3):
                    with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as late:
                        assert ask(late) == b"ok"
            finally:
                busy.shutdown(socket.SHUT_RDWR)
                for each in threads:
                    each.join()

    def test_goes_on_when_a_caller_leaves(self, port: int) -> None:
        for _ in range(5):
            with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
                assert ask(connection) == b"ok"
