"""Worked examples: the sights of Jiaxing."""

from decimal import Decimal

from joincard_sdk.fees import Use
from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_tourism.examples.people import (
    GEORGE,
    HELENA,
    IN_JIAXING,
    IN_THE_TIDE_SEASON,
    IN_WINTER,
    ON_A_FRIDAY,
    STEPHEN,
    YUKI,
    clock,
)

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="tourism.scenic.south_lake",
        facts=STEPHEN | IN_JIAXING | {"record.reservation": True},
        expect="accept",
        price=yuan(0),
        because="He lives here and enters like his neighbours.",
    ),
    Example(
        service="tourism.scenic.south_lake",
        facts=YUKI | IN_JIAXING | {"record.reservation": True},
        expect="accept",
        price=yuan(60),
        because="A visitor pays the gate price.",
    ),
    Example(
        service="tourism.scenic.south_lake",
        facts=GEORGE | IN_JIAXING | IN_WINTER | {"record.reservation": True},
        expect="accept",
        price=yuan(20),
        because="At sixty-three he pays half of the winter price.",
    ),
    Example(
        service="tourism.scenic.south_lake",
        facts=YUKI | IN_JIAXING | {"record.reservation": False},
        expect="refuse",
        because="She has not booked.",
    ),
    Example(
        service="tourism.scenic.wuzhen",
        facts=STEPHEN | IN_JIAXING | {"record.reservation": True},
        expect="accept",
        price=yuan(75),
        because="Half price for people of the prefecture.",
    ),
    Example(
        service="tourism.scenic.wuzhen",
        facts=HELENA | IN_JIAXING | {"record.reservation": True},
        expect="accept",
        price=yuan(75),
        because="At seventy-two she pays a resident's half: the first concession that fits counts.",
    ),
    Example(
        service="tourism.scenic.wuzhen",
        facts=HELENA | IN_JIAXING | {"record.reservation": True, "residence.city": "330100"},
        expect="accept",
        price=yuan(0),
        because="A visitor of her age enters free.",
    ),
    Example(
        service="tourism.scenic.wuzhen",
        facts=STEPHEN | IN_JIAXING | clock("20:00") | {"record.reservation": True},
        expect="refuse",
        because="The gates close at eight.",
    ),
    Example(
        service="tourism.scenic.state_run_jiaxing",
        facts=STEPHEN | IN_JIAXING | {"usage.today": 3},
        use=Use(basis=Decimal(60)),
        expect="accept",
        price=yuan(30),
        because="On a Tuesday a resident pays half.",
    ),
    Example(
        service="tourism.scenic.state_run_jiaxing",
        facts=STEPHEN | IN_JIAXING | ON_A_FRIDAY | {"usage.today": 0},
        use=Use(basis=Decimal(60)),
        expect="accept",
        price=yuan(60),
        because="On a Friday a resident pays in full.",
    ),
    Example(
        service="tourism.scenic.state_run_jiaxing",
        facts=STEPHEN | IN_JIAXING | {"usage.today": 4},
        expect="refuse",
        because="Four sites are enough for a day.",
    ),
    Example(
        service="tourism.scenic.yanguan",
        facts=YUKI | IN_JIAXING | {"record.seats_left": 1},
        expect="accept",
        price=yuan(35),
        because="In spring the shore is quiet.",
    ),
    Example(
        service="tourism.scenic.yanguan",
        facts=YUKI | IN_JIAXING | IN_THE_TIDE_SEASON | {"record.seats_left": 1},
        expect="accept",
        price=yuan(100),
        because="The first day of the tide season.",
    ),
    Example(
        service="tourism.scenic.yanguan",
        facts=YUKI | IN_JIAXING | IN_THE_TIDE_SEASON | {"record.seats_left": 0},
        expect="refuse",
        because="All places are taken.",
    ),
    Example(
        service="tourism.scenic.xitang",
        facts=STEPHEN | IN_JIAXING | {"record.reservation": False},
        expect="accept",
        price=yuan(0),
        because="He lives here: no booking, no ticket.",
    ),
    Example(
        service="tourism.scenic.xitang",
        facts=YUKI | IN_JIAXING | clock("16:59") | {"record.reservation": True},
        expect="accept",
        price=yuan(95),
        because="One minute before the evening price.",
    ),
    Example(
        service="tourism.scenic.xitang",
        facts=YUKI | IN_JIAXING | clock("17:00") | {"record.reservation": True},
        expect="accept",
        price=yuan(60),
        because="From five on it is the evening price.",
    ),
    Example(
        service="tourism.scenic.xitang",
        facts=YUKI | IN_JIAXING | {"record.reservation": False},
        expect="refuse",
        because="A visitor books first.",
    ),
)
