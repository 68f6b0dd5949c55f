"""Worked examples: public bicycles."""

from decimal import Decimal

from joincard_sdk.fees import Use
from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_transport.examples.people import (
    HELENA,
    IN_HANGZHOU,
    IN_JIAXING,
    IN_ZHOUSHAN,
    NORA,
    RUTH,
    STEPHEN,
    TOMAS,
)

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="transport.bike.jiaxing",
        facts=STEPHEN | IN_JIAXING | {"record.blocked": False, "usage.open": 0},
        use=Use(basis=Decimal(1)),
        expect="accept",
        price=yuan(0),
        because="He brings it back within the hour.",
    ),
    Example(
        service="transport.bike.jiaxing",
        facts=STEPHEN | IN_JIAXING | {"record.blocked": False, "usage.open": 0},
        use=Use(basis=Decimal("2.5")),
        expect="accept",
        price=yuan(3),
        because="The third hour makes it three yuan.",
    ),
    Example(
        service="transport.bike.jiaxing",
        facts=STEPHEN | IN_JIAXING | {"record.blocked": False, "usage.open": 1},
        expect="refuse",
        because="One bicycle is out already.",
    ),
    Example(
        service="transport.bike.jiaxing",
        facts=HELENA | IN_JIAXING | {"record.blocked": False, "usage.open": 0},
        expect="refuse",
        because="At seventy-two she is above the age for hired bicycles.",
    ),
    Example(
        service="transport.bike.zhoushan",
        facts=TOMAS | IN_ZHOUSHAN | {"usage.open": 0},
        use=Use(basis=Decimal(4)),
        expect="accept",
        price=yuan(5),
        because="One yuan for two hours, two more for each of the next two.",
    ),
    Example(
        service="transport.bike.zhoushan",
        facts=STEPHEN | IN_ZHOUSHAN | {"usage.open": 0},
        expect="refuse",
        because="His card was issued in Jiaxing.",
    ),
    Example(
        service="transport.bike.hangzhou",
        facts=RUTH | IN_HANGZHOU | {"usage.open": 0},
        use=Use(basis=Decimal("0.5")),
        expect="accept",
        price=yuan(0),
        because="Her purse pays the ride; without an account she leaves a deposit.",
    ),
    Example(
        service="transport.bike.hangzhou",
        facts=NORA | IN_HANGZHOU | {"usage.open": 0},
        expect="refuse",
        because="She is thirteen; riders start at sixteen.",
    ),
)
