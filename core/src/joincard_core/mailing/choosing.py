"""Which way letters go, as the settings say it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from joincard_core.clock import Clock
from joincard_core.mailing.folder import FolderPost
from joincard_core.mailing.letter import NoPost, Post
from joincard_core.mailing.server import PORTS, SmtpPost
from joincard_core.settings import LOCAL_HOSTS, BadSetting, Settings

NOBODY = "card@localhost"


def post_of(settings: Settings, clock: Clock) -> Post:
    """The way of these settings. Raises ``BadSetting`` when the password of the server cannot be read."""
    if settings.mail_folder:
        return FolderPost(Path(settings.mail_folder), settings.mail_from or NOBODY, clock)
    if not settings.mail_server:
        return NoPost()
    server = urlsplit(settings.mail_server)
    host = server.hostname or ""
    unencrypted = server.scheme == "smtp" and host in LOCAL_HOSTS
    return SmtpPost(
        host=host,
        port=server.port or PORTS[server.scheme],
        tls="none" if unencrypted else "starttls" if server.scheme == "smtp" else "smtps",
        sender=settings.mail_from,
        clock=clock,
        user=settings.mail_user,
        password=password_in(settings.mail_password_file),
    )


def password_in(file: str) -> str:
    """The first line of a file; empty where none is named. Raises ``BadSetting``."""
    if not file:
        return ""
    try:
        found = Path(file).read_text(encoding="utf-8").partition("\n")[0]
    except (OSError, UnicodeDecodeError):
        raise BadSetting("JOINCARD_MAIL_PASSWORD_FILE cannot be read.") from None
    if not found:
        raise BadSetting("JOINCARD_MAIL_PASSWORD_FILE is empty. Write the password into its first line.")
    return found
