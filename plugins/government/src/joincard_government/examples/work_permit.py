"""Worked examples: the work permit in the card."""

from decimal import Decimal

from joincard_sdk.hooks import Example

from joincard_government.examples.people import (
    DAVID,
    IN_CHENGDU,
    IN_JIAXING,
    IN_SHANGHAI,
    INGRID,
    KOFI,
    OLGA,
    STEPHEN,
    filed,
)

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="government.work_permit.show",
        facts=INGRID | IN_CHENGDU | {"request.consent": True},
        expect="accept",
        because="She agrees that a university in another province sees her permit.",
    ),
    Example(
        service="government.work_permit.show",
        facts=INGRID | IN_CHENGDU | {"request.consent": False},
        expect="refuse",
        because="Nobody sees the permit without her consent.",
    ),
    Example(
        service="government.work_permit.extend",
        facts=STEPHEN | IN_JIAXING | {"permit.days_left": 30},
        expect="accept",
        because="Thirty days before the end is the last day to ask.",
    ),
    Example(
        service="government.work_permit.extend",
        facts=STEPHEN | IN_JIAXING | {"permit.days_left": 29},
        expect="refuse",
        because="His employer asked one day too late.",
    ),
    Example(
        service="government.work_permit.extend",
        facts=OLGA | IN_SHANGHAI,
        expect="refuse",
        because="At sixty-one a class B permit needs the service for older professionals.",
    ),
    Example(
        service="government.work_permit.extend_senior_b",
        facts=OLGA | IN_SHANGHAI,
        expect="accept",
        because="Shanghai keeps professionals until seventy.",
    ),
    Example(
        service="government.work_permit.extend_senior_b",
        facts=OLGA | IN_SHANGHAI | {"holder.age": 70},
        expect="refuse",
        because="At seventy it ends.",
    ),
    Example(
        service="government.work_permit.change_particulars",
        facts=STEPHEN | IN_JIAXING | {"card.status": "lost"} | filed("post_change", 10),
        expect="accept",
        because="The tenth working day is the last, and a lost card does not stop the employer.",
    ),
    Example(
        service="government.work_permit.change_particulars",
        facts=STEPHEN | IN_JIAXING | filed("move", 3),
        expect="refuse",
        because="A new address changes nothing in the permit.",
    ),
    Example(
        service="government.work_permit.cancel",
        facts=KOFI | IN_SHANGHAI | filed("contract_end", 4),
        expect="accept",
        because="The employer files the end of the contract in the first week.",
    ),
    Example(
        service="government.work_permit.cancel",
        facts=DAVID | IN_SHANGHAI | filed("contract_end", 4),
        expect="refuse",
        because="His permit has been cancelled already.",
    ),
    Example(
        service="government.work_permit.transfer",
        facts=DAVID | IN_SHANGHAI | {"permit.days_since_cancelled": 30},
        expect="accept",
        because="Thirty days after the cancellation a new employer may still take him on.",
    ),
    Example(
        service="government.work_permit.transfer",
        facts=DAVID | IN_SHANGHAI | {"permit.days_since_cancelled": 31},
        expect="refuse",
        because="The thirty days are over.",
    ),
    Example(
        service="government.work_permit.cancellation_proof",
        facts=DAVID | IN_SHANGHAI | {"card.status": "cancelled"},
        expect="accept",
        because="He needs the proof even after his card has been closed.",
    ),
    Example(
        service="government.work_permit.cancellation_proof",
        facts=STEPHEN | IN_JIAXING,
        expect="refuse",
        because="His permit is valid.",
    ),
    Example(
        service="government.work_permit.electronic_reissue",
        facts=STEPHEN | IN_JIAXING | {"card.status": "none", "permit.days_left": 91},
        expect="accept",
        because="He still has a plastic permit with more than ninety days to run.",
    ),
    Example(
        service="government.work_permit.electronic_reissue",
        facts=STEPHEN | IN_JIAXING,
        expect="refuse",
        because="His card carries the electronic permit already.",
    ),
    Example(
        service="government.work_permit.reclassify",
        facts=STEPHEN | IN_JIAXING | {"record.wage_ratio": Decimal("6.0"), "record.tax_months": 3},
        expect="accept",
        because="Three months of taxed income show exactly six times the average wage.",
    ),
    Example(
        service="government.work_permit.reclassify",
        facts=STEPHEN | IN_JIAXING | {"record.wage_ratio": Decimal("5.9"), "record.tax_months": 12},
        expect="refuse",
        because="His salary is a little below six times the average.",
    ),
)
