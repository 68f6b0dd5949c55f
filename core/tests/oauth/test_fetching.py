"""Fetching what a client names: limits of place, time and size, against real servers."""

from __future__ import annotations

import socket
import ssl
import threading
from ipaddress import ip_address
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_core.oauth import FetchFailed
from joincard_core.oauth.fetching import (
    Ask,
    Limits,
    Place,
    Reach,
    checked_uri,
    exchange,
    fetch,
    fetch_json,
    tls,
)
from joincard_core.oauth.pinned import Deadline
from joincard_core.oauth.public_address import Address
from joincard_core.oauth.resolving import AT_ONCE, Resolve, addresses_of
from joincard_core.settings import Settings

from core.tests.oauth.servers import Habit, answers, drips, floods, serving

if TYPE_CHECKING:
    from pathlib import Path

DEMO = Reach(http=True, private=True)
LOOPBACK = (ip_address("127.0.0.1"),)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
SHORT = Limits(seconds=0.2)


def leads_to(*addresses: str) -> tuple[list[str], Resolve]:
    asked: list[str] = []

    def resolve(host: str, _: float) -> tuple[Address, ...]:
        asked.append(host)
        return tuple(ip_address(address) for address in addresses)

    return asked, resolve


class TestAnAnswer:
    def test_is_read_as_json(self) -> None:
        with serving(answers({"keys": []})) as server:
            assert fetch_json(f"{server.origin}/jwks?a=1", DEMO) == {"keys": []}
        (seen,) = server.seen
        assert (seen["path"], seen["accept"], seen["accept-encoding"]) == (
            "/jwks?a=1",
            "application/json",
            "identity",
        )
        assert seen["host"] == server.origin.removeprefix("http://")
        assert "cookie" not in seen

    def test_may_be_a_jwk_set_by_type(self) -> None:
        with serving(answers({}, content_type="application/jwk-set+json; charset=utf-8")) as server:
            assert fetch_json(server.origin, DEMO) == {}

    @pytest.mark.parametrize(
        ("habit", "cause"),
        [
            (answers({}, 404), "answered 404 instead of 200"),
            (answers({}, 500), "answered 500 instead of 200"),
            (answers({}, 302, Location="/other"), "answered 302 instead of 200"),
            (answers({}, content_type="text/html"), "not of type application/json"),
            (answers({}, content_type=""), "not of type application/json"),
            (answers([]), "must be an object"),
            (answers(b'{"a": 1, "a": 2}'), "occurs twice"),
            (answers(b"{"), "Not JSON at line 1"),
            (answers(b"\xff"), "not UTF-8"),
            (answers({}, Content_Encoding="gzip"), "compressed"),
            (answers(b" " * 65_537), "more than 65536 bytes"),
            (floods, "more than 65536 bytes"),
            (drips(b"nonsense\r\n\r\n", b""), "could not be asked"),
        ],
    )
    def test_that_cannot_be_used_says_why(self, habit: Habit, cause: str) -> None:
        with serving(habit) as server, pytest.raises(FetchFailed, match=cause):
            fetch_json(server.origin, DEMO)
        assert len(server.seen) == 1

    @pytest.mark.parametrize(
        "habit",
        [
            drips(b"", b""),
            drips(HEAD, b"X-More: a\r\n"),
            drips(HEAD + b"X-Long: ", b"a"),
            drips(HEAD + b"\r\n", b" "),
            drips(HEAD + b"Content-Length: 1000\r\n\r\n", b" "),
        ],
        ids=["silence", "headers", "a header", "body", "body of a length"],
    )
    def test_that_takes_too_long_is_given_up_whatever_drips(self, habit: Habit) -> None:
        with serving(habit) as server, pytest.raises(FetchFailed, match=r"within 0\.2 seconds"):
            fetch_json(server.origin, DEMO, SHORT)

    def test_of_nobody_says_so(self) -> None:
        with serving(answers({})) as server:
            pass
        with pytest.raises(FetchFailed, match="could not be asked"):
            fetch_json(server.origin, DEMO)

    def test_to_a_post_is_given_whatever_its_status(self) -> None:
        with serving(answers({"error": "no"}, 400)) as server:
            ask = Ask(
                server.origin, "POST", content_type="text/plain", body=b"sent", authorization="Bearer x"
            )
            answer = fetch(ask, DEMO)
        assert (answer.status, answer.media_type, answer.body) == (
            400,
            "application/json",
            b'{"error": "no"}',
        )
        assert server.seen == [
            {"path": "/", "body": "sent", "type": "text/plain", "authorization": "Bearer x"}
        ]


class TestTls:
    def test_of_a_private_address_needs_nobody_to_vouch(self, tmp_path: Path) -> None:
        with serving(answers({"a": 1}), tmp_path) as server:
            assert fetch_json(server.origin, DEMO) == {"a": 1}

    def test_of_a_public_address_is_verified_even_in_the_demo(self, tmp_path: Path) -> None:
        with serving(answers({}), tmp_path) as server, pytest.raises(Exception, match="CERTIFICATE_VERIFY"):
            exchange(Ask(server.origin), Place(LOOPBACK, private=False), Limits(), Deadline(3))
        assert server.seen == []

    def test_is_for_the_name_and_goes_to_the_address(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with serving(answers({"a": 1}), tmp_path) as server:
            trusting = ssl.create_default_context(cafile=tmp_path / "localhost.pem")
            monkeypatch.setattr("joincard_core.oauth.fetching.tls", lambda **_: trusting)
            there = Place(LOOPBACK, private=False)
            port = server.origin.rpartition(":")[2]
            assert exchange(Ask(server.origin), there, Limits(), Deadline(3)).status == 200
            with pytest.raises(Exception, match="Hostname mismatch"):
                exchange(Ask(f"https://his.example.cn:{port}/"), there, Limits(), Deadline(3))

    def test_that_never_begins_is_given_up(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as silent:
            uri = f"https://localhost:{silent.getsockname()[1]}/"
            with pytest.raises(FetchFailed, match=r"within 0\.2 seconds"):
                fetch_json(uri, DEMO, SHORT)

    def test_never_goes_unverified_by_default(self) -> None:
        assert tls(verified=True).verify_mode is ssl.CERT_REQUIRED
        assert tls(verified=True).check_hostname


class TestAPlace:
    @pytest.mark.parametrize(
        "addresses",
        [
            ("127.0.0.1",),
            ("10.0.0.1",),
            ("::1",),
            ("fd00::1",),
            ("169.254.169.254",),
            ("::ffff:127.0.0.1",),
            ("1.1.1.1", "192.168.0.1"),
            ("192.168.0.1", "1.1.1.1"),
        ],
    )
    def test_beside_us_is_not_asked(self, addresses: tuple[str, ...]) -> None:
        asked, resolve = leads_to(*addresses)
        for reach in (Reach(), Reach(http=True)):
            with pytest.raises(FetchFailed, match="not on the public internet"):
                fetch_json("https://his.example.cn/", reach, resolve=resolve)
        assert asked == ["his.example.cn"] * 2

    @pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1", "2130706433", "0x7f000001", "[::1]"])
    def test_beside_us_is_not_asked_however_it_is_spelt(self, host: str) -> None:
        with serving(answers({})) as server:
            port = server.origin.rpartition(":")[2]
            with pytest.raises(FetchFailed, match=r"not on the public internet|leads nowhere"):
                fetch_json(f"http://{host}:{port}/", Reach(http=True))
        assert server.seen == []

    def test_is_looked_up_once_and_used_as_it_was_checked(self) -> None:
        asked, resolve = leads_to("127.0.0.1")
        with serving(answers({"a": 1})) as server:
            uri = server.origin.replace("localhost", "his.example.cn")
            assert fetch_json(uri, DEMO, resolve=resolve) == {"a": 1}
        assert asked == ["his.example.cn"]
        assert server.seen[0]["host"] == uri.removeprefix("http://")

    def test_with_a_dead_address_is_asked_at_the_next(self) -> None:
        with serving(answers({"a": 1})) as server:
            _, resolve = leads_to("127.0.0.2", "127.0.0.1")
            assert fetch_json(server.origin, DEMO, resolve=resolve) == {"a": 1}

    def test_without_an_address_leads_nowhere(self) -> None:
        _, resolve = leads_to()
        with pytest.raises(FetchFailed, match="leads nowhere"):
            fetch_json("https://his.example.cn/", resolve=resolve)


class TestAName:
    def test_leads_to_its_addresses(self) -> None:
        assert LOOPBACK[0] in addresses_of("localhost", 3)

    @pytest.mark.parametrize("host", ["a..b", "a" * 64 + ".cn"])
    def test_that_is_none_leads_nowhere(self, host: str) -> None:
        assert addresses_of(host, 3) == ()

    def test_that_takes_too_long_leads_nowhere(self, monkeypatch: pytest.MonkeyPatch) -> None:
        done = threading.Event()
        monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [done.wait()][1:])
        assert addresses_of("his.example.cn", 0.01) == ()
        done.set()

    def test_leads_nowhere_while_too_many_are_looked_up(self) -> None:
        taken = 0
        while AT_ONCE.acquire(blocking=False):
            taken += 1
        try:
            assert addresses_of("localhost", 3) == ()
        finally:
            AT_ONCE.release(taken)


class TestAnAddressAsWritten:
    @pytest.mark.parametrize(
        "uri",
        [
            "",
            "his",
            "/jwks",
            "http://his.example.cn/",
            "ftp://his.example.cn/",
            "file:///etc/passwd",
            "https://",
            "https:///jwks",
            "https://user@his.example.cn/",
            "https://@his.example.cn/",
            "https://his.example.cn/#a",
            "https://his.example.cn\\@other/",
            "https://his.example.cn:0/",
            "https://his.example.cn:99999/",
            "https://his.example.cn:x/",
            "https://[::1/",
            "https://his.example.cn/ a",
            "https://his.example.cn/\r\nX: a",
            "https://hospital.example.cn/医院",
            "https://his.example.cn/" + "a" * 2_000,
        ],
    )
    def test_that_is_not_plain_https_is_not_asked(self, uri: str) -> None:
        with pytest.raises(FetchFailed):
            fetch_json(uri)

    @given(st.text() | st.from_regex(r"https://\S{1,40}", fullmatch=True))
    def test_of_any_text_is_taken_apart_or_refused(self, uri: str) -> None:
        try:
            parts = checked_uri(uri, Reach())
        except FetchFailed:
            return
        assert parts.scheme == "https"
        assert parts.hostname

    def test_may_be_http_in_the_demo(self) -> None:
        settings = Settings(issuer="http://localhost:8000", demo=True)
        assert Reach.of(settings) == Reach(http=True, private=False)
        assert checked_uri("http://his.example.cn/", Reach.of(settings)).hostname == "his.example.cn"
