"""Worked examples: deposits, funds, shares, a pension and cover."""

from decimal import Decimal

from joincard_sdk.fees import Use
from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_finance.examples.people import (
    CLARA,
    HELENA,
    IN_CHENGDU,
    IN_HANGZHOU,
    IN_JIAXING,
    IN_NOVEMBER,
    LEO,
    MARTA,
    STEPHEN,
    Situation,
    amount,
)

INVESTOR: Situation = {"record.risk_grade": "r2", "record.taxpayer": "resident"}
AGREEMENT: Situation = {"record.regulator_mou": True}
NO_AGREEMENT: Situation = {"record.regulator_mou": False}

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="finance.savings.time_deposit",
        facts=CLARA | IN_JIAXING | amount("50.00"),
        expect="accept",
        because="Fifty yuan are enough.",
    ),
    Example(
        service="finance.savings.time_deposit",
        facts=CLARA | IN_JIAXING | amount("49.99"),
        expect="refuse",
        because="A fen too little.",
    ),
    Example(
        service="finance.savings.wealth",
        facts=STEPHEN | IN_CHENGDU | INVESTOR | amount("20000.00"),
        use=Use(basis=Decimal(20_000)),
        expect="accept",
        price=yuan(60),
        because="He has taken the risk test; the fee is 0.3% a year.",
    ),
    Example(
        service="finance.savings.wealth",
        facts=STEPHEN | IN_CHENGDU | INVESTOR | amount("20000.00") | {"record.risk_grade": "r1"},
        expect="refuse",
        because="The test says that he should take no risk.",
    ),
    Example(
        service="finance.savings.wealth",
        facts=HELENA | IN_JIAXING | INVESTOR | amount("20000.00"),
        expect="refuse",
        because="The product is sold until sixty-nine.",
    ),
    Example(
        service="finance.savings.securities",
        facts=STEPHEN | IN_JIAXING | AGREEMENT,
        expect="accept",
        because="He works here, and the regulators of both countries cooperate.",
    ),
    Example(
        service="finance.savings.securities",
        facts=MARTA | IN_JIAXING | NO_AGREEMENT,
        expect="accept",
        because="Permanent residents need no agreement.",
    ),
    Example(
        service="finance.savings.securities",
        facts=CLARA | IN_JIAXING | AGREEMENT,
        expect="refuse",
        because="The right is his, not his wife's.",
    ),
    Example(
        service="finance.savings.personal_pension",
        facts=MARTA | IN_JIAXING | amount("12000.00"),
        expect="accept",
        because="She has permanent residence and is insured as an employee.",
    ),
    Example(
        service="finance.savings.personal_pension",
        facts=MARTA | IN_JIAXING | amount("12000.01"),
        expect="refuse",
        because="A fen above the yearly ceiling.",
    ),
    Example(
        service="finance.savings.supplementary_medical",
        facts=STEPHEN | IN_JIAXING | IN_NOVEMBER | {"usage.year": 0},
        expect="accept",
        price=yuan(150),
        because="Insured in Jiaxing, in the month in which the policy is sold.",
    ),
    Example(
        service="finance.savings.supplementary_medical",
        facts=LEO | IN_JIAXING | IN_NOVEMBER | {"usage.year": 0},
        expect="accept",
        price=yuan(99),
        because="Under eighteen the price is 66 per cent.",
    ),
    Example(
        service="finance.savings.supplementary_medical",
        facts=STEPHEN | IN_HANGZHOU | IN_NOVEMBER | {"usage.year": 0},
        expect="refuse",
        because="Hangzhou's policy is for people insured in Hangzhou.",
    ),
)
