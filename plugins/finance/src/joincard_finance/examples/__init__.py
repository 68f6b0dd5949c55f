"""Worked examples: errands of a few people at the bank, and what the card answers."""

from joincard_sdk.hooks import Example

from joincard_finance.examples import account, benefits, credit, cross_border, payment, savings

EXAMPLES: tuple[Example, ...] = (
    *account.EXAMPLES,
    *payment.EXAMPLES,
    *cross_border.EXAMPLES,
    *benefits.EXAMPLES,
    *credit.EXAMPLES,
    *savings.EXAMPLES,
)
