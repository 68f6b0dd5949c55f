"""The one name that a client's certificate must carry for ``tls_client_auth`` (RFC 8705 section 2.1.2).

Choices: distinguished names are read (RFC 4514) and compared part by part and in order, not as texts. The
values of the usual attributes are compared without regard to case and runs of spaces (RFC 5280 section 7.1),
all others exactly. No wildcards.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from ipaddress import ip_address

from cryptography import x509
from cryptography.x509.oid import NameOID, ObjectIdentifier

from joincard_core.oauth.client_metadata import ClientMetadata

UNREADABLE_NAMES = "The names of the certificate cannot be read."
LONGEST = 1_000  # characters of a registered name
SHORT_NAMES: Mapping[str, ObjectIdentifier] = {
    "CN": NameOID.COMMON_NAME,
    "L": NameOID.LOCALITY_NAME,
    "ST": NameOID.STATE_OR_PROVINCE_NAME,
    "O": NameOID.ORGANIZATION_NAME,
    "OU": NameOID.ORGANIZATIONAL_UNIT_NAME,
    "C": NameOID.COUNTRY_NAME,
    "STREET": NameOID.STREET_ADDRESS,
    "DC": NameOID.DOMAIN_COMPONENT,
    "UID": NameOID.USER_ID,
    # Not in RFC 4514, but written by the usual tools.
    "serialNumber": NameOID.SERIAL_NUMBER,
    "organizationIdentifier": NameOID.ORGANIZATION_IDENTIFIER,
    "businessCategory": NameOID.BUSINESS_CATEGORY,
    "jurisdictionC": NameOID.JURISDICTION_COUNTRY_NAME,
    "postalCode": NameOID.POSTAL_CODE,
    "emailAddress": NameOID.EMAIL_ADDRESS,
    "GN": NameOID.GIVEN_NAME,
    "SN": NameOID.SURNAME,
    "title": NameOID.TITLE,
}
FOLDED = frozenset(SHORT_NAMES.values())
NAMES = {name.upper(): oid for name, oid in SHORT_NAMES.items()}

Rdn = frozenset[tuple[str, str]]


class BadName(ValueError):
    """The registered name has the wrong form; the message says what is allowed."""


def expected(metadata: ClientMetadata) -> tuple[str, str]:
    """Which name is registered, and its value. Raises ``BadName`` unless there is exactly one."""
    given = [(kind, value) for kind in KINDS if (value := getattr(metadata, kind)) is not None]
    if len(given) != 1:
        raise BadName(f"Exactly one of {', '.join(KINDS)} must be registered.")
    kind, value = given[0]
    if not 0 < len(value) <= LONGEST:
        raise BadName(f"{kind} has from 1 to {LONGEST} characters.")
    READERS[kind](value)
    return kind, value


def carries(certificate: x509.Certificate, kind: str, value: str) -> bool:
    """Whether the certificate has this name. Raises ``ValueError`` when its names cannot be read."""
    wanted = READERS[kind](value)
    return any(found == wanted for found in KINDS[kind](certificate))


def distinguished_name(text: str) -> tuple[Rdn, ...]:
    """A distinguished name as RFC 4514 writes it, last part first. Raises ``BadName``."""
    try:
        name = x509.Name.from_rfc4514_string(_capitals(text), NAMES)
    except ValueError:  # also for a hexadecimal escape that is not UTF-8
        raise BadName(
            "A subject is written like CN=his.example.cn,O=First Hospital,C=CN (RFC 4514), with an OID in "
            f"place of a name other than {', '.join(SHORT_NAMES)}."
        ) from None
    if not name.rdns:
        raise BadName("A subject has at least one part.")
    return _parts(name)


def _capitals(text: str) -> str:
    """The same with the names of attributes in capitals: they may be written in any case."""
    parts, begins = [], True
    for part in _pieces(text):
        name, equals, value = part.partition("=")
        parts.append(name.upper() + equals + value if begins and equals else part)
        begins = part in (",", "+")
    return "".join(parts)


def _pieces(text: str) -> Iterator[str]:
    """Attributes, and the unescaped commas and plus signs between them."""
    piece, escaped = "", False
    for char in text:
        if char in ",+" and not escaped:
            yield from (piece, char)
            piece = ""
        else:
            piece += char
        escaped = char == "\\" and not escaped
    yield piece


def _parts(name: x509.Name) -> tuple[Rdn, ...]:
    return tuple(frozenset((part.oid.dotted_string, _value(part)) for part in rdn) for rdn in name.rdns)


def _value(part: x509.NameAttribute[str | bytes]) -> str:
    value = part.value if isinstance(part.value, str) else part.value.hex()
    if part.oid not in FOLDED:
        return value
    return " ".join(unicodedata.normalize("NFKC", value).casefold().split())


def _subject(certificate: x509.Certificate) -> tuple[Rdn, ...]:
    try:
        return _parts(certificate.subject)
    except TypeError:  # the library's word for a bit string where a text belongs
        raise ValueError(UNREADABLE_NAMES) from None


def _same(text: str) -> str:
    return text


def _mailbox(text: str) -> str:
    """Upper and lower case differ before the @ alone (RFC 5280 section 7.5)."""
    local, at, host = text.rpartition("@")
    return local + at + host.lower()


def _address(text: str) -> str:
    try:
        return ip_address(text).compressed
    except ValueError:
        raise BadName("tls_client_auth_san_ip is one IPv4 or IPv6 address.") from None


def _alternatives(certificate: x509.Certificate) -> x509.SubjectAlternativeName:
    try:
        return certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return x509.SubjectAlternativeName([])
    except (x509.DuplicateExtension, x509.UnsupportedGeneralNameType):
        raise ValueError(UNREADABLE_NAMES) from None


READERS: Mapping[str, Callable[[str], object]] = {
    "tls_client_auth_subject_dn": distinguished_name,
    "tls_client_auth_san_dns": str.lower,
    "tls_client_auth_san_uri": _same,
    "tls_client_auth_san_ip": _address,
    "tls_client_auth_san_email": _mailbox,
}
KINDS: Mapping[str, Callable[[x509.Certificate], list[object]]] = {
    "tls_client_auth_subject_dn": lambda certificate: [_subject(certificate)],
    "tls_client_auth_san_dns": lambda certificate: [
        name.lower() for name in _alternatives(certificate).get_values_for_type(x509.DNSName)
    ],
    "tls_client_auth_san_uri": lambda certificate: [
        *_alternatives(certificate).get_values_for_type(x509.UniformResourceIdentifier)
    ],
    "tls_client_auth_san_ip": lambda certificate: [
        str(name) for name in _alternatives(certificate).get_values_for_type(x509.IPAddress)
    ],
    "tls_client_auth_san_email": lambda certificate: [
        _mailbox(name) for name in _alternatives(certificate).get_values_for_type(x509.RFC822Name)
    ],
}
