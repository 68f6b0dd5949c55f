"""Worked examples: the pension."""

from joincard_sdk.hooks import Example

from joincard_government.examples.people import (
    CLARA,
    DAVID,
    HELENA,
    IN_BEIJING,
    IN_HANGZHOU,
    IN_JIAXING,
    IN_SHANGHAI,
    KOFI,
    OLGA,
    PAVEL,
    RUTH,
    STEPHEN,
    Situation,
    happened,
)

LEAVING: Situation = {"record.departure_declared": True}
PENSIONER_TO_BE: Situation = OLGA | {"insurance.pension_months": 180, "record.pension_age": True}

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="government.social_insurance.pension_statement",
        facts=STEPHEN | IN_JIAXING | {"usage.month": 9},
        expect="accept",
        because="The tenth statement of the month is the last.",
    ),
    Example(
        service="government.social_insurance.pension_statement",
        facts=PAVEL | IN_SHANGHAI | {"usage.month": 0, "insurance.pension_months": 0},
        expect="refuse",
        because="No month has been paid.",
    ),
    Example(
        service="government.social_insurance.relation_transfer",
        facts=KOFI | IN_HANGZHOU | {"employer.city": "330100", "employer.province": "33"},
        expect="accept",
        because="His new job is in Zhejiang, his pension still in Shanghai.",
    ),
    Example(
        service="government.social_insurance.relation_transfer",
        facts=STEPHEN | IN_HANGZHOU,
        expect="refuse",
        because="Job and pension are in one province.",
    ),
    Example(
        service="government.social_insurance.pension_lump_sum",
        facts=DAVID | IN_SHANGHAI | LEAVING | {"record.pension_age": False},
        expect="accept",
        because="He leaves for good before pension age.",
    ),
    Example(
        service="government.social_insurance.pension_lump_sum",
        facts=STEPHEN | IN_JIAXING | LEAVING | {"record.pension_age": False},
        expect="refuse",
        because="He still has a job and a valid permit.",
    ),
    Example(
        service="government.social_insurance.pension_keep",
        facts=DAVID | IN_SHANGHAI | LEAVING | {"record.registered": False},
        expect="accept",
        because="He leaves, and means to come back.",
    ),
    Example(
        service="government.social_insurance.pension_keep",
        facts=DAVID | IN_SHANGHAI | LEAVING | {"record.registered": True},
        expect="refuse",
        because="His wish is on file already.",
    ),
    Example(
        service="government.social_insurance.pension_claim",
        facts=PENSIONER_TO_BE | IN_SHANGHAI,
        expect="accept",
        because="She has paid for exactly fifteen years.",
    ),
    Example(
        service="government.social_insurance.pension_claim",
        facts=PENSIONER_TO_BE | IN_SHANGHAI | {"insurance.pension_months": 179},
        expect="refuse",
        because="One month is missing.",
    ),
    Example(
        service="government.social_insurance.survival_certificate",
        facts=HELENA | IN_JIAXING | {"usage.year": 0, "request.consent": True},
        expect="accept",
        because="Her first confirmation of the year.",
    ),
    Example(
        service="government.social_insurance.survival_certificate",
        facts=HELENA | IN_JIAXING | {"usage.year": 1, "request.consent": True},
        expect="refuse",
        because="She has confirmed this year.",
    ),
    Example(
        service="government.social_insurance.account_inheritance",
        facts=CLARA | IN_JIAXING | happened("death", 30),
        expect="accept",
        because="She inherits what is left in her husband's account.",
    ),
    Example(
        service="government.social_insurance.account_inheritance",
        facts=CLARA | IN_JIAXING | happened("death", 30) | {"principal.insurance.pension": "closed"},
        expect="refuse",
        because="The account was paid out before.",
    ),
    Example(
        service="government.social_insurance.resident_pension_pr",
        facts=RUTH | IN_BEIJING,
        expect="accept",
        because="She is a permanent resident of Beijing without an employer.",
    ),
    Example(
        service="government.social_insurance.resident_pension_pr",
        facts=RUTH | IN_BEIJING | {"employer.present": True},
        expect="refuse",
        because="With an employer she belongs to the employees' pension.",
    ),
)
