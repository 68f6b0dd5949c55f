"""Worked examples: museums by day and by night."""

from decimal import Decimal

from joincard_sdk.fees import Use
from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_tourism.examples.people import (
    AMARA,
    GEORGE,
    IN_BEIJING,
    IN_HANGZHOU,
    IN_JIAXING,
    IN_NANJING,
    IN_SHANGHAI,
    LEO,
    NORA,
    ON_A_FRIDAY,
    ON_A_MONDAY,
    STEPHEN,
    WITH_AN_ADULT,
    WITHOUT_AN_ADULT,
    YUKI,
    clock,
)

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="tourism.museum.free_entry",
        facts=YUKI | IN_SHANGHAI | {"record.reservation": True, "request.party": 1},
        expect="accept",
        price=yuan(0),
        because="She has booked and comes alone.",
    ),
    Example(
        service="tourism.museum.free_entry",
        facts=YUKI | IN_SHANGHAI | {"record.reservation": True, "request.party": 2},
        expect="refuse",
        because="A friend needs a card or a booking of her own.",
    ),
    Example(
        service="tourism.museum.elder_walk_in",
        facts=GEORGE | IN_BEIJING,
        expect="accept",
        price=yuan(0),
        because="At sixty-three he needs no booking.",
    ),
    Example(
        service="tourism.museum.elder_walk_in",
        facts=YUKI | IN_BEIJING,
        expect="refuse",
        because="At twenty-nine she books like everybody else.",
    ),
    Example(
        service="tourism.museum.special_exhibition",
        facts=STEPHEN | IN_HANGZHOU | {"record.reservation": True, "record.seats_left": 12},
        use=Use(basis=Decimal(80)),
        expect="accept",
        price=yuan(80),
        because="The venue's price, and nothing for the card.",
    ),
    Example(
        service="tourism.museum.special_exhibition",
        facts=GEORGE | IN_HANGZHOU | {"record.reservation": True, "record.seats_left": 12},
        use=Use(basis=Decimal(80)),
        expect="accept",
        price=yuan(40),
        because="From sixty on it is half of it.",
    ),
    Example(
        service="tourism.museum.special_exhibition",
        facts=STEPHEN | IN_HANGZHOU | {"record.reservation": True, "record.seats_left": 0},
        expect="refuse",
        because="The show is sold out.",
    ),
    Example(
        service="tourism.museum.science",
        facts=STEPHEN | IN_SHANGHAI | WITHOUT_AN_ADULT,
        expect="accept",
        price=yuan(45),
        because="An adult pays in full.",
    ),
    Example(
        service="tourism.museum.science",
        facts=NORA | IN_SHANGHAI | WITH_AN_ADULT,
        expect="accept",
        price=yuan("22.50"),
        because="A girl of thirteen pays half.",
    ),
    Example(
        service="tourism.museum.science",
        facts=LEO | IN_SHANGHAI | WITH_AN_ADULT,
        expect="accept",
        price=yuan(0),
        because="Under six it is free.",
    ),
    Example(
        service="tourism.museum.science",
        facts=NORA | IN_SHANGHAI | WITHOUT_AN_ADULT,
        expect="refuse",
        because="At thirteen she may not come alone.",
    ),
    Example(
        service="tourism.museum.guided_tour",
        facts=STEPHEN | IN_HANGZHOU | {"record.reservation": True, "request.party": 5},
        use=Use(basis=Decimal(5)),
        expect="accept",
        price=yuan(100),
        because="Five people together are still a small group.",
    ),
    Example(
        service="tourism.museum.guided_tour",
        facts=STEPHEN | IN_HANGZHOU | {"record.reservation": True, "request.party": 6},
        use=Use(basis=Decimal(6)),
        expect="accept",
        price=yuan(150),
        because="From six on the guide costs more.",
    ),
    Example(
        service="tourism.museum.guided_tour",
        facts=STEPHEN | IN_HANGZHOU | {"record.reservation": True, "request.party": 11},
        expect="refuse",
        because="Eleven are one too many for a guide.",
    ),
    Example(
        service="tourism.museum.night",
        facts=STEPHEN | IN_NANJING | ON_A_FRIDAY | clock("17:00"),
        expect="accept",
        price=yuan(20),
        because="The doors open at five.",
    ),
    Example(
        service="tourism.museum.night",
        facts=AMARA | IN_NANJING | ON_A_FRIDAY | clock("20:59"),
        expect="accept",
        price=yuan(0),
        because="With a class A permit the evening is free.",
    ),
    Example(
        service="tourism.museum.night",
        facts=STEPHEN | IN_NANJING | clock("18:00"),
        expect="refuse",
        because="It is a Tuesday.",
    ),
    Example(
        service="tourism.museum.palace_annual",
        facts=YUKI
        | IN_BEIJING
        | {"record.pass": "valid", "record.reservation": True, "usage.year": 9, "usage.today": 0},
        expect="accept",
        price=yuan(0),
        because="Her tenth visit of the year.",
    ),
    Example(
        service="tourism.museum.palace_annual",
        facts=YUKI
        | IN_BEIJING
        | {"record.pass": "valid", "record.reservation": True, "usage.year": 10, "usage.today": 0},
        expect="refuse",
        because="Her ten visits are used up.",
    ),
    Example(
        service="tourism.museum.memorial",
        facts=STEPHEN | IN_JIAXING | {"request.party": 5, "card.status": "suspended"},
        expect="accept",
        price=yuan(0),
        because="A suspended card still tells who comes.",
    ),
    Example(
        service="tourism.museum.memorial",
        facts=STEPHEN | IN_JIAXING | ON_A_MONDAY | {"request.party": 1},
        expect="refuse",
        because="The hall is closed on Mondays.",
    ),
)
