"""What a holder is shown of themselves: frozen values."""

from dataclasses import dataclass, field
from datetime import datetime

from joincard_core.oauth import Grant, Withheld, claims_named_by

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
        """What it may be told, by itself or together with how it was verified."""
        return frozenset().union(*(grant.names for grant in self.grants))

    @property
    def does(self) -> frozenset[str]:
        """The scopes that are more than names for claims."""
        return frozenset(scope for scope in self.scopes if not claims_named_by(scope))

    @property
    def not_done(self) -> frozenset[str]:
        """The scopes that it asked for and did not get, unless they name claims."""
        return frozenset(scope for scope in self.withheld.scopes if not claims_named_by(scope))

    @property
    def services(self) -> frozenset[str]:
        """What it may ask about, where services are named."""
        details = (detail for grant in self.grants for detail in grant.details)
        return frozenset(service for detail in details for service in detail.services)

    @property
    def withheld(self) -> Withheld:
        """What the holder did not allow, or took back, of all that it asked for."""
        found = [grant.withheld for grant in self.grants]
        return Withheld(
            claims=frozenset().union(*(each.claims for each in found)) - self.claims,
            scopes=frozenset().union(*(each.scopes for each in found)) - self.scopes,
            services=frozenset().union(*(each.services for each in found)) - self.services,
        )
