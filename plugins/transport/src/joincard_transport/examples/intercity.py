"""Worked examples: between cities."""

from decimal import Decimal

from joincard_sdk.fees import Use
from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_transport.examples.people import (
    HELENA,
    IN_HANGZHOU,
    IN_JIAXING,
    LEO,
    NORA,
    STEPHEN,
    YUKI,
)

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="transport.intercity.coach_boarding",
        facts=STEPHEN | IN_HANGZHOU | {"record.reservation": True},
        use=Use(basis=Decimal(45)),
        expect="accept",
        price=yuan(45),
        because="He bought his ticket by name.",
    ),
    Example(
        service="transport.intercity.coach_boarding",
        facts=LEO | IN_HANGZHOU | {"record.reservation": True, "request.escorted": True},
        use=Use(basis=Decimal(45)),
        expect="accept",
        price=yuan(0),
        because="Under six he rides free with his mother.",
    ),
    Example(
        service="transport.intercity.coach_boarding",
        facts=NORA | IN_HANGZHOU | {"record.reservation": True, "request.escorted": False},
        expect="refuse",
        because="At thirteen she does not travel alone.",
    ),
    Example(
        service="transport.intercity.coach_boarding",
        facts=STEPHEN | IN_HANGZHOU | {"record.reservation": False},
        expect="refuse",
        because="Without a ticket the gate stays shut.",
    ),
    Example(
        service="transport.intercity.yrd_border_bus",
        facts=STEPHEN | IN_JIAXING,
        use=Use(basis=Decimal(41)),
        expect="accept",
        price=yuan(5),
        because="Four yuan for thirty kilometres, one more for the next ten.",
    ),
    Example(
        service="transport.intercity.yrd_border_bus",
        facts=HELENA | IN_JIAXING,
        use=Use(basis=Decimal(41)),
        expect="accept",
        price=yuan(0),
        because="From seventy on the line is free.",
    ),
    Example(
        service="transport.intercity.yrd_border_bus",
        facts=YUKI | IN_JIAXING,
        expect="refuse",
        because="Beijing does not belong to the delta.",
    ),
)
