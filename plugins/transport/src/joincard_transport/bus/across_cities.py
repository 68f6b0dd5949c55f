"""Buses across cities: the national purse, the phone code, and the fare zones of Jiangsu."""

from joincard_sdk.fees import Flat, Percent, pay_percent
from joincard_sdk.money import yuan
from joincard_sdk.places import TRANSIT_336, YANGTZE_41, Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_transport.vocabulary import (
    ACCOUNT_ACTIVE,
    ACTIVE_CARD,
    BELOW_SEVENTY,
    CARD_DISCOUNT,
    CHANGZHOU,
    DIGITAL_CARD,
    FROM_SEVENTY,
    ISSUED_AROUND_NANJING,
    ISSUED_AROUND_SUZHOU,
    NANJING,
    NATIONAL_START,
    OLDER_RIDERS,
    PHYSICAL_CARD,
    PURSE_ON,
    SUZHOU,
    WUXI,
    YANGZHOU,
    ZHENJIANG,
    ZONE_OF_THREE_CITIES,
)

SERVICES: tuple[Service, ...] = (
    Service(
        code="transport.bus.tunion_purse",
        name=Text(en="City bus by transport purse", zh="交通联合公交刷卡"),
        description=Text(
            en="The purse on the card pays bus fares in all linked cities.",
            zh="用卡上的交通钱包，可在所有互联互通城市刷卡乘公交。",
        ),
        channel="gate",
        coverage=Coverage.in_set(TRANSIT_336),
        accepts=ACTIVE_CARD & PHYSICAL_CARD & PURSE_ON,
        fee=Percent(100, of="face_price")
        .no_surcharge()
        .because(
            Text(
                en="local adult fare, discounts of the issuing city do not travel",
                zh="当地成人票价，发卡城市的优惠在外地不适用",
            )
        ),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="transport.bus.digital_code",
        name=Text(en="City bus by phone code", zh="电子社保卡乘车码"),
        description=Text(
            en="A code on the phone is scanned at the door and paid from the account.",
            zh="上车时扫手机乘车码，车费从银行账户扣除。",
        ),
        channel="gate",
        coverage=Coverage.in_set(YANGTZE_41),
        accepts=ACTIVE_CARD & DIGITAL_CARD & ACCOUNT_ACTIVE,
        fee=Flat(yuan(2), per="ride")
        .no_surcharge()
        .because(Text(en="flat town fare", zh="市区公交一票制票价")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="transport.bus.suxichang",
        name=Text(en="Suzhou, Wuxi and Changzhou buses", zh="苏锡常公交同城待遇"),
        description=Text(
            en="Cards of the three cities get local fares in all three.",
            zh="苏州、无锡、常州三市发行的卡，在三市乘公交均享受本地票价。",
        ),
        channel="gate",
        coverage=Coverage.cities(SUZHOU, WUXI, CHANGZHOU),
        accepts=ACTIVE_CARD & PURSE_ON & ISSUED_AROUND_SUZHOU,
        fee=Flat(yuan(2), per="ride")
        .waived_when(FROM_SEVENTY, because=OLDER_RIDERS)
        .concession(BELOW_SEVENTY, pay_percent(60), because=CARD_DISCOUNT)
        .because(ZONE_OF_THREE_CITIES),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="transport.bus.ningzhenyang",
        name=Text(en="Nanjing, Zhenjiang and Yangzhou buses", zh="宁镇扬公交同城待遇"),
        description=Text(
            en="Cards of the three cities get local fares in all three.",
            zh="南京、镇江、扬州三市发行的卡，在三市乘公交均享受本地票价。",
        ),
        channel="gate",
        coverage=Coverage.cities(NANJING, ZHENJIANG, YANGZHOU),
        accepts=ACTIVE_CARD & PURSE_ON & ISSUED_AROUND_NANJING,
        fee=Flat(yuan(2), per="ride")
        .waived_when(FROM_SEVENTY, because=OLDER_RIDERS)
        .concession(BELOW_SEVENTY, pay_percent(80), because=CARD_DISCOUNT)
        .because(ZONE_OF_THREE_CITIES),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
)
