"""The government sector, as the build process meets it."""

from collections.abc import Sequence

from joincard_sdk.hooks import Example, SectorPlugin, Texts
from joincard_sdk.services import Service

from joincard_government import (
    card,
    community,
    education,
    employment,
    examples,
    residence,
    social_insurance,
    talent,
    tax_housing,
    texts,
    traffic_police,
    work_permit,
)


class Government(SectorPlugin):
    """78 services in ten groups; each carries its own rule and fee."""

    def services(self) -> Sequence[Service]:
        """Every service, group by group."""
        return (
            *card.SERVICES,
            *work_permit.SERVICES,
            *social_insurance.SERVICES,
            *employment.SERVICES,
            *talent.SERVICES,
            *residence.SERVICES,
            *education.SERVICES,
            *tax_housing.SERVICES,
            *community.SERVICES,
            *traffic_police.SERVICES,
        )

    def examples(self) -> Sequence[Example]:
        """At least one accepted and one refused request for every service."""
        return examples.EXAMPLES

    def texts(self) -> Texts:
        """What a cardholder can do about each fact that the rules and fees read."""
        return Texts(sector=texts.SECTOR_NAME, remedies=texts.REMEDIES)


plugin = Government()
