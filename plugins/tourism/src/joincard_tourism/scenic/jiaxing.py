"""Scenic sites of Jiaxing, where foreign residents enter on the terms of their neighbours."""

from joincard_sdk.facts import now, usage
from joincard_sdk.fees import Flat, Percent, at
from joincard_sdk.money import yuan
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_tourism.vocabulary import (
    ACTIVE_CARD,
    BOOKED,
    FROM_SEVENTY,
    FROM_SIXTY,
    GATE_PRICE,
    HALF_PRICE,
    LIVES_HERE,
    LIVES_IN_JIAXING,
    NATIONAL_START,
    OLDER_PEOPLE,
    PILOT_START,
    PLACES_LEFT,
    RESIDENTS,
    SIXTY_TO_SIXTY_NINE,
    UNDER_SIX,
    WINTER_SEASON,
    YOUNG_CHILDREN,
)

_MONDAY_TO_THURSDAY = now.weekday.is_in("mon", "tue", "wed", "thu")

SERVICES: tuple[Service, ...] = (
    Service(
        code="tourism.scenic.south_lake",
        name=Text(en="South Lake", zh="嘉兴南湖景区"),
        description=Text(
            en="Foreign residents of Jiaxing enter free like their neighbours.",
            zh="在嘉兴居住的外国人，和本地居民一样免费入园。",
        ),
        channel="gate",
        coverage=Coverage.cities("330400"),
        accepts=ACTIVE_CARD & BOOKED,
        fee=Flat(yuan(60), per="entry")
        .season("12-01", "02-28", at(yuan(40)), because=WINTER_SEASON)
        .waived_when(LIVES_IN_JIAXING, because=RESIDENTS)
        .waived_when(FROM_SEVENTY, because=OLDER_PEOPLE)
        .concession(SIXTY_TO_SIXTY_NINE, HALF_PRICE, because=OLDER_PEOPLE)
        .because(Text(en="residents of the city free as locals are", zh="在嘉兴居住的，与本地人一样免票")),
        discloses=(),
        effective_from=PILOT_START,
    ),
    Service(
        code="tourism.scenic.wuzhen",
        name=Text(en="Wuzhen water town", zh="乌镇景区"),
        description=Text(
            en="Half price for people who live in the prefecture.",
            zh="在嘉兴市居住的，门票半价。",
        ),
        channel="gate",
        coverage=Coverage.cities("330400"),
        accepts=ACTIVE_CARD & BOOKED & now.time.from_("07:00") & now.time.before("20:00"),
        # The first concession that fits counts: a resident of seventy pays the resident's half.
        fee=Flat(yuan(150), per="entry")
        .concession(LIVES_IN_JIAXING, HALF_PRICE, because=RESIDENTS)
        .waived_when(FROM_SEVENTY, because=OLDER_PEOPLE)
        .concession(SIXTY_TO_SIXTY_NINE, HALF_PRICE, because=OLDER_PEOPLE)
        .waived_when(UNDER_SIX, because=YOUNG_CHILDREN)
        .because(GATE_PRICE),
        discloses=(),
        effective_from=PILOT_START,
    ),
    Service(
        code="tourism.scenic.state_run_jiaxing",
        name=Text(en="State-run sites of Jiaxing", zh="嘉兴国有景区入园"),
        description=Text(
            en="Meihuazhou, Qiyuan Garden, Nanbei Lake and other state-run sites.",
            zh="梅花洲、绮园、南北湖等国有景区，刷卡入园。",
        ),
        channel="gate",
        coverage=Coverage.cities("330400"),
        accepts=ACTIVE_CARD & usage.today.less_than(4),
        fee=Percent(100, of="face_price")
        .waived_when(FROM_SIXTY, because=OLDER_PEOPLE)
        .concession(LIVES_IN_JIAXING & _MONDAY_TO_THURSDAY, HALF_PRICE, because=RESIDENTS)
        .because(Text(en="first gate only, shows and boats apart", zh="仅含首道门票，演出和游船另行购票")),
        discloses=(),
        effective_from=PILOT_START,
    ),
    Service(
        code="tourism.scenic.yanguan",
        name=Text(en="Qiantang tide at Yanguan", zh="盐官观潮"),
        description=Text(
            en="The tidal bore draws crowds in early autumn.",
            zh="每年初秋，钱塘江大潮吸引众多游客。",
        ),
        channel="gate",
        coverage=Coverage.cities("330400"),
        accepts=ACTIVE_CARD & PLACES_LEFT,
        fee=Flat(yuan(35), per="entry")
        .season("09-15", "10-07", at(yuan(100)), because=Text(en="tide season", zh="观潮季票价"))
        .waived_when(FROM_SEVENTY, because=OLDER_PEOPLE)
        .because(Text(en="tide season costs more", zh="观潮季票价较高")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.scenic.xitang",
        name=Text(en="Xitang old town", zh="西塘古镇"),
        description=Text(
            en="People living in the prefecture need no booking.",
            zh="在嘉兴市居住的，不用预约。",
        ),
        channel="gate",
        coverage=Coverage.cities("330400"),
        accepts=ACTIVE_CARD & (BOOKED | LIVES_HERE),
        fee=Flat(yuan(95), per="entry")
        .waived_when(LIVES_IN_JIAXING, because=RESIDENTS)
        .window("17:00", "22:00", at(yuan(60)), because=Text(en="evening ticket", zh="夜游票"))
        .waived_when(FROM_SEVENTY, because=OLDER_PEOPLE)
        .because(Text(en="evening ticket is cheaper", zh="夜游票更优惠")),
        discloses=(),
        effective_from=PILOT_START,
    ),
)
