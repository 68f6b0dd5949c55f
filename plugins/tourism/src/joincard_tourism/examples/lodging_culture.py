"""Worked examples: hotels and theatres."""

from decimal import Decimal

from joincard_sdk.fees import Use
from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_tourism.examples.people import (
    GEORGE,
    HELENA,
    IN_HANGZHOU,
    IN_HUANGSHAN,
    NORA,
    STEPHEN,
    WITHOUT_AN_ADULT,
)

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="tourism.lodging_culture.hotel",
        facts=STEPHEN | IN_HUANGSHAN | WITHOUT_AN_ADULT,
        use=Use(basis=Decimal(480)),
        expect="accept",
        price=yuan(480),
        because="The room rate, and no deposit.",
    ),
    Example(
        service="tourism.lodging_culture.hotel",
        facts=STEPHEN | IN_HUANGSHAN | WITHOUT_AN_ADULT | {"residence.status": "renewing"},
        use=Use(basis=Decimal(480)),
        expect="accept",
        price=yuan(480),
        because="The residence permit is being renewed, which is no obstacle.",
    ),
    Example(
        service="tourism.lodging_culture.hotel",
        facts=NORA | IN_HUANGSHAN | WITHOUT_AN_ADULT,
        expect="refuse",
        because="At thirteen nobody checks in alone.",
    ),
    Example(
        service="tourism.lodging_culture.theatre",
        facts=STEPHEN | IN_HANGZHOU | {"record.seats_left": 2, "usage.month": 1},
        use=Use(basis=Decimal(200)),
        expect="accept",
        price=yuan(120),
        because="His second seat of the month, at sixty per cent.",
    ),
    Example(
        service="tourism.lodging_culture.theatre",
        facts=HELENA | IN_HANGZHOU | {"record.seats_left": 2, "usage.month": 0},
        use=Use(basis=Decimal(200)),
        expect="accept",
        price=yuan(96),
        because="From sixty on it is four fifths of that.",
    ),
    Example(
        service="tourism.lodging_culture.theatre",
        facts=GEORGE | IN_HANGZHOU | {"record.seats_left": 2, "usage.month": 0},
        expect="refuse",
        because="He lives in Shanghai, outside the province.",
    ),
)
