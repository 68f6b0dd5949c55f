"""Worked examples: errands of a few people, and what the card answers."""

from joincard_sdk.hooks import Example

from joincard_government.examples import (
    card,
    community,
    education,
    employment,
    residence,
    social_insurance_benefits,
    social_insurance_membership,
    social_insurance_pension,
    talent,
    tax_housing,
    traffic_police,
    work_permit,
)

EXAMPLES: tuple[Example, ...] = (
    *card.EXAMPLES,
    *work_permit.EXAMPLES,
    *social_insurance_membership.EXAMPLES,
    *social_insurance_pension.EXAMPLES,
    *social_insurance_benefits.EXAMPLES,
    *employment.EXAMPLES,
    *talent.EXAMPLES,
    *residence.EXAMPLES,
    *education.EXAMPLES,
    *tax_housing.EXAMPLES,
    *community.EXAMPLES,
    *traffic_police.EXAMPLES,
)
