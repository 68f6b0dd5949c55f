"""Worked examples: the purse itself."""

from decimal import Decimal

from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_transport.examples.people import (
    CLARA,
    HELENA,
    IN_BEIJING,
    IN_JIAXING,
    IN_SHANGHAI,
    LEO,
    NORA,
    PAVEL,
    STEPHEN,
)

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="transport.account.topup_shanghai",
        facts=PAVEL | IN_SHANGHAI | {"request.amount": Decimal(200)},
        expect="accept",
        price=yuan(0),
        because="Two hundred yuan fill the purse, and nothing is charged for it.",
    ),
    Example(
        service="transport.account.topup_shanghai",
        facts=PAVEL | IN_SHANGHAI | {"request.amount": Decimal("200.01")},
        expect="refuse",
        because="One fen more than a purse of Shanghai takes.",
    ),
    Example(
        service="transport.account.topup",
        facts=STEPHEN | IN_JIAXING | {"request.amount": Decimal(1000)},
        expect="accept",
        price=yuan(0),
        because="A thousand yuan at once is the most.",
    ),
    Example(
        service="transport.account.topup",
        facts=STEPHEN | IN_JIAXING | {"card.form": "digital", "request.amount": Decimal(100)},
        expect="refuse",
        because="The money goes to the chip, so the card itself is held to the phone.",
    ),
    Example(
        service="transport.account.extend_shanghai",
        facts=PAVEL | IN_SHANGHAI | {"card.purse_days": 366},
        expect="accept",
        price=yuan(0),
        because="The purse has been idle for a year and a day.",
    ),
    Example(
        service="transport.account.extend_shanghai",
        facts=PAVEL | IN_SHANGHAI | {"card.purse_days": 365},
        expect="refuse",
        because="The purse still works and needs no extension.",
    ),
    Example(
        service="transport.account.refund",
        facts=STEPHEN | IN_BEIJING | {"card.status": "cancelled"},
        expect="accept",
        price=yuan(0),
        because="The card has ended, the money on it is still his.",
    ),
    Example(
        service="transport.account.refund",
        facts=STEPHEN | IN_BEIJING | {"card.status": "lost"},
        expect="refuse",
        because="Nobody can tell what a lost purse still holds.",
    ),
    Example(
        service="transport.account.fare_class",
        facts=HELENA | IN_JIAXING,
        expect="accept",
        price=yuan(0),
        because="At seventy-two the senior class is written into her purse.",
    ),
    Example(
        service="transport.account.fare_class",
        facts=NORA | IN_JIAXING,
        expect="accept",
        price=yuan(0),
        because="At thirteen it is the pupil class.",
    ),
    Example(
        service="transport.account.fare_class",
        facts=LEO | IN_JIAXING,
        expect="refuse",
        because="At five he is too young for a class of his own.",
    ),
    Example(
        service="transport.account.trip_history",
        facts=CLARA | IN_JIAXING | {"card.status": "lost", "request.consent": True},
        expect="accept",
        price=yuan(0),
        because="She lost her card and looks up where it was used last.",
    ),
    Example(
        service="transport.account.trip_history",
        facts=CLARA | IN_JIAXING | {"request.consent": False},
        expect="refuse",
        because="Without her consent no trip is shown.",
    ),
)
