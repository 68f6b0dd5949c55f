"""Worked examples: reading, sharing and printing medical data."""

from decimal import Decimal

from joincard_sdk.fees import Use
from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_healthcare.examples.people import (
    AMARA,
    CLARA,
    IN_JIAXING,
    IN_SHANGHAI,
    LEO,
    NORA,
    PAVEL,
    STEPHEN,
)

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="healthcare.records.e_record",
        facts=CLARA | IN_JIAXING | {"request.consent": True},
        expect="accept",
        because="She reads her own record with her digital card.",
    ),
    Example(
        service="healthcare.records.e_record",
        facts=CLARA | IN_JIAXING | {"request.consent": False},
        expect="refuse",
        because="Nothing is shown without her consent.",
    ),
    Example(
        service="healthcare.records.child_record",
        facts=NORA | IN_JIAXING | {"request.consent": True},
        expect="accept",
        because="She is thirteen, and her father has consented.",
    ),
    Example(
        service="healthcare.records.child_record",
        facts=NORA | IN_JIAXING | {"request.consent": True, "holder.age": 14},
        expect="refuse",
        because="From fourteen on the record is hers alone to open.",
    ),
    Example(
        service="healthcare.records.result_sharing",
        facts=AMARA | IN_SHANGHAI | {"request.consent": True, "usage.today": 4},
        expect="accept",
        because="The fifth look of the day is the last.",
    ),
    Example(
        service="healthcare.records.result_sharing",
        facts=AMARA | IN_SHANGHAI | {"request.consent": True, "usage.today": 5},
        expect="refuse",
        because="Five looks a day are enough.",
    ),
    Example(
        service="healthcare.records.report_print",
        facts=STEPHEN | IN_JIAXING | {"record.registered": True},
        use=Use(units=Decimal(1), prior={"visit": 0}),
        expect="accept",
        price=yuan(0),
        because="The first copy is free.",
    ),
    Example(
        service="healthcare.records.report_print",
        facts=STEPHEN | IN_JIAXING | {"record.registered": True},
        use=Use(units=Decimal(3), prior={"visit": 1}),
        expect="accept",
        price=yuan(3),
        because="From the second printing on, each copy costs a yuan.",
    ),
    Example(
        service="healthcare.records.report_print",
        facts=STEPHEN | IN_JIAXING | {"record.registered": False},
        expect="refuse",
        because="The hospital does not know him yet.",
    ),
    Example(
        service="healthcare.records.settlement_history",
        facts=CLARA | IN_JIAXING,
        expect="accept",
        because="She is in the residents' scheme and uses her digital card.",
    ),
    Example(
        service="healthcare.records.settlement_history",
        facts=PAVEL | IN_SHANGHAI,
        expect="refuse",
        because="Without insurance there are no settled bills.",
    ),
    Example(
        service="healthcare.records.vaccination_record",
        facts=LEO | IN_JIAXING | {"request.escorted": True},
        expect="accept",
        because="A parent reads it with him.",
    ),
    Example(
        service="healthcare.records.vaccination_record",
        facts=LEO | IN_JIAXING | {"request.escorted": False},
        expect="refuse",
        because="At five he cannot ask on his own.",
    ),
)
