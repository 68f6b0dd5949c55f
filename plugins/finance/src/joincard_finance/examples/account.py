"""Worked examples: opening, running, protecting and closing an account."""

from joincard_sdk.fees import Use
from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_finance.examples.people import (
    BARELY_KNOWN,
    BY_PHONE,
    CARD_LOST,
    CLARA,
    DAVID,
    HELENA,
    IN_CHENGDU,
    IN_DEBT,
    IN_JIAXING,
    IN_SHANGHAI,
    KNOWN_TO_THE_BANK,
    KOFI,
    LEO,
    NORA,
    STEPHEN,
)

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="finance.account.activate",
        facts=KOFI | IN_SHANGHAI | BARELY_KNOWN,
        expect="accept",
        price=yuan(0),
        because="He brings the card and his passport; the first check is enough.",
    ),
    Example(
        service="finance.account.activate",
        facts=KOFI | IN_SHANGHAI | BARELY_KNOWN | BY_PHONE,
        expect="refuse",
        because="A branch activates the account with the physical card.",
    ),
    Example(
        service="finance.account.open_minor",
        facts=LEO | IN_JIAXING | {"request.escorted": True},
        expect="accept",
        price=yuan(0),
        because="His mother is with him.",
    ),
    Example(
        service="finance.account.open_minor",
        facts=LEO | IN_JIAXING | {"request.escorted": False},
        expect="refuse",
        because="No parent acts for him.",
    ),
    Example(
        service="finance.account.open_minor",
        facts=NORA | IN_JIAXING | {"request.escorted": True},
        expect="refuse",
        because="From sixteen on she opens her own.",
    ),
    Example(
        service="finance.account.limit_raise",
        facts=STEPHEN | IN_JIAXING | KNOWN_TO_THE_BANK | {"bank.months": 6},
        expect="accept",
        because="Six months of use, and the bank has checked him in full.",
    ),
    Example(
        service="finance.account.limit_raise",
        facts=STEPHEN | IN_JIAXING | KNOWN_TO_THE_BANK | {"bank.months": 5},
        expect="refuse",
        because="One month too early.",
    ),
    Example(
        service="finance.account.statement",
        facts=STEPHEN | IN_CHENGDU | {"bank.account": "frozen"},
        use=Use(prior={"year": 11}),
        expect="accept",
        price=yuan(0),
        because="The twelfth copy of the year is still free, even while the account is frozen.",
    ),
    Example(
        service="finance.account.statement",
        facts=STEPHEN | IN_CHENGDU,
        use=Use(prior={"year": 12}),
        expect="accept",
        price=yuan(20),
        because="The thirteenth copy of the year is charged.",
    ),
    Example(
        service="finance.account.statement",
        facts=STEPHEN | IN_CHENGDU | {"card.status": "expired"},
        expect="refuse",
        because="The card has expired.",
    ),
    Example(
        service="finance.account.close",
        facts=STEPHEN | IN_JIAXING | KNOWN_TO_THE_BANK | {"card.status": "expired"},
        expect="accept",
        because="Nothing is paid into the account and nothing is owed.",
    ),
    Example(
        service="finance.account.close",
        facts=DAVID | IN_SHANGHAI | KNOWN_TO_THE_BANK,
        expect="refuse",
        because="Unemployment benefit still arrives.",
    ),
    Example(
        service="finance.account.close",
        facts=HELENA | IN_JIAXING | KNOWN_TO_THE_BANK,
        expect="refuse",
        because="Her pension is paid into the account.",
    ),
    Example(
        service="finance.account.close",
        facts=STEPHEN | IN_JIAXING | IN_DEBT,
        expect="refuse",
        because="A loan is open.",
    ),
    Example(
        service="finance.account.tax_residency",
        facts=KOFI | IN_SHANGHAI | {"request.consent": True, "usage.year": 0},
        expect="accept",
        because="He can declare before the account is activated.",
    ),
    Example(
        service="finance.account.tax_residency",
        facts=KOFI | IN_SHANGHAI | {"request.consent": False, "usage.year": 0},
        expect="refuse",
        because="He has not consented to the disclosure.",
    ),
    Example(
        service="finance.account.sms_alerts",
        facts=STEPHEN | IN_JIAXING | {"usage.open": 0},
        expect="accept",
        price=yuan(2),
        because="His account is in its third year.",
    ),
    Example(
        service="finance.account.sms_alerts",
        facts=CLARA | IN_JIAXING | {"usage.open": 0},
        expect="accept",
        price=yuan(0),
        because="Her account is five months old.",
    ),
    Example(
        service="finance.account.sms_alerts",
        facts=HELENA | IN_JIAXING | {"usage.open": 0},
        expect="accept",
        price=yuan(0),
        because="From sixty on the messages are free.",
    ),
    Example(
        service="finance.account.sms_alerts",
        facts=STEPHEN | IN_JIAXING | {"usage.open": 1},
        expect="refuse",
        because="He receives them already.",
    ),
    Example(
        service="finance.account.freeze",
        facts=STEPHEN | IN_CHENGDU | CARD_LOST,
        expect="accept",
        because="The card is lost; the money is protected.",
    ),
    Example(
        service="finance.account.freeze",
        facts=STEPHEN | IN_CHENGDU | {"bank.account": "frozen"},
        expect="refuse",
        because="The account is frozen already.",
    ),
)
