"""Worked examples: public sports."""

from decimal import Decimal

from joincard_sdk.fees import Use
from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_tourism.examples.people import (
    AMARA,
    GEORGE,
    IN_HUAIAN,
    IN_NANJING,
    IN_WUHAN,
    LEO,
    NORA,
    ON_LABOUR_DAY,
    STEPHEN,
    WITH_AN_ADULT,
    WITHOUT_AN_ADULT,
    clock,
)

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="tourism.sports.swimming",
        facts=AMARA | IN_HUAIAN | WITHOUT_AN_ADULT | {"record.seats_left": 5, "record.blocked": False},
        expect="accept",
        price=yuan(30),
        because="One session.",
    ),
    Example(
        service="tourism.sports.swimming",
        facts=AMARA
        | IN_HUAIAN
        | ON_LABOUR_DAY
        | clock("14:59")
        | WITHOUT_AN_ADULT
        | {"record.seats_left": 5, "record.blocked": False},
        expect="accept",
        price=yuan(0),
        because="On a public holiday two hours are free.",
    ),
    Example(
        service="tourism.sports.swimming",
        facts=NORA | IN_HUAIAN | WITH_AN_ADULT | {"record.seats_left": 5, "record.blocked": False},
        expect="accept",
        price=yuan(15),
        because="Half for young people.",
    ),
    Example(
        service="tourism.sports.swimming",
        facts=NORA | IN_HUAIAN | WITHOUT_AN_ADULT | {"record.seats_left": 5, "record.blocked": False},
        expect="refuse",
        because="At thirteen she may not swim alone.",
    ),
    Example(
        service="tourism.sports.badminton",
        facts=AMARA | IN_HUAIAN | WITHOUT_AN_ADULT | {"record.reservation": True, "request.party": 4},
        use=Use(units=Decimal(2)),
        expect="accept",
        price=yuan(40),
        because="Two hours by day.",
    ),
    Example(
        service="tourism.sports.badminton",
        facts=AMARA
        | IN_HUAIAN
        | clock("08:59")
        | WITHOUT_AN_ADULT
        | {"record.reservation": True, "request.party": 4},
        expect="accept",
        price=yuan(0),
        because="Before nine it is free.",
    ),
    Example(
        service="tourism.sports.badminton",
        facts=GEORGE | IN_HUAIAN | WITH_AN_ADULT | {"record.reservation": True, "request.party": 2},
        expect="accept",
        price=yuan(10),
        because="With his daughter beside him he pays half.",
    ),
    Example(
        service="tourism.sports.badminton",
        facts=GEORGE | IN_HUAIAN | WITHOUT_AN_ADULT | {"record.reservation": True, "request.party": 2},
        expect="refuse",
        because="From sixty on somebody comes along.",
    ),
    Example(
        service="tourism.sports.track",
        facts=STEPHEN | IN_NANJING | clock("05:00") | {"card.status": "pending"},
        expect="accept",
        price=yuan(0),
        because="Even before the card has been collected.",
    ),
    Example(
        service="tourism.sports.track",
        facts=STEPHEN | IN_NANJING | clock("13:00"),
        expect="refuse",
        because="The free hours end at one.",
    ),
    Example(
        service="tourism.sports.play_hall",
        facts=NORA | IN_WUHAN,
        expect="accept",
        price=yuan(0),
        because="She is thirteen.",
    ),
    Example(
        service="tourism.sports.play_hall",
        facts=LEO | IN_WUHAN,
        expect="refuse",
        because="At five he is too young.",
    ),
)
