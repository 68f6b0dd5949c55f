"""What a holder does between password and session: reads letters, and looks at an application."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from joincard_core.clock import Clock, FixedClock, to_epoch
from joincard_core.credentials import Shown
from joincard_core.keys import Vault
from joincard_core.mailing import Post
from joincard_core.people import Contacts
from joincard_core.settings import Settings
from joincard_core.signing_in import Authenticators, OwnAuthenticator, SecondSteps, Ways
from joincard_core.storage import Database
from pyotp import TOTP

ADDRESS = "ann@example.org"
BROWSER = "the id of a session"
CODE = re.compile(r"^(\d{8})\r?$", re.MULTILINE)


@dataclass
class Letters:
    """The folder into which letters go."""

    folder: Path

    def texts(self) -> list[str]:
        """What was written, the first letter first."""
        found = [message_from_bytes(file.read_bytes(), policy=default) for file in self.files()]
        return [str(each.get_content()) for each in found]

    def files(self) -> list[Path]:
        return sorted(self.folder.glob("*.eml"))

    def to(self) -> str:
        """To whom the newest letter goes."""
        return str(message_from_bytes(self.files()[-1].read_bytes(), policy=default)["To"])

    def code(self) -> str:
        """The newest code that came by letter."""
        return [found[1] for text in self.texts() if (found := CODE.search(text))][-1]


def code_at(secret: str, clock: Clock, steps: int = 0) -> str:
    """What an application shows now, or some time steps away."""
    return TOTP(secret).at(to_epoch(clock.now()) + 30 * steps)


@dataclass
class Stepping:
    """The rooms of second steps over one database."""

    database: Database
    vault: Vault
    clock: FixedClock
    post: Post
    least: str = "password-otp"

    @property
    def ways(self) -> Ways:
        return Ways(Authenticators(self.vault), Contacts(self.vault, self.clock), self.post)

    @property
    def steps(self) -> SecondSteps:
        settings = Settings(issuer="https://card.example.cn", sign_in_least=self.least)
        return SecondSteps(self.database, self.vault, self.clock, self.ways, settings)

    @property
    def own(self) -> OwnAuthenticator:
        return OwnAuthenticator(self.database, self.clock, self.ways)

    def with_email(self, shown: Shown, verified: bool = True) -> None:
        """Put an address on file."""
        with self.database.write() as tx:
            self.ways.contacts.set_email(tx, shown.person, ADDRESS, verified)

    def with_authenticator(self, shown: Shown) -> str:
        """Set an application up; the answer is its secret, whose codes are good from the next time step on."""
        offered = self.own.offer(shown.person, BROWSER, "card")
        assert offered
        self.own.confirm(shown.person, BROWSER, code_at(offered.secret, self.clock))
        return offered.secret
