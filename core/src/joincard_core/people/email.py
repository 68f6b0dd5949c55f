"""An e-mail address, checked when built and never printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from joincard_core.people.errors import BadContact

LONGEST_ADDRESS, LONGEST_LOCAL = 254, 64  # characters (RFC 5321 section 4.5.3.1)
# A dot-atom and a domain of at least two labels (RFC 5322 section 3.4.1): what a mail server takes unquoted.
ADDRESS = re.compile(
    r"([0-9A-Za-z!#$%&'*+/=?^_`{|}~-]+(?:\.[0-9A-Za-z!#$%&'*+/=?^_`{|}~-]+)*)"
    r"@((?:[0-9A-Za-z](?:[0-9A-Za-z-]{0,61}[0-9A-Za-z])?\.)+[A-Za-z][0-9A-Za-z-]{0,61}[0-9A-Za-z])",
    re.ASCII,
)
EMAIL_REMEDY = (
    "write one address such as name@example.org, in plain letters, digits and signs, "
    f"with {LONGEST_ADDRESS} characters at most."
)


@dataclass(frozen=True, slots=True)
class Email:
    """An address, and whether its holder was seen to read it. Raises ``BadContact``."""

    address: str = field(repr=False)
    verified: bool

    def __post_init__(self) -> None:
        object.__setattr__(self, "address", email_address(self.address))


def email_address(raw: str) -> str:
    """The address in its stored form, its domain in small letters. Raises ``BadContact``."""
    found = ADDRESS.fullmatch(raw.strip())
    if found is None or len(found[0]) > LONGEST_ADDRESS or len(found[1]) > LONGEST_LOCAL:
        raise BadContact("email", EMAIL_REMEDY)
    return f"{found[1]}@{found[2].lower()}"
