"""Worked examples: homes, grants and help for talent and their families."""

from decimal import Decimal

from joincard_sdk.fees import Use
from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_government.examples.people import (
    CLARA,
    IN_HANGZHOU,
    IN_INGRIDS_FAMILY,
    IN_SHANGHAI,
    INGRID,
    KOFI,
    LEO,
    STEPHEN,
)

RENT = Use(basis=Decimal(5000))

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="government.talent.apartment",
        facts=INGRID | IN_HANGZHOU | {"record.homes_owned": 0},
        use=RENT,
        expect="accept",
        price=yuan(3500),
        because="She lives and works in Hangzhou, owns nothing there and pays seven tenths.",
    ),
    Example(
        service="government.talent.apartment",
        facts=INGRID | IN_HANGZHOU | {"record.homes_owned": 1},
        use=RENT,
        expect="refuse",
        because="She owns a home in Hangzhou.",
    ),
    Example(
        service="government.talent.apartment_graduate",
        facts=KOFI
        | IN_SHANGHAI
        | {"record.degree": "bachelor", "record.homes_owned": 0, "usage.lifetime": 2},
        use=RENT,
        expect="accept",
        price=yuan(4000),
        because="His third lease of a year is the last.",
    ),
    Example(
        service="government.talent.apartment_graduate",
        facts=KOFI
        | IN_SHANGHAI
        | {"record.degree": "bachelor", "record.homes_owned": 0, "usage.lifetime": 3},
        use=RENT,
        expect="refuse",
        because="He has had his three years.",
    ),
    Example(
        service="government.talent.settling_subsidy",
        facts=INGRID | IN_HANGZHOU | {"record.degree": "doctor", "usage.lifetime": 0},
        expect="accept",
        because="She has a doctor's degree and works in Hangzhou.",
    ),
    Example(
        service="government.talent.settling_subsidy",
        facts=INGRID | IN_HANGZHOU | {"record.degree": "doctor", "usage.lifetime": 1},
        expect="refuse",
        because="The grant is given once.",
    ),
    Example(
        service="government.talent.talent_code",
        facts=INGRID | IN_HANGZHOU,
        expect="accept",
        because="She shows the digital card in her own province.",
    ),
    Example(
        service="government.talent.talent_code",
        facts=STEPHEN | IN_HANGZHOU | {"card.form": "digital", "permit.class": "C"},
        expect="refuse",
        because="The code is for classes A and B.",
    ),
    Example(
        service="government.talent.spouse_placement",
        facts=CLARA | IN_HANGZHOU | IN_INGRIDS_FAMILY,
        expect="accept",
        because="The husband or wife of a class A holder is helped.",
    ),
    Example(
        service="government.talent.spouse_placement",
        facts=CLARA | IN_HANGZHOU,
        expect="refuse",
        because="Stephen's permit is of class B.",
    ),
    Example(
        service="government.talent.child_school_priority",
        facts=LEO | IN_HANGZHOU | IN_INGRIDS_FAMILY,
        expect="accept",
        because="A child of five in a class A family.",
    ),
    Example(
        service="government.talent.child_school_priority",
        facts=LEO | IN_HANGZHOU | IN_INGRIDS_FAMILY | {"principal.permit.days_left": 179},
        expect="refuse",
        because="The mother's permit ends within half a year.",
    ),
)
