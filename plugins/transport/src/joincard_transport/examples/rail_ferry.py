"""Worked examples: suburban rail, ferries and boats."""

from decimal import Decimal

from joincard_sdk.fees import Use
from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_transport.examples.people import (
    CLARA,
    HELENA,
    IN_HANGZHOU,
    IN_SHANGHAI,
    IN_ZHOUSHAN,
    LEO,
    NORA,
    PAVEL,
    STEPHEN,
    clock,
)

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="transport.rail_ferry.jinshan",
        facts=PAVEL | IN_SHANGHAI,
        use=Use(basis=Decimal(25)),
        expect="accept",
        price=yuan(5),
        because="Twenty-five kilometres are the end of the second step.",
    ),
    Example(
        service="transport.rail_ferry.jinshan",
        facts=PAVEL | IN_SHANGHAI | {"card.purse_days": 366},
        expect="refuse",
        because="The purse must be extended first.",
    ),
    Example(
        service="transport.rail_ferry.shanghai_ferry",
        facts=STEPHEN | IN_SHANGHAI,
        use=Use(minutes=15),
        expect="accept",
        price=yuan(1),
        because="He comes from the metro and changes to the ferry.",
    ),
    Example(
        service="transport.rail_ferry.shanghai_ferry",
        facts=CLARA | IN_SHANGHAI,
        expect="refuse",
        because="She has no purse.",
    ),
    Example(
        service="transport.rail_ferry.zhoushan_ferry",
        facts=NORA | IN_ZHOUSHAN | {"record.reservation": True, "request.escorted": True},
        use=Use(basis=Decimal(60)),
        expect="accept",
        price=yuan(30),
        because="With her father and half a ticket.",
    ),
    Example(
        service="transport.rail_ferry.zhoushan_ferry",
        facts=HELENA | IN_ZHOUSHAN | {"record.reservation": True},
        use=Use(basis=Decimal(60)),
        expect="accept",
        price=yuan(30),
        because="From seventy on a boat costs half.",
    ),
    Example(
        service="transport.rail_ferry.zhoushan_ferry",
        facts=LEO | IN_ZHOUSHAN | {"record.reservation": True, "request.escorted": False},
        expect="refuse",
        because="A child of five does not go to sea alone.",
    ),
    Example(
        service="transport.rail_ferry.hangzhou_waterbus",
        facts=STEPHEN | IN_HANGZHOU | clock("07:00"),
        expect="accept",
        price=yuan(3),
        because="The first boat leaves at seven.",
    ),
    Example(
        service="transport.rail_ferry.hangzhou_waterbus",
        facts=STEPHEN | IN_HANGZHOU | clock("18:30"),
        expect="refuse",
        because="At half past six in the evening the boats have stopped.",
    ),
)
