"""The TLS terminator: which certificates and versions it takes, and what the authority is told."""

import json
import socket
import ssl
import threading
from base64 import b64decode
from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import HTTPSConnection
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from demo.place import free_port
from tools.conformance.certificates import Certificate, certificate
from tools.conformance.place import Target
from tools.conformance.terminator import NoTerminator, Terminator


class Echo(BaseHTTPRequestHandler):
    """Answers with the headers and the body that it was sent."""

    def do_POST(self) -> None:
        size = int(self.headers.get("Content-Length", 0))
        told = {"headers": [*self.headers.items()], "body": self.rfile.read(size).decode()}
        body = json.dumps(told).encode()
        self.send_response(201)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    with HTTPServer(("127.0.0.1", 0), Echo) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        found = Target(tmp_path_factory.mktemp("conformance"), server.server_port, free_port())
        found.certify()
        terminator = Terminator(found)
        try:
            terminator.start()
            yield found
        finally:
            terminator.stop()
            server.shutdown()
            thread.join()


def context(folder: Path | None = None, shown: Certificate | None = None) -> ssl.SSLContext:
    made = ssl.create_default_context()
    made.check_hostname = False
    made.verify_mode = ssl.CERT_NONE
    if folder is not None and shown is not None:
        file = folder / "client.pem"
        file.write_text(shown.pem + shown.key_pem, encoding="ascii")
        made.load_cert_chain(file)
    return made


def post(target: Target, using: ssl.SSLContext, **headers: str) -> dict[str, list[str]]:
    connection = HTTPSConnection("localhost", target.tls_port, context=using, timeout=10)
    connection.request("POST", "/oauth/token", "a=b", {n.replace("_", "-"): v for n, v in headers.items()})
    answer = connection.getresponse()
    assert answer.status == 201
    told = json.loads(answer.read())
    connection.close()
    assert told["body"] == "a=b"
    found: dict[str, list[str]] = {}
    for name, value in told["headers"]:
        found.setdefault(name.lower(), []).append(value)
    return found


class TestAClient:
    def test_with_a_certificate_of_its_own_making_is_let_through_with_it(
        self, target: Target, tmp_path: Path
    ) -> None:
        shown = certificate("client")
        (header,) = post(target, context(tmp_path, shown))["client-cert"]
        assert header.startswith(":")
        assert header.endswith(":")
        assert b64decode(header.strip(":"), validate=True) == shown.der

    def test_with_an_expired_one_is_let_through_too(self, target: Target, tmp_path: Path) -> None:
        shown = certificate("client", made_at=datetime(2020, 1, 1, tzinfo=UTC))
        assert "client-cert" in post(target, context(tmp_path, shown))

    def test_without_a_certificate_is_let_through(self, target: Target) -> None:
        assert "client-cert" not in post(target, context())

    def test_cannot_say_that_it_has_shown_a_certificate(self, target: Target) -> None:
        assert "client-cert" not in post(target, context(), Client_Cert=":AAAA:")

    def test_cannot_say_it_with_an_underscore_either(self, target: Target) -> None:
        with (
            socket.create_connection(("localhost", target.tls_port)) as raw,
            context().wrap_socket(raw) as tls,
        ):
            tls.sendall(
                b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nClient_Cert: :AAAA:\r\n\r\n"
            )
            answer = tls.recv(65_536)
        assert b" 201 " in answer.splitlines()[0]
        assert b"AAAA" not in answer

    def test_cannot_choose_its_address(self, target: Target) -> None:
        assert post(target, context(), X_Forwarded_For="192.0.2.1")["x-forwarded-for"] == ["127.0.0.1"]

    def test_may_send_long_headers(self, target: Target) -> None:
        assert post(target, context(), DPoP="x" * 20_000)["dpop"] == ["x" * 20_000]


class TestTls:
    @pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
    def test_is_1_2_or_1_3(self, target: Target, version: ssl.TLSVersion) -> None:
        using = context()
        using.minimum_version = using.maximum_version = version
        assert post(target, using)

    def test_is_1_3_where_both_can(self, target: Target) -> None:
        with (
            socket.create_connection(("localhost", target.tls_port)) as raw,
            context().wrap_socket(raw) as tls,
        ):
            assert tls.version() == "TLSv1.3"

    @pytest.mark.parametrize("ciphers", ["ECDHE+AESGCM", "ECDHE+AES:!AESGCM:!AESCCM"])
    def test_takes_only_the_suites_of_rfc_9325(self, target: Target, ciphers: str) -> None:
        using = context()
        using.maximum_version = ssl.TLSVersion.TLSv1_2
        using.set_ciphers(ciphers)
        if "!" not in ciphers:
            assert post(target, using)
            return
        with pytest.raises(ssl.SSLError):
            post(target, using)


class TestATerminator:
    def test_says_why_it_cannot_start(self, target: Target) -> None:
        second = Terminator(target)
        with pytest.raises(NoTerminator, match="EADDRINUSE"):
            second.start()
