"""Worked examples: joining social insurance and reading what was paid."""

from joincard_sdk.hooks import Example

from joincard_government.examples.people import (
    CLARA,
    IN_JIAXING,
    IN_SHANGHAI,
    KOFI,
    PAVEL,
    STEPHEN,
)

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="government.social_insurance.enrol",
        facts=KOFI | IN_SHANGHAI | {"card.status": "pending", "insurance.pension": "none"},
        expect="accept",
        because="His employer enrols him before the card has arrived.",
    ),
    Example(
        service="government.social_insurance.enrol",
        facts=PAVEL | IN_SHANGHAI,
        expect="refuse",
        because="A treaty keeps him insured at home.",
    ),
    Example(
        service="government.social_insurance.enrolment_certificate",
        facts=STEPHEN | IN_JIAXING,
        expect="accept",
        because="He is enrolled.",
    ),
    Example(
        service="government.social_insurance.enrolment_certificate",
        facts=PAVEL | IN_SHANGHAI,
        expect="refuse",
        because="Who is exempt has nothing to certify.",
    ),
    Example(
        service="government.social_insurance.contribution_query",
        facts=CLARA | IN_JIAXING,
        expect="accept",
        because="The residents' medical scheme is enough.",
    ),
    Example(
        service="government.social_insurance.contribution_query",
        facts=PAVEL | IN_SHANGHAI,
        expect="refuse",
        because="Nothing has ever been paid for him here.",
    ),
    Example(
        service="government.social_insurance.treaty_exemption",
        facts=PAVEL | IN_SHANGHAI | {"permit.months_held": 60},
        expect="accept",
        because="Five years are the longest exemption.",
    ),
    Example(
        service="government.social_insurance.treaty_exemption",
        facts=PAVEL | IN_SHANGHAI | {"permit.months_held": 61},
        expect="refuse",
        because="The five years are over.",
    ),
)
