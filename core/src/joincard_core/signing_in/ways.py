"""Which ways to sign in a holder has."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from joincard_core.mailing import Post
from joincard_core.people import Contacts, Email
from joincard_core.signing_in.acr import PASSKEY, PASSWORD, PASSWORD_OTP
from joincard_core.signing_in.authenticator import Authenticators
from joincard_core.signing_in.passkeys_tables import passkeys
from joincard_core.storage import Tx


class Second(StrEnum):
    """Where the code of a second step comes from."""

    AUTHENTICATOR = "authenticator"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Ways:
    """Reads what a holder has set up."""

    authenticators: Authenticators
    contacts: Contacts
    post: Post

    def second(self, tx: Tx, person: str) -> Second | None:
        """The second step after the password: the application where there is one, else confirmed e-mail."""
        if self.authenticators.since(tx, person) is not None:
            return Second.AUTHENTICATOR
        return Second.EMAIL if self.post.goes_out and self.address(tx, person) is not None else None

    def address(self, tx: Tx, person: str) -> str | None:
        """The confirmed e-mail address. Raises ``KeyErased``."""
        found: Email | None = self.contacts.email(tx, person)
        return found.address if found is not None and found.verified else None

    def best(self, tx: Tx, person: str) -> str:
        """The ``acr`` of the strongest way. Raises ``KeyErased``."""
        if has_passkey(tx, person):
            return PASSKEY
        return PASSWORD if self.second(tx, person) is None else PASSWORD_OTP


def has_passkey(tx: Tx, person: str) -> bool:
    """Whether a person has a passkey that is not doubted."""
    theirs = (passkeys.c.person_id == person) & passkeys.c.doubted_at.is_(None)
    return tx.execute(select(passkeys.c.id).where(theirs).limit(1)).first() is not None
