"""Buses of Zhejiang: each city sets its own card fare and its own benefits by age."""

from joincard_sdk.facts import card, holder
from joincard_sdk.fees import WAIVED, Flat, minus, pay_percent
from joincard_sdk.money import yuan
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_transport.vocabulary import (
    ACTIVE_CARD,
    BELOW_SEVENTY,
    CARD_DISCOUNT,
    CHANGING,
    FROM_SEVENTY,
    HANGZHOU,
    HUZHOU,
    IN_THE_SIXTIES,
    ISSUED_IN_JIAXING,
    JIAXING,
    JINHUA,
    NATIONAL_START,
    NINGBO,
    OLDER_RIDERS,
    PHYSICAL_CARD,
    PILOT_START,
    PUPIL,
    PUPILS,
    PURSE_ON,
    PURSE_OR_PHONE_CODE,
    YOUNGER_RIDERS,
)

SERVICES: tuple[Service, ...] = (
    Service(
        code="transport.bus.jiaxing",
        name=Text(en="Jiaxing city bus", zh="嘉兴公交刷卡"),
        description=Text(
            en="Any purse pays, only cards issued here earn the transfer discount.",
            zh="开通交通钱包的卡都能刷；换乘优惠仅限嘉兴发行的卡。",
        ),
        channel="gate",
        coverage=Coverage.cities(JIAXING),
        accepts=ACTIVE_CARD & PURSE_ON,
        fee=Flat(yuan(2), per="ride")
        .waived_when(FROM_SEVENTY, because=OLDER_RIDERS)
        .concession(IN_THE_SIXTIES, pay_percent(50), because=OLDER_RIDERS)
        .transfer(60, minus(yuan(1)), when=ISSUED_IN_JIAXING, because=CHANGING)
        .because(
            Text(
                en="town fare, the transfer discount is kept for locally issued cards",
                zh="市区公交票价，换乘优惠仅限本地发行的卡",
            )
        ),
        discloses=(),
        effective_from=PILOT_START,
    ),
    Service(
        code="transport.bus.jiaxing_student",
        name=Text(en="Jiaxing school bus fare", zh="嘉兴学生公交优惠"),
        description=Text(
            en="Pupils of local schools ride at half fare and change for a quarter.",
            zh="本地中小学生乘公交享受半价，换乘再按四分之一收费。",
        ),
        channel="gate",
        coverage=Coverage.cities(JIAXING),
        accepts=ACTIVE_CARD & PURSE_ON & holder.relation.is_("child") & PUPIL & ISSUED_IN_JIAXING,
        fee=Flat(yuan(2), per="ride")
        .concession(holder.age.less_than(18), pay_percent(50), because=PUPILS)
        .transfer(60, pay_percent(25), because=CHANGING)
        .because(Text(en="pupil fare in town", zh="市区学生票价")),
        discloses=(),
        effective_from=PILOT_START,
    ),
    Service(
        code="transport.bus.huzhou",
        name=Text(en="Huzhou city bus", zh="湖州公交刷卡"),
        description=Text(
            en="Cards issued in Huzhou take a quarter off town buses.",
            zh="湖州发行的卡乘市区公交享受七五折。",
        ),
        channel="gate",
        coverage=Coverage.cities(HUZHOU),
        accepts=ACTIVE_CARD & PHYSICAL_CARD & PURSE_ON,
        fee=Flat(yuan(2), per="ride")
        .concession(
            card.issue_city.is_(HUZHOU),
            pay_percent(75),
            because=Text(en="the discount for locally issued cards", zh="本地发行的卡优惠"),
        )
        .because(Text(en="quarter off with a local purse", zh="本地交通钱包享受七五折")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="transport.bus.jinhua",
        name=Text(en="Jinhua and Pan'an bus", zh="金华磐安公交刷卡"),
        description=Text(
            en="Fares follow the age classes of the local card.",
            zh="按当地公交卡的年龄类别计价。",
        ),
        channel="gate",
        coverage=Coverage.cities(JINHUA),
        accepts=ACTIVE_CARD & PURSE_ON,
        fee=Flat(yuan(2), per="ride")
        .waived_when(FROM_SEVENTY, because=OLDER_RIDERS)
        .concession(IN_THE_SIXTIES, pay_percent(50), because=OLDER_RIDERS)
        .concession(holder.age.between(6, 14), pay_percent(80), because=YOUNGER_RIDERS)
        .concession(ACTIVE_CARD, pay_percent(95), because=CARD_DISCOUNT)
        .because(Text(en="published card classes", zh="按公布的卡种类别收费")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="transport.bus.ningbo",
        name=Text(en="Ningbo city bus", zh="宁波公交刷卡"),
        description=Text(
            en="Card fare of six tenths with free changes for an hour.",
            zh="刷卡享受六折，一小时内免费换乘。",
        ),
        channel="gate",
        coverage=Coverage.cities(NINGBO),
        accepts=ACTIVE_CARD & PURSE_ON & PHYSICAL_CARD,
        fee=Flat(yuan(2), per="ride")
        .transfer(60, WAIVED, because=CHANGING)
        .waived_when(FROM_SEVENTY, because=OLDER_RIDERS)
        .concession(BELOW_SEVENTY, pay_percent(60), because=CARD_DISCOUNT)
        .because(Text(en="card fare with an hour of free changes", zh="刷卡票价，一小时内免费换乘")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="transport.bus.hangzhou",
        name=Text(en="Hangzhou city bus", zh="杭州公交刷卡"),
        description=Text(
            en="Both the purse and the phone code open the door.",
            zh="刷交通钱包或扫手机乘车码，均可乘车。",
        ),
        channel="gate",
        coverage=Coverage.cities(HANGZHOU),
        accepts=ACTIVE_CARD & PURSE_OR_PHONE_CODE,
        fee=Flat(yuan(2), per="ride")
        .waived_when(FROM_SEVENTY, because=OLDER_RIDERS)
        .concession(IN_THE_SIXTIES, pay_percent(50), because=OLDER_RIDERS)
        .concession(holder.age.less_than(60), pay_percent(91), because=CARD_DISCOUNT)
        .because(Text(en="town fare", zh="市区公交票价")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
)
