"""Worked examples: driving licences, cars and fines."""

from decimal import Decimal

from joincard_sdk.fees import Use
from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_government.examples.people import (
    HELENA,
    IN_CHENGDU,
    IN_HANGZHOU,
    IN_JIAXING,
    IN_SHANGHAI,
    KOFI,
    STEPHEN,
)

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="government.traffic_police.licence_conversion",
        facts=KOFI | IN_SHANGHAI | {"record.foreign_licence": True, "record.exam_passed": True},
        expect="accept",
        price=yuan(10),
        because="He passed the theory test.",
    ),
    Example(
        service="government.traffic_police.licence_conversion",
        facts=KOFI | IN_SHANGHAI | {"record.foreign_licence": True, "record.exam_passed": False},
        expect="refuse",
        because="He has not passed the theory test.",
    ),
    Example(
        service="government.traffic_police.licence_renewal",
        facts=STEPHEN | IN_JIAXING | {"record.licence": True},
        expect="accept",
        price=yuan(10),
        because="At thirty-eight no ability check is asked for.",
    ),
    Example(
        service="government.traffic_police.licence_renewal",
        facts=HELENA | IN_JIAXING | {"record.licence": True, "record.exam_passed": True},
        expect="accept",
        price=yuan(10),
        because="At seventy-two she passed the ability check.",
    ),
    Example(
        service="government.traffic_police.licence_renewal",
        facts=HELENA | IN_JIAXING | {"record.licence": True, "record.exam_passed": False},
        expect="refuse",
        because="At seventy-two she has to pass the ability check first.",
    ),
    Example(
        service="government.traffic_police.vehicle_registration",
        facts=STEPHEN | IN_JIAXING | {"record.contract": True},
        expect="accept",
        price=yuan(125),
        because="He bought a car and registers it where he lives.",
    ),
    Example(
        service="government.traffic_police.vehicle_registration",
        facts=STEPHEN | IN_HANGZHOU | {"record.contract": True},
        expect="refuse",
        because="He lives in Jiaxing, not in Hangzhou.",
    ),
    Example(
        service="government.traffic_police.violation_payment",
        facts=STEPHEN | IN_CHENGDU | {"record.licence": True, "request.amount": Decimal("200.00")},
        use=Use(basis=Decimal(200)),
        expect="accept",
        price=yuan(200),
        because="He pays the fine and nothing on top.",
    ),
    Example(
        service="government.traffic_police.violation_payment",
        facts=STEPHEN
        | IN_CHENGDU
        | {"record.licence": True, "request.amount": Decimal("200.00"), "bank.account": "opened"},
        use=Use(basis=Decimal(200)),
        expect="refuse",
        because="The account behind his card has not been activated.",
    ),
)
