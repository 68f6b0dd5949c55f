"""Whose certificate a client shows (RFC 8705 section 2.1.2): the member that names its subject."""

from __future__ import annotations

import re
from collections.abc import Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

from cryptography import x509

from joincard_core.oauth.members import Members
from joincard_core.oauth.registration_errors import InvalidClientMetadata

DNS = re.compile(
    r"(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE
)
EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}")
LONGEST = 1_000  # characters


def _is_dn(text: str) -> bool:
    try:
        return len(list(x509.Name.from_rfc4514_string(text))) > 0
    except (ValueError, KeyError, TypeError):
        return False


def _is_uri(text: str) -> bool:
    try:
        return text.isascii() and " " not in text and bool(urlsplit(text).scheme)
    except ValueError:
        return False


def _is_ip(text: str) -> bool:
    try:
        return str(ip_address(text)) == text.lower()
    except ValueError:
        return False


FORMS: dict[str, tuple[Callable[[str], bool], str]] = {
    "tls_client_auth_subject_dn": (
        _is_dn,
        "A distinguished name as RFC 4514 writes it, such as CN=his-1,O=Hospital.",
    ),
    "tls_client_auth_san_dns": (lambda text: bool(DNS.fullmatch(text)), "A DNS name."),
    "tls_client_auth_san_uri": (_is_uri, "A URI."),
    "tls_client_auth_san_ip": (_is_ip, "An IP address in its shortest form."),
    "tls_client_auth_san_email": (lambda text: bool(EMAIL.fullmatch(text)), "An e-mail address."),
}
TLS_MEMBERS = tuple(FORMS)


def tls_subject(sent: Members) -> dict[str, str | None]:
    """The members that name a certificate's subject. Raises ``InvalidClientMetadata``."""
    found = {name: sent.text(name, LONGEST) for name in FORMS}
    for name, value in found.items():
        fits, allowed = FORMS[name]
        if value is not None and not fits(value):
            raise InvalidClientMetadata(name, allowed)
    return found
