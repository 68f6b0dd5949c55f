"""Worked examples: year and season cards."""

from decimal import Decimal

from joincard_sdk.fees import Use
from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_tourism.examples.people import (
    AMARA,
    IN_APRIL,
    IN_CHANGZHOU,
    IN_JULY,
    IN_SUZHOU,
    IN_WUXI,
    IN_ZHENJIANG,
    YUKI,
)

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="tourism.pass.suzhou_leisure",
        facts=YUKI | IN_SUZHOU | {"record.pass": "none", "usage.open": 0},
        expect="accept",
        price=yuan(200),
        because="She lives in Beijing and pays what residents pay.",
    ),
    Example(
        service="tourism.pass.suzhou_leisure",
        facts=YUKI | IN_SUZHOU | {"record.pass": "valid", "usage.open": 0},
        expect="refuse",
        because="Her card is still valid.",
    ),
    Example(
        service="tourism.pass.suzhou_gate",
        facts=YUKI | IN_SUZHOU | {"record.pass": "valid", "usage.today": 0},
        expect="accept",
        price=yuan(0),
        because="Her first visit today.",
    ),
    Example(
        service="tourism.pass.suzhou_gate",
        facts=YUKI | IN_SUZHOU | {"record.pass": "valid", "usage.today": 1},
        expect="refuse",
        because="She has been in today.",
    ),
    Example(
        service="tourism.pass.jurong",
        facts=AMARA | IN_ZHENJIANG | {"record.pass": "valid", "usage.year": 19, "usage.today": 0},
        expect="accept",
        price=yuan(0),
        because="Her twentieth bath of the year.",
    ),
    Example(
        service="tourism.pass.jurong",
        facts=AMARA | IN_ZHENJIANG | {"record.pass": "valid", "usage.year": 20, "usage.today": 0},
        expect="refuse",
        because="Twenty baths are used up.",
    ),
    Example(
        service="tourism.pass.changzhou_spring",
        facts=AMARA | IN_CHANGZHOU | IN_APRIL | {"record.pass": "none", "request.party": 1},
        expect="accept",
        price=yuan(228),
        because="One card.",
    ),
    Example(
        service="tourism.pass.changzhou_spring",
        facts=AMARA | IN_CHANGZHOU | IN_APRIL | {"record.pass": "none", "request.party": 2},
        use=Use(units=Decimal(2)),
        expect="accept",
        price=yuan(438),
        because="Two together pay nine yuan less for each card.",
    ),
    Example(
        service="tourism.pass.changzhou_spring",
        facts=AMARA | IN_CHANGZHOU | {"record.pass": "none", "request.party": 1},
        expect="refuse",
        because="In March the sale has not begun.",
    ),
    Example(
        service="tourism.pass.suxichang",
        facts=AMARA | IN_WUXI | {"record.pass": "expired"},
        use=Use(basis=Decimal(2)),
        expect="accept",
        price=yuan(199),
        because="The middle one of three packages.",
    ),
    Example(
        service="tourism.pass.suxichang",
        facts=AMARA | IN_WUXI | IN_JULY | {"record.pass": "expired"},
        expect="refuse",
        because="The sale ends in April.",
    ),
)
