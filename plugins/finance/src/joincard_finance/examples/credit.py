"""Worked examples: a credit card and three kinds of loan."""

from decimal import Decimal

from joincard_sdk.fees import Use
from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_finance.examples.people import (
    IN_DEBT,
    IN_HANGZHOU,
    IN_HEFEI,
    IN_JIAXING,
    INGRID,
    KNOWN_TO_THE_BANK,
    MARTA,
    STEPHEN,
    Situation,
)

HALF_A_YEAR_TAXED: Situation = {"record.tax_months": 6}
FIRST_HOME: Situation = {"record.homes_owned": 0, "record.contract": True}

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="finance.credit.credit_card",
        facts=STEPHEN | IN_JIAXING | KNOWN_TO_THE_BANK | HALF_A_YEAR_TAXED | {"usage.year": 5},
        expect="accept",
        price=yuan(200),
        because="Five uses this year; the sixth would save the fee.",
    ),
    Example(
        service="finance.credit.credit_card",
        facts=STEPHEN | IN_JIAXING | KNOWN_TO_THE_BANK | HALF_A_YEAR_TAXED | {"usage.year": 6},
        expect="accept",
        price=yuan(0),
        because="Six uses this year.",
    ),
    Example(
        service="finance.credit.credit_card",
        facts=INGRID | IN_HANGZHOU | KNOWN_TO_THE_BANK | HALF_A_YEAR_TAXED | {"usage.year": 0},
        expect="accept",
        price=yuan(0),
        because="Class A pays no yearly fee.",
    ),
    Example(
        service="finance.credit.credit_card",
        facts=STEPHEN | IN_JIAXING | KNOWN_TO_THE_BANK | HALF_A_YEAR_TAXED | {"permit.days_left": 179},
        expect="refuse",
        because="His permit ends within half a year.",
    ),
    Example(
        service="finance.credit.mortgage",
        facts=STEPHEN | IN_JIAXING | FIRST_HOME | {"permit.days_left": 365},
        use=Use(basis=Decimal(1_000_000)),
        expect="accept",
        price=yuan(36_000),
        because="A first home after a year here, at 3.6% a year.",
    ),
    Example(
        service="finance.credit.mortgage",
        facts=MARTA | IN_JIAXING | FIRST_HOME,
        use=Use(basis=Decimal(1_000_000)),
        expect="accept",
        price=yuan(36_000),
        because="Permanent residence stands in for the permit.",
    ),
    Example(
        service="finance.credit.mortgage",
        facts=STEPHEN | IN_JIAXING | FIRST_HOME | {"record.homes_owned": 1},
        expect="refuse",
        because="He owns a home in the city.",
    ),
    Example(
        service="finance.credit.talent_loan",
        facts=INGRID | IN_HANGZHOU,
        use=Use(basis=Decimal(500_000)),
        expect="accept",
        price=yuan(14_500),
        because="Half a million at 2.9% a year.",
    ),
    Example(
        service="finance.credit.talent_loan",
        facts=INGRID | IN_HANGZHOU,
        use=Use(basis=Decimal(1_000_000), paid={"year": Decimal(10_000)}),
        expect="accept",
        price=yuan(20_000),
        because="Ten thousand were paid this year; thirty thousand are the most.",
    ),
    Example(
        service="finance.credit.talent_loan",
        facts=STEPHEN | IN_HANGZHOU,
        expect="refuse",
        because="The loan is for class A.",
    ),
    Example(
        service="finance.credit.salary_loan",
        facts=STEPHEN | IN_HEFEI | KNOWN_TO_THE_BANK | {"employer.months": 6, "insurance.pension": "exempt"},
        use=Use(basis=Decimal(50_000)),
        expect="accept",
        price=yuan(2_100),
        because="Half a year in the job; insured at home under a treaty counts.",
    ),
    Example(
        service="finance.credit.salary_loan",
        facts=STEPHEN | IN_HEFEI | KNOWN_TO_THE_BANK | {"employer.months": 5},
        expect="refuse",
        because="One month too early in the job.",
    ),
    Example(
        service="finance.credit.salary_loan",
        facts=STEPHEN | IN_HEFEI | IN_DEBT,
        expect="refuse",
        because="Another loan is open.",
    ),
)
