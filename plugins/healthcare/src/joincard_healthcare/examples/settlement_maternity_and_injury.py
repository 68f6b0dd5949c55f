"""Worked examples: childbirth, antenatal checks and work injuries."""

from decimal import Decimal

from joincard_sdk.fees import Use
from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_healthcare.examples.people import (
    CLARA,
    IN_BEIJING,
    IN_JIAXING,
    STEPHEN,
    YUKI,
)

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="healthcare.settlement.delivery",
        facts=YUKI | IN_BEIJING | {"event.kind": "birth", "event.days": 2},
        use=Use(basis=Decimal(12_000), stay="S-7"),
        expect="accept",
        price=yuan(1200),
        because="A tenth of the bill.",
    ),
    Example(
        service="healthcare.settlement.delivery",
        facts=CLARA | IN_JIAXING | {"event.kind": "birth", "event.days": 0},
        use=Use(basis=Decimal(40_000), stay="S-8"),
        expect="accept",
        price=yuan(3000),
        because="Her husband is insured; a tenth of 40,000 is more than the most there is to pay.",
    ),
    Example(
        service="healthcare.settlement.delivery",
        facts=CLARA
        | IN_JIAXING
        | {"event.kind": "birth", "event.days": 0, "principal.insurance.maternity": "none"},
        expect="refuse",
        because="Neither she nor her husband is in a maternity fund.",
    ),
    Example(
        service="healthcare.settlement.prenatal",
        facts=CLARA | IN_JIAXING | {"record.pregnant": True, "usage.year": 12},
        use=Use(basis=Decimal(300)),
        expect="accept",
        price=yuan(60),
        because="The thirteenth check is the last.",
    ),
    Example(
        service="healthcare.settlement.prenatal",
        facts=CLARA | IN_JIAXING | {"record.pregnant": True, "usage.year": 13},
        expect="refuse",
        because="Thirteen checks are settled, no more.",
    ),
    Example(
        service="healthcare.settlement.work_injury_local",
        facts=STEPHEN
        | IN_JIAXING
        | {"record.injury_recognised": True, "insurance.work_injury": "paused", "employer.present": False},
        expect="accept",
        because="The job has ended, the injury is still covered.",
    ),
    Example(
        service="healthcare.settlement.work_injury_local",
        facts=STEPHEN | IN_JIAXING | {"record.injury_recognised": False},
        expect="refuse",
        because="Nobody has recognised the injury yet.",
    ),
    Example(
        service="healthcare.settlement.work_injury_cross",
        facts=YUKI | IN_JIAXING | {"record.injury_recognised": True},
        expect="accept",
        because="The injury is recognised and the trip was filed.",
    ),
    Example(
        service="healthcare.settlement.work_injury_cross",
        facts=YUKI | IN_JIAXING | {"record.injury_recognised": True, "insurance.filing": "none"},
        expect="refuse",
        because="Nothing was filed before the visit.",
    ),
)
