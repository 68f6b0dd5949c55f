"""Worked examples: finding work, learning for it, and rights against an employer."""

from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_government.examples.people import (
    CLARA,
    DAVID,
    IN_HANGZHOU,
    IN_JIAXING,
    IN_SHANGHAI,
    INGRID,
    KOFI,
    STEPHEN,
)

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="government.employment.job_seeking",
        facts=DAVID | IN_SHANGHAI,
        expect="accept",
        because="His permit was cancelled and he looks for the next job.",
    ),
    Example(
        service="government.employment.job_seeking",
        facts=CLARA | IN_JIAXING,
        expect="refuse",
        because="A family residence permit does not allow work.",
    ),
    Example(
        service="government.employment.skills_subsidy",
        facts=STEPHEN | IN_JIAXING | {"record.exam_passed": True, "usage.year": 2},
        expect="accept",
        because="His third certificate of the year is the last that is refunded.",
    ),
    Example(
        service="government.employment.skills_subsidy",
        facts=KOFI | IN_SHANGHAI | {"record.exam_passed": True, "usage.year": 0},
        expect="refuse",
        because="He has paid for eight months, not for twelve.",
    ),
    Example(
        service="government.employment.title_review",
        facts=STEPHEN | IN_JIAXING | {"record.degree": "master"},
        expect="accept",
        price=yuan(300),
        because="He pays what his colleagues pay.",
    ),
    Example(
        service="government.employment.title_review",
        facts=INGRID | IN_HANGZHOU | {"record.degree": "doctor"},
        expect="accept",
        price=yuan(0),
        because="Class A is sponsored.",
    ),
    Example(
        service="government.employment.title_review",
        facts=STEPHEN | IN_JIAXING | {"record.degree": "master", "employer.months": 11},
        expect="refuse",
        because="He has been with his employer for less than a year.",
    ),
    Example(
        service="government.employment.labour_arbitration",
        facts=DAVID | IN_SHANGHAI | {"card.status": "suspended", "employer.days_since_exit": 365},
        expect="accept",
        because="A year after he left is the last day, and a suspended card is enough.",
    ),
    Example(
        service="government.employment.labour_arbitration",
        facts=DAVID | IN_SHANGHAI | {"employer.days_since_exit": 366},
        expect="refuse",
        because="The year is over.",
    ),
    Example(
        service="government.employment.wage_arrears",
        facts=DAVID | IN_SHANGHAI | {"card.status": "cancelled", "employer.days_since_exit": 730},
        expect="accept",
        because="Two years after he left he may still claim his wages, even without a working card.",
    ),
    Example(
        service="government.employment.wage_arrears",
        facts=DAVID | IN_SHANGHAI | {"employer.days_since_exit": 731},
        expect="refuse",
        because="The two years are over.",
    ),
    Example(
        service="government.employment.e_contract",
        facts=INGRID | IN_HANGZHOU | {"request.consent": True},
        expect="accept",
        because="She signs with the digital card.",
    ),
    Example(
        service="government.employment.e_contract",
        facts=STEPHEN | IN_JIAXING | {"request.consent": True},
        expect="refuse",
        because="He shows the plastic card, which cannot sign.",
    ),
)
