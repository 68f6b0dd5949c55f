"""What a holder is shown of themselves: frozen values."""

from dataclasses import dataclass, field
from datetime import datetime

from joincard_core.oauth import Grant

SHOWN = 4


@dataclass(frozen=True, slots=True)
class Holder:
    """Who is signed in, and with which card."""

    name: str = field(repr=False)
    chinese_name: str | None = field(repr=False)
    number: str = field(repr=False)
    status: str
    issue_city: str

    @property
    def number_end(self) -> str:
        """As much of the card's number as its holder needs to know it by, over another's shoulder too."""
        return self.number[-SHOWN:]


@dataclass(frozen=True, slots=True)
class Agreed:
    """Everything that a holder let one client do, the newest first; withdrawn as one."""

    client_id: str
    client_name: str
    provider_name: str
    grants: tuple[Grant, ...] = field(repr=False)

    @property
    def since(self) -> datetime:
        """When the holder first agreed to something that still stands."""
        return min(grant.created_at for grant in self.grants)

    @property
    def until(self) -> datetime:
        """When the last of it ends by itself."""
        return max(grant.expires_at for grant in self.grants)

    @property
    def scopes(self) -> frozenset[str]:
        """What it may do."""
        return frozenset().union(*(grant.scopes for grant in self.grants))

    @property
    def claims(self) -> frozenset[str]:
        """What it may be told."""
        return frozenset().union(*(grant.told for grant in self.grants))
