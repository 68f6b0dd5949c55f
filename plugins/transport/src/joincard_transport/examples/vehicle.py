"""Worked examples: cars."""

from decimal import Decimal

from joincard_sdk.fees import Use
from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_transport.examples.people import (
    AMARA,
    CLARA,
    HELENA,
    IN_HANGZHOU,
    IN_JIAXING,
    IN_NANJING,
    IN_NINGBO,
    IN_SHANGHAI,
    ON_NATIONAL_DAY,
    PAVEL,
    RUTH,
    STEPHEN,
    clock,
)

_WELL_KNOWN_DRIVER = {"record.licence": True, "record.blocked": False}

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="transport.vehicle.meter_parking",
        facts=STEPHEN | IN_NINGBO | {"record.vehicle": True, "record.debt": False},
        use=Use(units=Decimal(3)),
        expect="accept",
        price=yuan("13.75"),
        because="Three hours by day, a quarter of an hour of them free.",
    ),
    Example(
        service="transport.vehicle.meter_parking",
        facts=STEPHEN | IN_NINGBO | clock("20:00") | {"record.vehicle": True, "record.debt": False},
        use=Use(units=Decimal(3)),
        expect="accept",
        price=yuan(0),
        because="From eight in the evening the street is free.",
    ),
    Example(
        service="transport.vehicle.meter_parking",
        facts=STEPHEN | IN_NINGBO | {"record.vehicle": True, "record.debt": True},
        expect="refuse",
        because="An earlier bill is still open.",
    ),
    Example(
        service="transport.vehicle.public_carpark",
        facts=CLARA | IN_HANGZHOU,
        use=Use(units=Decimal(10), paid={"day": Decimal(20)}),
        expect="accept",
        price=yuan(10),
        because="She paid twenty today, so ten are left of the day's most.",
    ),
    Example(
        service="transport.vehicle.public_carpark",
        facts=CLARA | IN_HANGZHOU | {"bank.account": "none"},
        expect="refuse",
        because="Neither an account nor a purse opens the barrier.",
    ),
    Example(
        service="transport.vehicle.ev_charging",
        facts=STEPHEN | IN_NANJING | clock("23:00"),
        use=Use(units=Decimal(30)),
        expect="accept",
        price=yuan("21.60"),
        because="At night power costs six tenths.",
    ),
    Example(
        service="transport.vehicle.ev_charging",
        facts=STEPHEN | IN_NANJING | clock("10:00"),
        use=Use(units=Decimal(30)),
        expect="accept",
        price=yuan("43.20"),
        because="Before noon it costs a fifth more.",
    ),
    Example(
        service="transport.vehicle.ev_charging",
        facts=RUTH | IN_NANJING,
        expect="refuse",
        because="She has no account to pay from.",
    ),
    Example(
        service="transport.vehicle.taxi",
        facts=PAVEL | IN_SHANGHAI | {"request.amount": Decimal(41)},
        use=Use(basis=Decimal(13)),
        expect="accept",
        price=yuan(41),
        because="Thirteen kilometres by day.",
    ),
    Example(
        service="transport.vehicle.taxi",
        facts=PAVEL | IN_SHANGHAI | clock("04:59") | {"request.amount": Decimal("53.30")},
        use=Use(basis=Decimal(13)),
        expect="accept",
        price=yuan("53.30"),
        because="The same ride a minute before five in the morning.",
    ),
    Example(
        service="transport.vehicle.taxi",
        facts=PAVEL | IN_SHANGHAI | {"request.amount": Decimal("1000.01")},
        expect="refuse",
        because="One fen above what a taxi may take by card.",
    ),
    Example(
        service="transport.vehicle.car_rental",
        facts=STEPHEN | IN_JIAXING | _WELL_KNOWN_DRIVER,
        use=Use(units=Decimal(3)),
        expect="accept",
        price=yuan(720),
        because="Three days, and a deposit, for his permit is of class B.",
    ),
    Example(
        service="transport.vehicle.car_rental",
        facts=AMARA | IN_JIAXING | ON_NATIONAL_DAY | _WELL_KNOWN_DRIVER,
        expect="accept",
        price=yuan(360),
        because="Class A leaves no deposit, yet the holiday costs half as much again.",
    ),
    Example(
        service="transport.vehicle.car_rental",
        facts=STEPHEN | IN_JIAXING | {"record.licence": False, "record.blocked": False},
        expect="refuse",
        because="A foreign licence alone does not let him drive here.",
    ),
    Example(
        service="transport.vehicle.car_rental",
        facts=HELENA | IN_JIAXING | _WELL_KNOWN_DRIVER,
        expect="refuse",
        because="Cars are rented out up to the age of sixty-nine.",
    ),
    Example(
        service="transport.vehicle.fuel",
        facts=STEPHEN | IN_NINGBO | {"record.vehicle": True},
        use=Use(basis=Decimal(350)),
        expect="accept",
        price=yuan(343),
        because="Two in a hundred off the pump price.",
    ),
    Example(
        service="transport.vehicle.fuel",
        facts=STEPHEN | IN_NINGBO | {"record.vehicle": False},
        expect="refuse",
        because="No car is linked to his card.",
    ),
)
