"""Worked examples: hospital stays."""

from decimal import Decimal

from joincard_sdk.fees import Use
from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_healthcare.examples.people import (
    HELENA,
    IN_BEIJING,
    IN_HANGZHOU,
    IN_JIAXING,
    IN_SHANGHAI,
    STEPHEN,
    YUKI,
)

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="healthcare.settlement.inpatient_local",
        facts=STEPHEN | IN_JIAXING | {"record.blocked": False},
        use=Use(basis=Decimal(10_000), stay="S-1"),
        expect="accept",
        price=yuan(2180),
        because="800 yuan up to the threshold, then 15 per cent of the other 9,200.",
    ),
    Example(
        service="healthcare.settlement.inpatient_local",
        facts=HELENA | IN_JIAXING | {"record.blocked": False},
        use=Use(basis=Decimal(10_000), stay="S-2"),
        expect="accept",
        price=yuan(1090),
        because="Pensioners pay half of what others pay.",
    ),
    Example(
        service="healthcare.settlement.inpatient_local",
        facts=STEPHEN | IN_JIAXING | {"record.blocked": True},
        expect="refuse",
        because="The hospital has barred him.",
    ),
    Example(
        service="healthcare.settlement.inpatient_filed",
        facts=YUKI | IN_HANGZHOU | {"insurance.filing": "long_term"},
        use=Use(basis=Decimal(10_000), stay="S-3"),
        expect="accept",
        price=yuan(2180),
        because="She moved away and filed it, so she is treated as at home.",
    ),
    Example(
        service="healthcare.settlement.inpatient_filed",
        facts=YUKI | IN_HANGZHOU,
        expect="refuse",
        because="Her filing is for a trip only.",
    ),
    Example(
        service="healthcare.settlement.inpatient_temporary",
        facts=YUKI | IN_HANGZHOU,
        use=Use(basis=Decimal(10_000), stay="S-4"),
        expect="accept",
        price=yuan(3400),
        because="1,200 yuan up to the threshold, then 25 per cent of the other 8,800.",
    ),
    Example(
        service="healthcare.settlement.inpatient_temporary",
        facts=YUKI | IN_BEIJING,
        expect="refuse",
        because="She is at home in Beijing.",
    ),
    Example(
        service="healthcare.settlement.inpatient_unfiled",
        facts=YUKI | IN_HANGZHOU | {"insurance.filing": "none"},
        use=Use(basis=Decimal(10_000), stay="S-5"),
        expect="accept",
        price=yuan(4960),
        because="1,600 yuan up to the threshold, then 40 per cent of the other 8,400.",
    ),
    Example(
        service="healthcare.settlement.inpatient_unfiled",
        facts=YUKI | IN_HANGZHOU,
        expect="refuse",
        because="She did file, and pays less with it.",
    ),
    Example(
        service="healthcare.settlement.emergency_cross",
        facts=YUKI
        | IN_SHANGHAI
        | {
            "card.status": "suspended",
            "insurance.filing": "none",
            "event.kind": "emergency",
            "event.days": 3,
        },
        use=Use(basis=Decimal(10_000), stay="S-6"),
        expect="accept",
        price=yuan(3100),
        because="Day three of an emergency, with a suspended card and no filing.",
    ),
    Example(
        service="healthcare.settlement.emergency_cross",
        facts=YUKI | IN_SHANGHAI | {"event.kind": "emergency", "event.days": 4},
        expect="refuse",
        because="After three days it no longer counts as an emergency.",
    ),
    Example(
        service="healthcare.settlement.treat_first",
        facts=STEPHEN | IN_JIAXING | {"record.debt": False},
        expect="accept",
        because="He is insured and his account works; there is nothing to pay in advance.",
    ),
    Example(
        service="healthcare.settlement.treat_first",
        facts=STEPHEN | IN_JIAXING | {"record.debt": True},
        expect="refuse",
        because="An earlier bill is still open.",
    ),
)
