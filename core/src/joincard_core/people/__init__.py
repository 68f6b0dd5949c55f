"""People and their identifiers: sealed, found by blind index, disclosed element by element."""

from joincard_core.people.contacts import SAID_BY_HOLDER, Contacts, OwnSay
from joincard_core.people.email import Email
from joincard_core.people.errors import (
    BadContact,
    BadIdentifier,
    BadProfile,
    IdentifierTaken,
    PasswordRefused,
    ReferenceTaken,
)
from joincard_core.people.identity import Identity
from joincard_core.people.passwords import OWASP, Checked, KeptPassword, Passwords, password_since
from joincard_core.people.profile import ADDRESS as ADDRESS_FIELDS
from joincard_core.people.profile import FIELDS
from joincard_core.people.service import People

__all__ = [
    "ADDRESS_FIELDS",
    "FIELDS",
    "OWASP",
    "SAID_BY_HOLDER",
    "BadContact",
    "BadIdentifier",
    "BadProfile",
    "Checked",
    "Contacts",
    "Email",
    "IdentifierTaken",
    "Identity",
    "KeptPassword",
    "OwnSay",
    "PasswordRefused",
    "Passwords",
    "People",
    "ReferenceTaken",
    "password_since",
]
