"""Whose certificate a client shows (RFC 8705 section 2.1.2): the member that names its subject."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from joincard_core.oauth.certificate_subject import LONGEST, READERS, BadName
from joincard_core.oauth.members import Members
from joincard_core.oauth.registration_errors import InvalidClientMetadata

LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
DNS = re.compile(rf"(?:{LABEL}\.)*{LABEL}", re.IGNORECASE)
EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}")
TLS_MEMBERS = tuple(READERS)


def tls_subject(sent: Members) -> dict[str, Any]:
    """The members that name a certificate's subject. Raises ``InvalidClientMetadata``."""
    return {name: _read(sent, name) for name in TLS_MEMBERS}


def _read(sent: Members, name: str) -> str | None:
    value = sent.text(name, LONGEST)
    if value is None:
        return None
    fits, allowed = FORMS.get(name, (bool, ""))
    if not fits(value):
        raise InvalidClientMetadata(name, allowed)
    try:
        READERS[name](value)
    except BadName as error:
        raise InvalidClientMetadata(name, str(error)) from None
    return value


def _is_uri(text: str) -> bool:
    try:
        return text.isascii() and " " not in text and bool(urlsplit(text).scheme)
    except ValueError:
        return False


FORMS: dict[str, tuple[Callable[[str], bool], str]] = {
    "tls_client_auth_san_dns": (lambda text: bool(DNS.fullmatch(text)), "One DNS name, without wildcard."),
    "tls_client_auth_san_uri": (_is_uri, "One URI."),
    "tls_client_auth_san_email": (lambda text: bool(EMAIL.fullmatch(text)), "One e-mail address."),
}
