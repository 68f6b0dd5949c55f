"""People and their identifiers: sealed, found by blind index, disclosed element by element."""

from joincard_core.people.contacts import Contacts, Email
from joincard_core.people.errors import (
    BadContact,
    BadIdentifier,
    IdentifierTaken,
    PasswordRefused,
    ReferenceTaken,
)
from joincard_core.people.identity import Identity
from joincard_core.people.passwords import OWASP, Checked, KeptPassword, Passwords
from joincard_core.people.service import People

__all__ = [
    "OWASP",
    "BadContact",
    "BadIdentifier",
    "Checked",
    "Contacts",
    "Email",
    "IdentifierTaken",
    "Identity",
    "KeptPassword",
    "PasswordRefused",
    "Passwords",
    "People",
    "ReferenceTaken",
]
