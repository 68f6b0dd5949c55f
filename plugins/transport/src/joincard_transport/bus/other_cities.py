"""Buses of Shanghai, Beijing and Tai'an."""

from joincard_sdk.facts import card, holder
from joincard_sdk.fees import Flat, Tiered, Waived, minus, pay_percent, tier
from joincard_sdk.money import yuan
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_transport.vocabulary import (
    ACTIVE_CARD,
    BEIJING,
    CARD_DISCOUNT,
    CHANGING,
    NATIONAL_START,
    OLDER_RIDERS,
    PUPIL,
    PUPILS,
    PURSE_ON,
    PURSE_TOPPED_UP_THIS_YEAR,
    SHANGHAI,
    TAIAN,
)

SERVICES: tuple[Service, ...] = (
    Service(
        code="transport.bus.shanghai",
        name=Text(en="Shanghai city bus", zh="上海公交刷卡"),
        description=Text(
            en="A purse not topped up for a year must be extended first.",
            zh="交通钱包一年未充值的，须先办理续期。",
        ),
        channel="gate",
        coverage=Coverage.cities(SHANGHAI),
        accepts=ACTIVE_CARD & PURSE_ON & PURSE_TOPPED_UP_THIS_YEAR,
        fee=Flat(yuan(2), per="ride")
        .transfer(120, minus(yuan(1)), because=CHANGING)
        .because(Text(en="discount for a change within two hours", zh="两小时内换乘优惠")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="transport.bus.beijing",
        name=Text(en="Beijing city bus", zh="北京公交刷卡"),
        description=Text(
            en="Distance fare, halved for cards and quartered for pupils.",
            zh="按里程计价，刷卡五折，学生二五折。",
        ),
        channel="gate",
        coverage=Coverage.cities(BEIJING),
        accepts=ACTIVE_CARD & PURSE_ON,
        fee=Tiered(
            "distance_km",
            tier(0, 10, yuan(2)),
            tier(10, None, yuan(2), yuan(1), 5),
            per="ride",
        )
        .concession(PUPIL, pay_percent(25), because=PUPILS)
        .waived_when(holder.age.at_least(65), because=OLDER_RIDERS)
        .concession(holder.age.less_than(65), pay_percent(50), because=CARD_DISCOUNT)
        .because(Text(en="card fare by distance", zh="按里程计算的刷卡票价")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="transport.bus.taian_senior",
        name=Text(en="Tai'an bus for older riders", zh="泰安老年人免费乘车"),
        description=Text(
            en="Riders from sixty on travel free with no regard to nationality or address.",
            zh="年满六十周岁免费乘车，不分国籍和居住地。",
        ),
        channel="gate",
        coverage=Coverage.cities(TAIAN),
        # Age is all that counts here, so even a card that waits for its first use or is suspended proves it.
        accepts=holder.age.at_least(60) & card.status.is_in("active", "suspended", "pending"),
        fee=Waived().because(
            Text(en="free from sixty whatever the nationality", zh="年满六十周岁免费，不分国籍")
        ),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
)
