"""Worked examples: what is paid into an account."""

from joincard_sdk.hooks import Example

from joincard_finance.examples.people import (
    AMARA,
    CARD_LOST,
    CLARA,
    DAVID,
    HELENA,
    IN_DEBT,
    IN_HANGZHOU,
    IN_HEFEI,
    IN_JIAXING,
    IN_SEPTEMBER,
    IN_SHANGHAI,
    INGRID,
    KNOWN_TO_THE_BANK,
    STEPHEN,
    Situation,
)

TAX_RESIDENT: Situation = {"record.taxpayer": "resident"}

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="finance.benefits.pension_payout",
        facts=HELENA | IN_JIAXING | CARD_LOST,
        expect="accept",
        because="Her pension arrives while the card is lost.",
    ),
    Example(
        service="finance.benefits.pension_payout",
        facts=STEPHEN | IN_JIAXING,
        expect="refuse",
        because="He still works and pays contributions.",
    ),
    Example(
        service="finance.benefits.unemployment_payout",
        facts=DAVID | IN_SHANGHAI,
        expect="accept",
        because="He receives the benefit and lives here on a valid document.",
    ),
    Example(
        service="finance.benefits.unemployment_payout",
        facts=DAVID | IN_SHANGHAI | {"residence.status": "expired"},
        expect="refuse",
        because="His residence document has ended.",
    ),
    Example(
        service="finance.benefits.allowance_payout",
        facts=AMARA | IN_HEFEI,
        expect="accept",
        because="Class B counts as talent.",
    ),
    Example(
        service="finance.benefits.allowance_payout",
        facts=INGRID | IN_HANGZHOU | {"employer.present": False},
        expect="refuse",
        because="The allowance ends with the job.",
    ),
    Example(
        service="finance.benefits.tax_refund",
        facts=STEPHEN | IN_JIAXING | TAX_RESIDENT,
        expect="accept",
        because="The settlement opens in March.",
    ),
    Example(
        service="finance.benefits.tax_refund",
        facts=STEPHEN | IN_JIAXING | TAX_RESIDENT | IN_SEPTEMBER,
        expect="refuse",
        because="Refunds end with August.",
    ),
    Example(
        service="finance.benefits.tax_refund",
        facts=CLARA | IN_JIAXING | TAX_RESIDENT,
        expect="refuse",
        because="The refund belongs to the permit holder who paid the tax.",
    ),
    Example(
        service="finance.benefits.fund_payout",
        facts=STEPHEN | IN_JIAXING | KNOWN_TO_THE_BANK | {"record.fund": "sealed"},
        expect="accept",
        because="Savings in a sealed account are paid too.",
    ),
    Example(
        service="finance.benefits.fund_payout",
        facts=STEPHEN | IN_JIAXING | IN_DEBT | {"record.fund": "active"},
        expect="refuse",
        because="A loan is open.",
    ),
)
