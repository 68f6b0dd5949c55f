"""Worked examples: a child's way through birth papers, kindergarten and school."""

from decimal import Decimal

from joincard_sdk.fees import Use
from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_government.examples.people import (
    CLARA,
    IN_HEFEI,
    IN_JIAXING,
    IN_SHANGHAI,
    LEO,
    NORA,
    STEPHEN,
    happened,
)

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="government.education.compulsory_enrolment",
        facts=LEO | IN_SHANGHAI | {"holder.age": 6, "residence.city": "310000", "record.contract": True},
        expect="accept",
        because="At six, with a lease in the district and more than a year to stay.",
    ),
    Example(
        service="government.education.compulsory_enrolment",
        facts=LEO
        | IN_SHANGHAI
        | {"holder.age": 6, "residence.city": "310000", "record.contract": True, "residence.days_left": 364},
        expect="refuse",
        because="His residence permit ends within the year.",
    ),
    Example(
        service="government.education.kindergarten",
        facts=LEO | IN_JIAXING | {"record.seats_left": 2},
        expect="accept",
        price=yuan(600),
        because="Two places are left.",
    ),
    Example(
        service="government.education.kindergarten",
        facts=LEO | IN_JIAXING | {"record.seats_left": 2, "principal.permit.class": "A"},
        expect="accept",
        price=yuan(300),
        because="Class A families pay half.",
    ),
    Example(
        service="government.education.kindergarten",
        facts=LEO | IN_JIAXING | {"record.seats_left": 0},
        expect="refuse",
        because="No place is left.",
    ),
    Example(
        service="government.education.senior_high_exam",
        facts=NORA | IN_JIAXING | {"record.school": "junior"},
        expect="accept",
        price=yuan(120),
        because="She goes to a junior high school in Jiaxing.",
    ),
    Example(
        service="government.education.senior_high_exam",
        facts=NORA | IN_JIAXING | {"record.school": "junior", "residence.months": 11},
        expect="refuse",
        because="She has lived here for less than a year.",
    ),
    Example(
        service="government.education.birth_one_thing",
        facts=CLARA | IN_JIAXING | happened("birth", 60),
        expect="accept",
        because="The sixtieth day is the last.",
    ),
    Example(
        service="government.education.birth_one_thing",
        facts=STEPHEN | IN_JIAXING | happened("birth", 7),
        expect="accept",
        because="The father may file as well.",
    ),
    Example(
        service="government.education.birth_one_thing",
        facts=CLARA | IN_JIAXING | happened("birth", 61),
        expect="refuse",
        because="After sixty days every office is visited on its own.",
    ),
    Example(
        service="government.education.school_account",
        facts=NORA | IN_HEFEI | {"record.school": "junior"},
        use=Use(basis=Decimal(15)),
        expect="accept",
        price=yuan(15),
        because="Her lunch costs what it says on the menu.",
    ),
    Example(
        service="government.education.school_account",
        facts=NORA | IN_HEFEI | {"record.school": "junior", "card.status": "suspended"},
        use=Use(basis=Decimal(15)),
        expect="refuse",
        because="A suspended card does not pay.",
    ),
)
