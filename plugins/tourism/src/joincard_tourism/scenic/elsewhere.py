"""Scenic sites outside Jiaxing: mountains, state parks, rated sites, boats and a theme park."""

from joincard_sdk.facts import holder, now, request, residence, usage
from joincard_sdk.fees import Flat, Percent, at, pay_percent
from joincard_sdk.money import yuan
from joincard_sdk.places import YANGTZE_41, Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_tourism.vocabulary import (
    ACTIVE_CARD,
    ALONE,
    BOOKED,
    FROM_FOURTEEN_OR_ESCORTED,
    FROM_SEVENTY,
    FROM_SIXTEEN_OR_ESCORTED,
    FROM_SIXTY,
    FROM_SIXTY_FIVE,
    FROM_TWELVE_OR_ESCORTED,
    GATE_PRICE,
    HALF_PRICE,
    NATIONAL_START,
    OLDER_PEOPLE,
    PLACES_LEFT,
    RESIDENTS,
    SIXTY_TO_SIXTY_FOUR,
    SIXTY_TO_SIXTY_NINE,
    UNDER_SIX,
    WINTER_SEASON,
    YOUNG_CHILDREN,
    YOUNG_PEOPLE,
)

SERVICES: tuple[Service, ...] = (
    Service(
        code="tourism.scenic.huangshan",
        name=Text(en="Mount Huangshan", zh="黄山风景区"),
        description=Text(
            en="Gate price by season with age and residence discounts.",
            zh="门票按季节定价，并按年龄和居住地给予优惠。",
        ),
        channel="gate",
        coverage=Coverage.cities("341000"),
        accepts=ACTIVE_CARD & BOOKED & request.party.at_most(6),
        fee=Flat(yuan(190), per="entry")
        .season("12-01", "02-28", at(yuan(150)), because=WINTER_SEASON)
        .waived_when(FROM_SIXTY_FIVE, because=OLDER_PEOPLE)
        .concession(SIXTY_TO_SIXTY_FOUR, HALF_PRICE, because=OLDER_PEOPLE)
        .concession(residence.province.is_("34"), pay_percent(70), because=RESIDENTS)
        .because(Text(en="gate price by season", zh="门票按季节定价")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.scenic.zhangjiajie",
        name=Text(en="Zhangjiajie park", zh="张家界景区"),
        description=Text(
            en="Half price from sixty and free from seventy, a passport counts as proof.",
            zh="六十周岁起半价，七十周岁起免票，护照可作年龄证明。",
        ),
        channel="gate",
        coverage=Coverage.cities("430800"),
        accepts=ACTIVE_CARD & BOOKED & now.time.before("16:00"),
        fee=Flat(yuan(224), per="entry")
        .waived_when(FROM_SEVENTY, because=OLDER_PEOPLE)
        .concession(SIXTY_TO_SIXTY_NINE, HALF_PRICE, because=OLDER_PEOPLE)
        .season("12-01", "02-28", at(yuan(112)), because=WINTER_SEASON)
        .because(Text(en="age counts, nationality does not", zh="优惠只看年龄，不分国籍")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.scenic.xiling",
        name=Text(en="Xiling snow mountain", zh="西岭雪山"),
        description=Text(
            en="From sixty to sixty-four entry is free except on public holidays.",
            zh="六十至六十四周岁免票，法定节假日除外。",
        ),
        channel="gate",
        coverage=Coverage.cities("510100"),
        accepts=ACTIVE_CARD & FROM_FOURTEEN_OR_ESCORTED,
        fee=Flat(yuan(120), per="entry")
        .waived_when(FROM_SIXTY_FIVE, because=OLDER_PEOPLE)
        .waived_when(SIXTY_TO_SIXTY_FOUR & now.holiday.is_(False), because=OLDER_PEOPLE)
        .concession(SIXTY_TO_SIXTY_FOUR, HALF_PRICE, because=OLDER_PEOPLE)
        .waived_when(holder.age.at_most(6), because=YOUNG_CHILDREN)
        .concession(holder.age.between(7, 18), HALF_PRICE, because=YOUNG_PEOPLE)
        .because(Text(en="holiday rule for ages sixty to sixty-four", zh="六十至六十四周岁节假日另有规定")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.scenic.taian_parks",
        name=Text(en="State parks of Tai'an", zh="泰安政府投资景点"),
        description=Text(
            en="State-funded parks are free from sixty on.",
            zh="政府投资的景点，年满六十周岁免票。",
        ),
        channel="gate",
        coverage=Coverage.cities("370900"),
        accepts=ACTIVE_CARD & usage.today.less_than(6),
        fee=Percent(100, of="face_price")
        .waived_when(FROM_SIXTY, because=OLDER_PEOPLE)
        .because(Text(en="free from sixty whatever the nationality", zh="年满六十周岁免票，不分国籍")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.scenic.taian_cable",
        name=Text(en="Cable cars at Tai'an", zh="泰安景区缆车"),
        description=Text(
            en="Cable cars and park buses at half fare from sixty on.",
            zh="年满六十周岁，乘景区缆车和观光车半价。",
        ),
        channel="gate",
        coverage=Coverage.cities("370900"),
        accepts=ACTIVE_CARD & PLACES_LEFT & FROM_FOURTEEN_OR_ESCORTED,
        fee=Percent(100, of="face_price")
        .concession(FROM_SIXTY, HALF_PRICE, because=OLDER_PEOPLE)
        .no_surcharge()
        .because(Text(en="half fare from sixty whatever the nationality", zh="年满六十周岁半价，不分国籍")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.scenic.a_level",
        name=Text(en="Rated scenic sites of the delta", zh="长三角A级景区刷卡入园"),
        description=Text(
            en="Eleven hundred rated sites read the card in place of a passport.",
            zh="一千一百家A级景区可刷卡入园，不必再用护照。",
        ),
        channel="gate",
        coverage=Coverage.in_set(YANGTZE_41),
        accepts=ACTIVE_CARD & ALONE,
        fee=Percent(100, of="face_price")
        .waived_when(FROM_SEVENTY, because=OLDER_PEOPLE)
        .concession(SIXTY_TO_SIXTY_NINE, HALF_PRICE, because=OLDER_PEOPLE)
        .no_surcharge()
        .because(Text(en="gate price paid by card", zh="按门票价刷卡支付")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.scenic.night_cruise",
        name=Text(en="Canal night cruise", zh="运河夜游船"),
        description=Text(
            en="Boats after dark, minors with an adult only.",
            zh="夜间开船，未满十六周岁的须由成年人陪同。",
        ),
        channel="gate",
        coverage=Coverage.cities("330100", "330200"),
        accepts=ACTIVE_CARD
        & BOOKED
        & now.time.from_("18:00")
        & now.time.before("21:30")
        & FROM_SIXTEEN_OR_ESCORTED,
        fee=Flat(yuan(100), per="seat")
        .waived_when(UNDER_SIX, because=YOUNG_CHILDREN)
        .concession(holder.age.between(6, 13), HALF_PRICE, because=YOUNG_PEOPLE)
        .window("18:00", "19:00", pay_percent(80), because=Text(en="early boat", zh="早班船"))
        .because(Text(en="early boats are cheaper", zh="早班船更优惠")),
        discloses=("full_name",),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.scenic.theme_park",
        name=Text(en="Theme park day ticket", zh="主题乐园"),
        description=Text(
            en="Children under twelve come with an adult.",
            zh="未满十二周岁的儿童须由成年人陪同。",
        ),
        channel="gate",
        coverage=Coverage.provinces("32"),
        accepts=ACTIVE_CARD & BOOKED & FROM_TWELVE_OR_ESCORTED & PLACES_LEFT,
        fee=Flat(yuan(260), per="day")
        .waived_when(holder.age.less_than(3), because=YOUNG_CHILDREN)
        .concession(holder.age.between(3, 11), pay_percent(70), because=YOUNG_PEOPLE)
        .concession(FROM_SIXTY_FIVE, pay_percent(70), because=OLDER_PEOPLE)
        .no_surcharge()
        .because(GATE_PRICE),
        discloses=("full_name",),
        effective_from=NATIONAL_START,
    ),
)
