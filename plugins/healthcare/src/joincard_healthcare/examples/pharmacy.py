"""Worked examples: buying and collecting medicines."""

from decimal import Decimal

from joincard_sdk.fees import Use
from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_healthcare.examples.people import (
    AMARA,
    CLARA,
    HELENA,
    IN_JIAXING,
    IN_SHANGHAI,
    NORA,
    STEPHEN,
    YUKI,
)

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="healthcare.pharmacy.personal_account",
        facts=STEPHEN | IN_JIAXING | {"insurance.medical": "paused", "request.amount": Decimal("1200.00")},
        expect="accept",
        price=yuan(1200),
        because="Contributions have stopped, yet the last yuan may be spent.",
    ),
    Example(
        service="healthcare.pharmacy.personal_account",
        facts=STEPHEN | IN_JIAXING | {"request.amount": Decimal("1200.01")},
        expect="refuse",
        because="One fen more than he has saved.",
    ),
    Example(
        service="healthcare.pharmacy.personal_account_yrd",
        facts=AMARA | IN_SHANGHAI | {"request.amount": Decimal("88.80")},
        expect="accept",
        price=yuan("88.80"),
        because="A fund of Wuxi, a pharmacy in Shanghai.",
    ),
    Example(
        service="healthcare.pharmacy.personal_account_yrd",
        facts=YUKI | IN_SHANGHAI | {"request.amount": Decimal("88.80")},
        expect="refuse",
        because="The fund of Beijing does not belong to the delta.",
    ),
    Example(
        service="healthcare.pharmacy.pooled_pharmacy",
        facts=STEPHEN | IN_JIAXING | {"record.prescription": True},
        use=Use(basis=Decimal(120)),
        expect="accept",
        price=yuan(120),
        because="Below the threshold of the year he pays all of it.",
    ),
    Example(
        service="healthcare.pharmacy.pooled_pharmacy",
        facts=STEPHEN | IN_JIAXING | {"record.prescription": False},
        expect="refuse",
        because="Without a prescription the fund pays nothing.",
    ),
    Example(
        service="healthcare.pharmacy.dual_channel",
        facts=HELENA | IN_JIAXING | {"record.prescription": True, "record.diagnosis": True},
        use=Use(basis=Decimal(8000)),
        expect="accept",
        price=yuan(2000),
        because="A quarter of the price, without a threshold.",
    ),
    Example(
        service="healthcare.pharmacy.dual_channel",
        facts=HELENA | IN_JIAXING | {"record.prescription": True, "record.diagnosis": False},
        expect="refuse",
        because="The medicine is listed for another illness.",
    ),
    Example(
        service="healthcare.pharmacy.long_prescription",
        facts=HELENA
        | IN_JIAXING
        | {"record.prescription": True, "record.family_doctor": True, "usage.days_since_last": 56},
        use=Use(basis=Decimal(600)),
        expect="accept",
        price=yuan(90),
        because="Eight weeks have passed since the last time.",
    ),
    Example(
        service="healthcare.pharmacy.long_prescription",
        facts=HELENA
        | IN_JIAXING
        | {"record.prescription": True, "record.family_doctor": True, "usage.days_since_last": 55},
        expect="refuse",
        because="One day too early.",
    ),
    Example(
        service="healthcare.pharmacy.online_prescription",
        facts=STEPHEN | IN_JIAXING | {"card.form": "digital", "record.prescription": True},
        expect="accept",
        price=yuan(8),
        because="The delivery costs eight yuan, the medicines are settled apart.",
    ),
    Example(
        service="healthcare.pharmacy.online_prescription",
        facts=HELENA | IN_JIAXING | {"card.form": "digital", "record.prescription": True},
        expect="accept",
        price=yuan(0),
        because="From sixty-five on the delivery is free.",
    ),
    Example(
        service="healthcare.pharmacy.online_prescription",
        facts=STEPHEN | IN_JIAXING | {"card.form": "physical", "record.prescription": True},
        expect="refuse",
        because="The order is placed with the digital card.",
    ),
    Example(
        service="healthcare.pharmacy.family_pool_purchase",
        facts=CLARA | IN_JIAXING | {"request.amount": Decimal("500.00")},
        expect="accept",
        price=yuan(500),
        because="She spends her husband's savings with her own card.",
    ),
    Example(
        service="healthcare.pharmacy.family_pool_purchase",
        facts=STEPHEN | IN_JIAXING | {"insurance.family_pool": True, "request.amount": Decimal("500.00")},
        expect="refuse",
        because="The account is his own; the shared purchase is for his relatives.",
    ),
    Example(
        service="healthcare.pharmacy.otc_vending",
        facts=STEPHEN | IN_JIAXING | {"usage.today": 1},
        use=Use(basis=Decimal("32.80")),
        expect="accept",
        price=yuan("32.80"),
        because="The second pack of the day, at the price on the shelf.",
    ),
    Example(
        service="healthcare.pharmacy.otc_vending",
        facts=NORA | IN_JIAXING | {"usage.today": 0, "bank.account": "activated"},
        expect="refuse",
        because="The machine serves adults only.",
    ),
)
