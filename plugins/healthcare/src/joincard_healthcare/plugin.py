"""The healthcare sector, as the build process meets it."""

from collections.abc import Sequence

from joincard_sdk.hooks import Example, SectorPlugin, Texts
from joincard_sdk.services import Service

from joincard_healthcare import (
    examples,
    insurance_admin,
    pharmacy,
    public_health,
    records,
    registration,
    settlement,
    texts,
)


class Healthcare(SectorPlugin):
    """58 services in six groups; each carries its own rule and fee."""

    def services(self) -> Sequence[Service]:
        """Every service, group by group."""
        return (
            *registration.SERVICES,
            *settlement.SERVICES,
            *pharmacy.SERVICES,
            *records.SERVICES,
            *insurance_admin.SERVICES,
            *public_health.SERVICES,
        )

    def examples(self) -> Sequence[Example]:
        """At least one accepted and one refused visit for every service."""
        return examples.EXAMPLES

    def texts(self) -> Texts:
        """What a cardholder can do about each fact that the rules read."""
        return Texts(sector=texts.SECTOR_NAME, remedies=texts.REMEDIES)


plugin = Healthcare()
