"""Suburban rail, ferries and boats."""

from joincard_sdk.facts import now
from joincard_sdk.fees import Flat, Percent, Tiered, minus, pay_percent, tier
from joincard_sdk.money import yuan
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_transport.vocabulary import (
    ACTIVE_CARD,
    BELOW_SIX,
    BOOKED,
    CHANGING,
    FROM_SEVENTY,
    FROM_SIX_TO_THIRTEEN,
    HANGZHOU,
    IN_THE_SIXTIES,
    NAMED_TICKET,
    NATIONAL_START,
    OLD_ENOUGH_OR_ESCORTED,
    OLDER_RIDERS,
    PURSE_ON,
    PURSE_TOPPED_UP_THIS_YEAR,
    SHANGHAI,
    YOUNGER_RIDERS,
    ZHOUSHAN,
)

DAYTIME = now.time.from_("07:00") & now.time.before("18:30")

SERVICES: tuple[Service, ...] = (
    Service(
        code="transport.rail_ferry.jinshan",
        name=Text(en="Jinshan suburban railway", zh="金山铁路"),
        description=Text(
            en="The suburban line takes the transport card at its gates.",
            zh="乘坐市郊铁路，刷交通卡即可进出站。",
        ),
        channel="gate",
        coverage=Coverage.cities(SHANGHAI),
        accepts=ACTIVE_CARD & PURSE_ON & PURSE_TOPPED_UP_THIS_YEAR,
        fee=Tiered(
            "distance_km",
            tier(0, 10, yuan(3)),
            tier(10, 25, yuan(5)),
            tier(25, 40, yuan(7)),
            tier(40, None, yuan(10)),
            per="ride",
        ).because(Text(en="suburban fare by distance", zh="市郊铁路按里程计价")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="transport.rail_ferry.shanghai_ferry",
        name=Text(en="Huangpu ferry", zh="上海市轮渡"),
        description=Text(
            en="River ferries take the same purse.",
            zh="乘坐黄浦江轮渡，同样可刷交通钱包。",
        ),
        channel="gate",
        coverage=Coverage.cities(SHANGHAI),
        accepts=ACTIVE_CARD & PURSE_ON,
        fee=Flat(yuan(2), per="ride")
        .transfer(120, minus(yuan(1)), because=CHANGING)
        .waived_when(FROM_SEVENTY, because=OLDER_RIDERS)
        .because(Text(en="river crossing", zh="过江轮渡票价")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="transport.rail_ferry.zhoushan_ferry",
        name=Text(en="Zhoushan island ferry", zh="舟山海岛客运"),
        description=Text(
            en="Boat tickets are sold by name and a child needs an adult.",
            zh="船票实名购买，儿童须由成年人陪同。",
        ),
        channel="gate",
        coverage=Coverage.cities(ZHOUSHAN),
        accepts=ACTIVE_CARD & BOOKED & OLD_ENOUGH_OR_ESCORTED,
        fee=Percent(100, of="face_price")
        .concession(FROM_SEVENTY, pay_percent(50), because=OLDER_RIDERS)
        .waived_when(BELOW_SIX, because=YOUNGER_RIDERS)
        .concession(FROM_SIX_TO_THIRTEEN, pay_percent(50), because=YOUNGER_RIDERS)
        .because(Text(en="boat ticket by name", zh="实名船票")),
        discloses=NAMED_TICKET,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="transport.rail_ferry.hangzhou_waterbus",
        name=Text(en="Hangzhou water bus", zh="杭州水上巴士"),
        description=Text(
            en="Canal boats run in daytime only.",
            zh="运河水上巴士，仅白天运营。",
        ),
        channel="gate",
        coverage=Coverage.cities(HANGZHOU),
        accepts=ACTIVE_CARD & DAYTIME,
        fee=Flat(yuan(3), per="ride")
        .waived_when(FROM_SEVENTY, because=OLDER_RIDERS)
        .concession(IN_THE_SIXTIES, pay_percent(50), because=OLDER_RIDERS)
        .because(Text(en="canal boats in daytime", zh="运河水上巴士日间票价")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
)
