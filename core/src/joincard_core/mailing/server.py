"""Letters through a mail server (RFC 5321): over TLS from the first byte (RFC 8314), or STARTTLS (RFC 3207).

A server on another machine gets neither a letter nor a password before the connection is encrypted and its
certificate is right.
"""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass, field

from joincard_core.clock import Clock
from joincard_core.mailing.errors import MailNotSent
from joincard_core.mailing.letter import Letter, message

PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class SmtpPost:
    """Sends through one server. ``tls`` is ``smtps``, ``starttls`` or ``none``, the last for this machine.

    ``wait`` is how long each answer of the server may take, in seconds.
    """

    host: str
    port: int
    tls: str
    sender: str
    clock: Clock
    user: str = ""
    password: str = field(default="", repr=False)
    wait: float = 10.0
    trusted: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False)

    @property
    def goes_out(self) -> bool:
        """Yes."""
        return True

    def send(self, letter: Letter) -> None:
        """Send a letter. Raises ``MailNotSent``."""
        made = message(letter, self.sender, self.clock)
        try:
            with self._connected() as server:
                server.send_message(made)
        except smtplib.SMTPResponseException as error:
            raise MailNotSent(f"The mail server answered {error.smtp_code}.") from None
        except (smtplib.SMTPException, OSError, ValueError) as error:  # ValueError: an address it cannot take
            raise MailNotSent(f"The mail server failed: {type(error).__name__}.") from None

    def _connected(self) -> smtplib.SMTP:
        if self.tls == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=self.wait, context=self.trusted
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self.wait)
        try:
            if self.tls == "starttls":
                server.starttls(context=self.trusted)
            if self.user:
                server.login(self.user, self.password)
        except BaseException:
            server.close()
            raise
        return server
