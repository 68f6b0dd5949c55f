"""Worked examples: buses on which cards of several cities ride."""

from decimal import Decimal

from joincard_sdk.fees import Use
from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_transport.examples.people import (
    AMARA,
    CLARA,
    GRACE,
    HELENA,
    IN_CHANGZHOU,
    IN_HANGZHOU,
    IN_TAIAN,
    IN_YANGZHOU,
    STEPHEN,
)

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="transport.bus.tunion_purse",
        facts=STEPHEN | IN_TAIAN,
        use=Use(basis=Decimal(2)),
        expect="accept",
        price=yuan(2),
        because="Far from home his purse pays what a local adult pays.",
    ),
    Example(
        service="transport.bus.tunion_purse",
        facts=HELENA | IN_TAIAN,
        use=Use(basis=Decimal(2)),
        expect="accept",
        price=yuan(2),
        because="The benefits of her own city do not travel with the purse.",
    ),
    Example(
        service="transport.bus.tunion_purse",
        facts=STEPHEN | IN_TAIAN | {"card.form": "digital"},
        expect="refuse",
        because="The purse is on the chip, not on the phone.",
    ),
    Example(
        service="transport.bus.digital_code",
        facts=CLARA | IN_HANGZHOU,
        expect="accept",
        price=yuan(2),
        because="Her phone shows the code and her account pays.",
    ),
    Example(
        service="transport.bus.digital_code",
        facts=CLARA | IN_HANGZHOU | {"bank.account": "opened"},
        expect="refuse",
        because="The account was opened but never activated.",
    ),
    Example(
        service="transport.bus.suxichang",
        facts=AMARA | IN_CHANGZHOU,
        expect="accept",
        price=yuan("1.20"),
        because="A card of Wuxi is at home in Changzhou too.",
    ),
    Example(
        service="transport.bus.suxichang",
        facts=AMARA | IN_CHANGZHOU | {"holder.age": 70},
        expect="accept",
        price=yuan(0),
        because="From seventy on the zone is free.",
    ),
    Example(
        service="transport.bus.suxichang",
        facts=GRACE | IN_CHANGZHOU,
        expect="refuse",
        because="Nanjing belongs to another zone.",
    ),
    Example(
        service="transport.bus.ningzhenyang",
        facts=GRACE | IN_YANGZHOU,
        expect="accept",
        price=yuan("1.60"),
        because="A card of Nanjing is at home in Yangzhou too.",
    ),
    Example(
        service="transport.bus.ningzhenyang",
        facts=AMARA | IN_YANGZHOU,
        expect="refuse",
        because="Wuxi belongs to another zone.",
    ),
)
