"""Letters reach a real server, encrypted and addressed to one person alone, or a folder, or nobody."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from joincard_core.clock import SHANGHAI, FixedClock
from joincard_core.mailing import FolderPost, Letter, MailNotSent, NoPost, SmtpPost, post_of
from joincard_core.settings import BadSetting, Settings

from demo.place import free_port
from tools.conformance.certificates import certificate

NOON = FixedClock(datetime(2026, 3, 2, 12, 0, tzinfo=SHANGHAI))
FROM, LETTER = "card@card.example.cn", Letter("ann@example.org", "Your code 验证码", "12345678\n一二三\n")
USER, PASSWORD = "card", "a long password of the server"


class Inbox:
    """What a server took."""

    def __init__(self, refusal: str = "") -> None:
        self.refusal = refusal
        self.envelopes: list[Envelope] = []
        self.encrypted: list[bool] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.refusal:
            return self.refusal
        self.envelopes.append(envelope)
        self.encrypted.append(
            server.transport is not None and server.transport.get_extra_info("ssl_object") is not None
        )
        return "250 OK"

    @property
    def letters(self) -> list[EmailMessage]:
        return [read(each.original_content or b"") for each in self.envelopes]


def read(raw: bytes) -> EmailMessage:
    found = message_from_bytes(raw.replace(b"\r\n", b"\n"), policy=default)
    assert isinstance(found, EmailMessage)
    return found


def text(letter: EmailMessage) -> str:
    return str(letter.get_content()).replace("\r\n", "\n")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What a server shows, and what trusts it alone."""
    shown, folder = certificate("localhost", "localhost"), tmp_path_factory.mktemp("tls")
    (folder / "cert.pem").write_text(shown.pem, encoding="ascii")
    (folder / "key.pem").write_text(shown.key_pem, encoding="ascii")
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return server, ssl.create_default_context(cafile=str(folder / "cert.pem"))


Serve = Callable[..., tuple[Inbox, int]]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start a server on a port of its own."""
    running: list[Controller] = []

    def serve(refusal: str = "", **settings: Any) -> tuple[Inbox, int]:
        inbox = Inbox(refusal)
        port = free_port()
        controller = Controller(inbox, hostname="localhost", port=port, **settings)
        controller.start()
        running.append(controller)
        return inbox, port

    yield serve
    for each in running:
        each.stop()


def post(port: int, tls: str = "none", **more: Any) -> SmtpPost:
    return SmtpPost("localhost", port, tls, FROM, NOON, **more)


def right(server: SMTP, session: Session, envelope: Envelope, mechanism: str, auth: Any) -> AuthResult:
    good = isinstance(auth, LoginPassword) and (auth.login, auth.password) == (
        USER.encode(),
        PASSWORD.encode(),
    )
    return AuthResult(success=good, handled=False)


class TestALetter:
    def test_arrives_as_it_was_written_and_at_one_address(self, serve: Serve) -> None:
        inbox, port = serve()
        post(port).send(LETTER)
        (envelope,), (letter,) = inbox.envelopes, inbox.letters
        assert (envelope.mail_from, envelope.rcpt_tos) == (FROM, [LETTER.to])
        assert (letter["Subject"], letter["To"], letter["From"]) == (LETTER.subject, LETTER.to, FROM)
        assert text(letter) == LETTER.text
        assert letter["Auto-Submitted"] == "auto-generated"
        assert letter["Date"].datetime == NOON.now()

    def test_is_not_printed(self) -> None:
        assert repr(LETTER) == "Letter()"
        assert PASSWORD not in repr(post(25, password=PASSWORD))

    @pytest.mark.parametrize("to", ["a@example.org\r\nBcc: b@example.org", "a b@example.org\n", "@", ""])
    def test_to_what_is_no_address_goes_nowhere(self, serve: Serve, to: str) -> None:
        inbox, port = serve()
        with pytest.raises(MailNotSent):
            post(port).send(Letter(to, "x", "y"))
        assert not inbox.envelopes


class TestAServer:
    @pytest.mark.parametrize("tls", ["starttls", "smtps"])
    def test_is_spoken_to_over_tls(
        self, serve: Serve, made: tuple[ssl.SSLContext, ssl.SSLContext], tls: str
    ) -> None:
        server, trusted = made
        shown = {"ssl_context": server} if tls == "smtps" else {"tls_context": server}
        inbox, port = serve(**shown)
        post(port, tls, trusted=trusted).send(LETTER)
        assert inbox.encrypted == [True]

    @pytest.mark.parametrize("tls", ["starttls", "smtps"])
    def test_with_a_certificate_of_a_stranger_gets_nothing(
        self, serve: Serve, made: tuple[ssl.SSLContext, ssl.SSLContext], tls: str
    ) -> None:
        shown = {"ssl_context": made[0]} if tls == "smtps" else {"tls_context": made[0]}
        inbox, port = serve(**shown)
        with pytest.raises(MailNotSent):
            post(port, tls).send(LETTER)
        assert not inbox.envelopes

    def test_that_cannot_encrypt_gets_nothing(self, serve: Serve) -> None:
        inbox, port = serve()
        with pytest.raises(MailNotSent):
            post(port, "starttls").send(LETTER)
        assert not inbox.envelopes

    @pytest.mark.parametrize(("password", "taken"), [(PASSWORD, 1), ("another", 0)])
    def test_that_wants_a_password_gets_it_over_tls(
        self, serve: Serve, made: tuple[ssl.SSLContext, ssl.SSLContext], password: str, taken: int
    ) -> None:
        server, trusted = made
        inbox, port = serve(tls_context=server, auth_required=True, authenticator=right)
        known = post(port, "starttls", trusted=trusted, user=USER, password=password)
        if taken:
            known.send(LETTER)
        else:
            with pytest.raises(MailNotSent, match="The e-mail could not be sent"):
                known.send(LETTER)
        assert len(inbox.envelopes) == taken

    def test_that_refuses_is_told_of_in_the_log_alone(self, serve: Serve) -> None:
        _, port = serve("554 No such user ann@example.org")
        with pytest.raises(MailNotSent) as refused:
            post(port).send(LETTER)
        assert refused.value.cause == "The mail server answered 554."
        assert "ann" not in refused.value.sentence + refused.value.cause

    def test_that_is_away_is_waited_for_no_longer_than_allowed(self) -> None:
        with pytest.raises(MailNotSent):
            post(1, wait=1).send(LETTER)


class TestAFolder:
    def test_gets_a_file_for_each_letter_in_their_order(self, tmp_path: Path) -> None:
        folder = FolderPost(tmp_path / "mail", FROM, NOON)
        for each in ("one\n", "two\n", "three\n"):
            folder.send(Letter(LETTER.to, LETTER.subject, each))
        files = sorted((tmp_path / "mail").glob("*.eml"))
        assert [text(read(file.read_bytes())) for file in files] == ["one\n", "two\n", "three\n"]
        assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
        assert folder.goes_out

    def test_that_cannot_be_written_is_a_letter_that_was_not_sent(self, tmp_path: Path) -> None:
        (tmp_path / "mail").write_text("a file")
        with pytest.raises(MailNotSent):
            FolderPost(tmp_path / "mail", FROM, NOON).send(LETTER)


def test_without_a_server_nothing_is_sent() -> None:
    assert not NoPost().goes_out
    with pytest.raises(MailNotSent):
        NoPost().send(LETTER)


class TestTheSettings:
    ISSUER = "https://card.example.cn"

    @pytest.mark.parametrize(
        ("server", "way"),
        [
            ("smtp://mail.example.cn", ("mail.example.cn", 587, "starttls")),
            ("smtps://mail.example.cn", ("mail.example.cn", 465, "smtps")),
            ("smtps://mail.example.cn:4650", ("mail.example.cn", 4650, "smtps")),
            ("smtp://localhost:25", ("localhost", 25, "none")),
        ],
    )
    def test_choose_the_server(self, server: str, way: tuple[str, int, str]) -> None:
        found = post_of(Settings(issuer=self.ISSUER, mail_server=server, mail_from=FROM), NOON)
        assert isinstance(found, SmtpPost)
        assert (found.host, found.port, found.tls) == way

    def test_choose_nobody_or_a_folder(self, tmp_path: Path) -> None:
        assert isinstance(post_of(Settings(issuer=self.ISSUER), NOON), NoPost)
        folder = post_of(Settings(issuer=self.ISSUER, demo=True, mail_folder=str(tmp_path)), NOON)
        assert isinstance(folder, FolderPost)

    def test_name_the_file_of_the_password(self, tmp_path: Path) -> None:
        file = tmp_path / "password"
        named = Settings(
            issuer=self.ISSUER,
            mail_server="smtps://mail.example.cn",
            mail_from=FROM,
            mail_user=USER,
            mail_password_file=str(file),
        )
        for text in (None, "", "\n"):
            if text is not None:
                file.write_text(text)
            with pytest.raises(BadSetting, match="JOINCARD_MAIL_PASSWORD_FILE"):
                post_of(named, NOON)
        file.write_text(f"{PASSWORD}\n")
        found = post_of(named, NOON)
        assert isinstance(found, SmtpPost)
        assert found.password == PASSWORD
