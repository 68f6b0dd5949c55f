"""Worked examples: currency, money across the border, and leaving."""

from decimal import Decimal

from joincard_sdk.fees import Use
from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_finance.examples.people import (
    BARELY_KNOWN,
    CARD_LOST,
    CLARA,
    DAVID,
    IN_DEBT,
    IN_JIAXING,
    IN_SHANGHAI,
    KNOWN_TO_THE_BANK,
    NORA,
    STEPHEN,
    Situation,
    amount,
)

TAXED_SALARY: Situation = {"record.contract": True, "record.tax_clear": True}
FORMER_SALARY: Situation = {"record.contract": False, "record.tax_clear": True}
LEAVING: Situation = {"record.departure_declared": True, "record.tax_clear": True}

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="finance.cross_border.salary_fx",
        facts=STEPHEN | IN_JIAXING | TAXED_SALARY,
        use=Use(basis=Decimal(30_000)),
        expect="accept",
        price=yuan(0),
        because="Contract and tax proof are on file; only the bank's rate applies.",
    ),
    Example(
        service="finance.cross_border.salary_fx",
        facts=STEPHEN | IN_JIAXING | TAXED_SALARY | {"record.tax_clear": False},
        expect="refuse",
        because="The salary has not been taxed.",
    ),
    Example(
        service="finance.cross_border.remit_out",
        facts=STEPHEN | IN_JIAXING | KNOWN_TO_THE_BANK | TAXED_SALARY,
        use=Use(basis=Decimal(80_000)),
        expect="accept",
        price=yuan(80),
        because="A tenth of a per cent.",
    ),
    Example(
        service="finance.cross_border.remit_out",
        facts=STEPHEN | IN_JIAXING | KNOWN_TO_THE_BANK | TAXED_SALARY,
        use=Use(basis=Decimal(5_000)),
        expect="accept",
        price=yuan(20),
        because="Never less than twenty yuan.",
    ),
    Example(
        service="finance.cross_border.remit_out",
        facts=DAVID | IN_SHANGHAI | KNOWN_TO_THE_BANK | FORMER_SALARY,
        use=Use(basis=Decimal(300_000)),
        expect="accept",
        price=yuan(200),
        because="Within a year of the last day at work, and never more than two hundred yuan.",
    ),
    Example(
        service="finance.cross_border.remit_out",
        facts=DAVID | IN_SHANGHAI | KNOWN_TO_THE_BANK | FORMER_SALARY | {"employer.days_since_exit": 366},
        expect="refuse",
        because="He left the job more than a year ago.",
    ),
    Example(
        service="finance.cross_border.small_fx",
        facts=CLARA | IN_JIAXING | amount("3500.00") | {"usage.today": 0},
        expect="accept",
        price=yuan(0),
        because="A wife without a permit can change a small sum too.",
    ),
    Example(
        service="finance.cross_border.small_fx",
        facts=CLARA | IN_JIAXING | amount("3500.00") | {"usage.today": 1},
        expect="refuse",
        because="Once a day.",
    ),
    Example(
        service="finance.cross_border.remit_in",
        facts=STEPHEN | IN_JIAXING | BARELY_KNOWN | amount("12000.00") | CARD_LOST,
        expect="accept",
        because="Money still arrives while the card is lost.",
    ),
    Example(
        service="finance.cross_border.remit_in",
        facts=STEPHEN | IN_JIAXING | amount("12000.00") | {"record.kyc": "none"},
        expect="refuse",
        because="The bank has not checked who he is.",
    ),
    Example(
        service="finance.cross_border.departure_fx",
        facts=DAVID | IN_SHANGHAI | KNOWN_TO_THE_BANK | LEAVING,
        use=Use(basis=Decimal(300_000)),
        expect="accept",
        price=yuan(120),
        because="The closing tariff ends at a hundred and twenty yuan.",
    ),
    Example(
        service="finance.cross_border.departure_fx",
        facts=DAVID | IN_SHANGHAI | IN_DEBT | LEAVING,
        expect="refuse",
        because="A debt to the bank is open.",
    ),
    Example(
        service="finance.cross_border.cash_exchange",
        facts=STEPHEN | IN_JIAXING | amount("70000.00") | {"usage.year": 49},
        expect="accept",
        because="Notes up to the allowance, for the fiftieth time this year.",
    ),
    Example(
        service="finance.cross_border.cash_exchange",
        facts=NORA | IN_JIAXING | amount("70000.01") | {"usage.year": 0},
        expect="refuse",
        because="Old enough at seventeen, but the amount is above the allowance.",
    ),
)
