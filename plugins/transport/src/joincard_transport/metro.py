"""Metros: the national purse at the gate, and the distance fares of seven cities."""

from joincard_sdk.facts import now, usage
from joincard_sdk.fees import Flat, Percent, Tiered, minus, pay_percent, tier
from joincard_sdk.money import yuan
from joincard_sdk.places import TRANSIT_336, Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_transport.vocabulary import (
    ACTIVE_CARD,
    BEIJING,
    BELOW_SEVENTY,
    CARD_DISCOUNT,
    CHANGING,
    FREQUENT_RIDERS,
    FROM_SEVENTY,
    HANGZHOU,
    IN_THE_SIXTIES,
    ISSUED_AROUND_NANJING,
    JINHUA,
    NANJING,
    NATIONAL_START,
    NINGBO,
    OLDER_RIDERS,
    PHYSICAL_CARD,
    PUPIL,
    PUPILS,
    PURSE_ON,
    PURSE_OR_ACCOUNT,
    PURSE_OR_PHONE_CODE,
    PURSE_TOPPED_UP_THIS_YEAR,
    SHANGHAI,
)

WORKING_DAY = now.holiday.is_(False) & now.weekday.is_in("mon", "tue", "wed", "thu", "fri")
OLDER_RIDER_ON_A_WORKING_DAY = FROM_SEVENTY & WORKING_DAY
RUSH_HOUR = Text(en="half fare for older riders in the rush hour", zh="高峰时段老年乘客半价")

SERVICES: tuple[Service, ...] = (
    Service(
        code="transport.metro.tunion_gate",
        name=Text(en="Metro gate by transport purse", zh="交通联合地铁刷卡"),
        description=Text(
            en="The purse opens metro gates wherever the city has a metro.",
            zh="在有地铁的互联互通城市，刷交通钱包即可过闸。",
        ),
        channel="gate",
        coverage=Coverage.in_set(TRANSIT_336),
        accepts=ACTIVE_CARD & PURSE_ON & PHYSICAL_CARD,
        fee=Percent(100, of="face_price")
        .no_surcharge()
        .because(Text(en="local adult fare", zh="当地成人票价")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="transport.metro.beijing",
        name=Text(en="Beijing Subway", zh="北京地铁"),
        description=Text(
            en="Distance fare that drops with the month's spending.",
            zh="按里程计价，当月累计消费达到一定金额后享受折扣。",
        ),
        channel="gate",
        coverage=Coverage.cities(BEIJING),
        accepts=ACTIVE_CARD & PURSE_ON,
        fee=Tiered(
            "distance_km",
            tier(0, 6, yuan(3)),
            tier(6, 12, yuan(4)),
            tier(12, 22, yuan(5)),
            tier(22, 32, yuan(6)),
            tier(32, None, yuan(6), yuan(1), 20),
            per="ride",
        )
        .cumulative("month", yuan(100), pay_percent(80), because=FREQUENT_RIDERS)
        .cumulative("month", yuan(150), pay_percent(50), because=FREQUENT_RIDERS)
        .cumulative(
            "month",
            yuan(400),
            pay_percent(100),
            because=Text(en="the savings of the month are used up", zh="当月优惠额度已用完"),
        )
        .because(
            Text(en="distance fare with monthly savings for cards", zh="按里程计价，刷卡享受当月累计优惠")
        ),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="transport.metro.beijing_airport",
        name=Text(en="Beijing Airport Express", zh="北京机场快轨"),
        description=Text(
            en="One price for the airport line.",
            zh="机场线实行单一票价。",
        ),
        channel="gate",
        coverage=Coverage.cities(BEIJING),
        accepts=ACTIVE_CARD & PURSE_OR_ACCOUNT,
        fee=Flat(yuan(25), per="ride")
        .no_surcharge()
        .because(Text(en="single fare outside monthly savings", zh="单一票价，不享受当月累计优惠")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="transport.metro.shanghai",
        name=Text(en="Shanghai Metro", zh="上海地铁"),
        description=Text(
            en="Distance fare over the shortest path.",
            zh="按最短路径的里程计价。",
        ),
        channel="gate",
        coverage=Coverage.cities(SHANGHAI),
        accepts=ACTIVE_CARD & PURSE_ON & PURSE_TOPPED_UP_THIS_YEAR,
        fee=Tiered(
            "distance_km",
            tier(0, 6, yuan(3)),
            tier(6, None, yuan(3), yuan(1), 10),
            per="ride",
        )
        .cumulative("month", yuan(70), pay_percent(90), because=FREQUENT_RIDERS)
        .transfer(120, minus(yuan(1)), because=CHANGING)
        .because(
            Text(
                en="distance fare, a tenth off above seventy a month",
                zh="按里程计价，当月累计满七十元后九折",
            )
        ),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="transport.metro.hangzhou",
        name=Text(en="Hangzhou Metro", zh="杭州地铁"),
        description=Text(
            en="Riders over seventy travel free outside the rush hours.",
            zh="年满七十周岁的乘客，非高峰时段免费乘车。",
        ),
        channel="gate",
        coverage=Coverage.cities(HANGZHOU),
        accepts=ACTIVE_CARD & PURSE_OR_PHONE_CODE,
        fee=Tiered(
            "distance_km",
            tier(0, 4, yuan(2)),
            tier(4, 8, yuan(3)),
            tier(8, 12, yuan(4)),
            tier(12, 18, yuan(5)),
            tier(18, 24, yuan(6)),
            tier(24, None, yuan(6), yuan(1), 8),
            per="ride",
        )
        # Only the first match counts, so the rush hours stand before the waiver for the same riders.
        .window("07:00", "08:30", pay_percent(50), when=OLDER_RIDER_ON_A_WORKING_DAY, because=RUSH_HOUR)
        .window("17:00", "18:30", pay_percent(50), when=OLDER_RIDER_ON_A_WORKING_DAY, because=RUSH_HOUR)
        .waived_when(FROM_SEVENTY, because=OLDER_RIDERS)
        .concession(IN_THE_SIXTIES, pay_percent(50), because=OLDER_RIDERS)
        .concession(PUPIL, pay_percent(50), because=PUPILS)
        .concession(PURSE_ON, pay_percent(91), because=CARD_DISCOUNT)
        .because(
            Text(
                en="published fare with a peak rule for riders over seventy",
                zh="公布票价，七十周岁以上乘客高峰时段另有规定",
            )
        ),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="transport.metro.ningbo",
        name=Text(en="Ningbo Rail", zh="宁波轨道交通"),
        description=Text(
            en="A twentieth off with the card.",
            zh="刷卡享受九五折。",
        ),
        channel="gate",
        coverage=Coverage.cities(NINGBO),
        accepts=ACTIVE_CARD & PURSE_ON,
        fee=Tiered(
            "distance_km",
            tier(0, 4, yuan(2)),
            tier(4, 8, yuan(3)),
            tier(8, 13, yuan(4)),
            tier(13, 18, yuan(5)),
            tier(18, 24, yuan(6)),
            tier(24, None, yuan(6), yuan(1), 7),
            per="ride",
        )
        .waived_when(FROM_SEVENTY, because=OLDER_RIDERS)
        .concession(BELOW_SEVENTY, pay_percent(95), because=CARD_DISCOUNT)
        .because(Text(en="card fare", zh="刷卡票价")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="transport.metro.jinhua_light_rail",
        name=Text(en="Jinhua light rail", zh="金华轻轨"),
        description=Text(
            en="Light rail between Jinhua, Yiwu and Dongyang.",
            zh="连接金华、义乌、东阳的轻轨线路。",
        ),
        channel="gate",
        coverage=Coverage.cities(JINHUA),
        accepts=ACTIVE_CARD & PURSE_ON & PHYSICAL_CARD,
        fee=Tiered(
            "distance_km",
            tier(0, 4, yuan(2)),
            tier(4, 8, yuan(3)),
            tier(8, 16, yuan(4)),
            tier(16, 24, yuan(5)),
            tier(24, None, yuan(5), yuan(1), 10),
            per="ride",
        )
        .waived_when(FROM_SEVENTY, because=OLDER_RIDERS)
        .concession(IN_THE_SIXTIES, pay_percent(50), because=OLDER_RIDERS)
        .because(Text(en="published concessions", zh="按公布的优惠办法执行")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="transport.metro.nanjing",
        name=Text(en="Nanjing Metro", zh="南京地铁"),
        description=Text(
            en="Cards of the zone cities take a little off.",
            zh="宁镇扬三市发行的卡享受小幅优惠。",
        ),
        channel="gate",
        coverage=Coverage.cities(NANJING),
        accepts=ACTIVE_CARD & PURSE_ON & usage.today.less_than(20),
        fee=Tiered(
            "distance_km",
            tier(0, 4, yuan(2)),
            tier(4, 9, yuan(3)),
            tier(9, 14, yuan(4)),
            tier(14, 21, yuan(5)),
            tier(21, 28, yuan(6)),
            tier(28, 37, yuan(7)),
            tier(37, None, yuan(7), yuan(1), 11),
            per="ride",
        )
        .concession(ISSUED_AROUND_NANJING, pay_percent(95), because=CARD_DISCOUNT)
        .because(
            Text(en="distance fare, a little off inside the zone", zh="按里程计价，同城区域内的卡小幅优惠")
        ),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
)
