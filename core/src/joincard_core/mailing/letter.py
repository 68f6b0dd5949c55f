"""A letter, and what every way of sending one is."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from typing import Protocol

from joincard_core.clock import Clock
from joincard_core.mailing.errors import MailNotSent


@dataclass(frozen=True, slots=True)
class Letter:
    """What is written to whom, in plain text. Never printed: it may hold a code."""

    to: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)


class Post(Protocol):
    """Sends letters. Slow at times, so it is never called inside a transaction."""

    @property
    def goes_out(self) -> bool:
        """Whether letters reach anybody."""
        ...

    def send(self, letter: Letter) -> None:
        """Send a letter. Raises ``MailNotSent``."""
        ...


class NoPost:
    """For an authority without a mail server."""

    @property
    def goes_out(self) -> bool:
        """No."""
        return False

    def send(self, letter: Letter) -> None:
        """Raises ``MailNotSent``."""
        raise MailNotSent("This authority has no mail server.")


def message(letter: Letter, sender: str, clock: Clock) -> EmailMessage:
    """A letter as it travels (RFC 5322): from us, answered by no machine (RFC 3834 section 5).

    Raises ``MailNotSent`` for an address that is none.
    """
    found = EmailMessage(SMTP)
    found["From"], found["To"] = address(sender), address(letter.to)
    found["Subject"] = letter.subject
    found["Date"] = format_datetime(clock.now())
    found["Message-ID"] = make_msgid(domain=address(sender).domain)
    found["Auto-Submitted"] = "auto-generated"
    found.set_content(letter.text, cte="base64")
    return found


def address(text: str) -> Address:
    """An address by its two parts: as a value, nothing in it can become another header.

    Raises ``MailNotSent``.
    """
    name, _, domain = text.rpartition("@")
    if not name or not domain or not text.isprintable():
        raise MailNotSent("An address is none.")
    try:
        return Address(username=name, domain=domain)
    except (ValueError, MessageError):
        raise MailNotSent("An address is none.") from None
