"""The tourism sector, as the build process meets it."""

from collections.abc import Sequence

from joincard_sdk.hooks import Example, SectorPlugin, Texts
from joincard_sdk.services import Service

from joincard_tourism import (
    examples,
    library,
    lodging_culture,
    museum,
    park,
    passes,
    scenic,
    sports,
    texts,
)


class Tourism(SectorPlugin):
    """46 services in seven groups; each carries its own rule and fee."""

    def services(self) -> Sequence[Service]:
        """Every service, group by group."""
        return (
            *library.SERVICES,
            *museum.SERVICES,
            *scenic.SERVICES,
            *park.SERVICES,
            *passes.SERVICES,
            *sports.SERVICES,
            *lodging_culture.SERVICES,
        )

    def examples(self) -> Sequence[Example]:
        """At least one accepted and one refused visit for every service."""
        return examples.EXAMPLES

    def texts(self) -> Texts:
        """What a cardholder can do about each fact that the rules and fees read."""
        return Texts(sector=texts.SECTOR_NAME, remedies=texts.REMEDIES)


plugin = Tourism()
