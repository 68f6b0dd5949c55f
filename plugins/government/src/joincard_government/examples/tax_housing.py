"""Worked examples: tax settlements, the housing fund and public homes."""

from decimal import Decimal

from joincard_sdk.fees import Use
from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_government.examples.people import (
    DAVID,
    IN_HANGZHOU,
    IN_JIAXING,
    IN_JULY,
    IN_SHANGHAI,
    KOFI,
    STEPHEN,
    Situation,
)

TAX_RESIDENT: Situation = {"record.taxpayer": "resident", "record.tax_months": 12}
SAVER: Situation = {"record.fund": "active", "record.fund_months": 6, "record.homes_owned": 0}
TENANT: Situation = {"record.contract": True, "record.homes_owned": 0}

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="government.tax_housing.iit_annual",
        facts=STEPHEN | IN_JIAXING | TAX_RESIDENT,
        expect="accept",
        because="The settlement opens in March.",
    ),
    Example(
        service="government.tax_housing.iit_annual",
        facts=STEPHEN | IN_JIAXING | TAX_RESIDENT | IN_JULY,
        expect="refuse",
        because="It closed at the end of June.",
    ),
    Example(
        service="government.tax_housing.iit_departure",
        facts=DAVID | IN_SHANGHAI | {"record.departure_declared": True, "record.tax_months": 60},
        expect="accept",
        because="He has declared that he leaves.",
    ),
    Example(
        service="government.tax_housing.iit_departure",
        facts=DAVID | IN_SHANGHAI | {"record.departure_declared": False, "record.tax_months": 60},
        expect="refuse",
        because="Who stays settles in spring.",
    ),
    Example(
        service="government.tax_housing.fund_enrol",
        facts=KOFI | IN_SHANGHAI | {"record.fund": "none"},
        expect="accept",
        because="His employer enrols him.",
    ),
    Example(
        service="government.tax_housing.fund_enrol",
        facts=KOFI | IN_SHANGHAI | {"record.fund": "active"},
        expect="refuse",
        because="He is a member already.",
    ),
    Example(
        service="government.tax_housing.fund_rent",
        facts=STEPHEN | IN_JIAXING | SAVER | {"usage.month": 0},
        expect="accept",
        because="He rents, and has drawn nothing this month.",
    ),
    Example(
        service="government.tax_housing.fund_rent",
        facts=STEPHEN | IN_JIAXING | SAVER | {"usage.month": 1},
        expect="refuse",
        because="He has drawn this month's rent.",
    ),
    Example(
        service="government.tax_housing.fund_loan",
        facts=STEPHEN | IN_HANGZHOU | SAVER,
        use=Use(basis=Decimal(500_000)),
        expect="accept",
        price=yuan(15_500),
        because="After six deposits he borrows half a million at 3.1% a year.",
    ),
    Example(
        service="government.tax_housing.fund_loan",
        facts=STEPHEN | IN_HANGZHOU | SAVER | {"permit.days_left": 364},
        use=Use(basis=Decimal(500_000)),
        expect="refuse",
        because="His permit ends within the year.",
    ),
    Example(
        service="government.tax_housing.fund_departure",
        facts=DAVID
        | IN_SHANGHAI
        | {"record.fund": "sealed", "record.departure_declared": True, "record.debt": False},
        expect="accept",
        because="His account is sealed and he owes nothing.",
    ),
    Example(
        service="government.tax_housing.fund_departure",
        facts=DAVID
        | IN_SHANGHAI
        | {"record.fund": "sealed", "record.departure_declared": True, "record.debt": True},
        expect="refuse",
        because="A home loan is still open.",
    ),
    Example(
        service="government.tax_housing.public_rental",
        facts=KOFI | IN_SHANGHAI | TENANT | {"usage.open": 0},
        use=Use(basis=Decimal(4000)),
        expect="accept",
        price=yuan(3400),
        because="He is insured in Shanghai and owns no home there.",
    ),
    Example(
        service="government.tax_housing.public_rental",
        facts=KOFI | IN_SHANGHAI | TENANT | {"usage.open": 1},
        use=Use(basis=Decimal(4000)),
        expect="refuse",
        because="He rents a public flat already.",
    ),
)
