"""The finance sector, as the build process meets it."""

from collections.abc import Sequence

from joincard_sdk.hooks import Example, SectorPlugin, Texts
from joincard_sdk.services import Service

from joincard_finance import (
    account,
    benefits,
    credit,
    cross_border,
    examples,
    payment,
    savings,
    texts,
)


class Finance(SectorPlugin):
    """40 services in six groups; each carries its own rule and fee."""

    def services(self) -> Sequence[Service]:
        """Every service, group by group."""
        return (
            *account.SERVICES,
            *payment.SERVICES,
            *cross_border.SERVICES,
            *benefits.SERVICES,
            *credit.SERVICES,
            *savings.SERVICES,
        )

    def examples(self) -> Sequence[Example]:
        """At least one accepted and one refused request for every service."""
        return examples.EXAMPLES

    def texts(self) -> Texts:
        """What a cardholder can do about each fact that the rules and fees read."""
        return Texts(sector=texts.SECTOR_NAME, remedies=texts.REMEDIES)


plugin = Finance()
