"""The transport sector, as the build process meets it."""

from collections.abc import Sequence

from joincard_sdk.hooks import Example, SectorPlugin, Texts
from joincard_sdk.services import Service

from joincard_transport import account, bike, bus, examples, intercity, metro, rail_ferry, texts, vehicle


class Transport(SectorPlugin):
    """42 services in seven groups; each carries its own rule and fee."""

    def services(self) -> Sequence[Service]:
        """Every service, group by group."""
        return (
            *bus.SERVICES,
            *metro.SERVICES,
            *rail_ferry.SERVICES,
            *bike.SERVICES,
            *vehicle.SERVICES,
            *account.SERVICES,
            *intercity.SERVICES,
        )

    def examples(self) -> Sequence[Example]:
        """At least one accepted and one refused trip for every service."""
        return examples.EXAMPLES

    def texts(self) -> Texts:
        """What a cardholder can do about each fact that the rules and fees read."""
        return Texts(sector=texts.SECTOR_NAME, remedies=texts.REMEDIES)


plugin = Transport()
