"""Worked examples: benefits in unemployment, after an injury at work and after a birth."""

from joincard_sdk.hooks import Example

from joincard_government.examples.people import (
    CLARA,
    DAVID,
    IN_JIAXING,
    IN_SHANGHAI,
    INGRID,
    STEPHEN,
    Situation,
    happened,
)

DISMISSED: Situation = {"record.involuntary": True, "record.registered": True}
INSURED_FOR_BIRTH: Situation = {"insurance.maternity": "active", "insurance.maternity_streak": 9}

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="government.social_insurance.unemployment_register",
        facts=DAVID | IN_SHANGHAI | {"permit.days_since_cancelled": 60},
        expect="accept",
        because="The sixtieth day is the last.",
    ),
    Example(
        service="government.social_insurance.unemployment_register",
        facts=DAVID | IN_SHANGHAI | {"residence.status": "expired"},
        expect="refuse",
        because="His right to stay has run out.",
    ),
    Example(
        service="government.social_insurance.unemployment_benefit",
        facts=DAVID | IN_SHANGHAI | DISMISSED,
        expect="accept",
        because="He paid for five years and was dismissed.",
    ),
    Example(
        service="government.social_insurance.unemployment_benefit",
        facts=DAVID | IN_SHANGHAI | DISMISSED | {"record.involuntary": False},
        expect="refuse",
        because="He gave notice himself.",
    ),
    Example(
        service="government.social_insurance.work_injury_filing",
        facts=STEPHEN | IN_JIAXING | happened("injury", 30),
        expect="accept",
        because="The employer files on the last of thirty days.",
    ),
    Example(
        service="government.social_insurance.work_injury_filing",
        facts=STEPHEN | IN_JIAXING | happened("injury", 31),
        expect="refuse",
        because="The employer's time is over; Stephen may still file himself.",
    ),
    Example(
        service="government.social_insurance.work_injury_apply",
        facts=STEPHEN | IN_JIAXING | happened("injury", 31) | {"card.status": "lost"},
        expect="accept",
        because="The employer stayed silent, and a lost card takes no right away.",
    ),
    Example(
        service="government.social_insurance.work_injury_apply",
        facts=STEPHEN | IN_JIAXING | happened("injury", 366),
        expect="refuse",
        because="A year is the longest.",
    ),
    Example(
        service="government.social_insurance.work_injury_benefit",
        facts=DAVID | IN_SHANGHAI | {"record.injury_recognised": True},
        expect="accept",
        because="The injury was recognised, though the job has ended since.",
    ),
    Example(
        service="government.social_insurance.work_injury_benefit",
        facts=DAVID | IN_SHANGHAI | {"record.injury_recognised": True, "bank.account": "frozen"},
        expect="refuse",
        because="There is no account to pay into.",
    ),
    Example(
        service="government.social_insurance.maternity_allowance",
        facts=INGRID | IN_JIAXING | INSURED_FOR_BIRTH | happened("birth", 40),
        expect="accept",
        because="Nine months in a row are just enough.",
    ),
    Example(
        service="government.social_insurance.maternity_allowance",
        facts=CLARA | IN_JIAXING | {"insurance.maternity": "none"} | happened("birth", 40),
        expect="refuse",
        because="She has no wage that an allowance would replace.",
    ),
)
