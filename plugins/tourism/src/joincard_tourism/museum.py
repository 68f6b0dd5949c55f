"""Museums: free entry, ticketed shows, tours, evenings, and the yearly ticket of the Palace Museum."""

from joincard_sdk.facts import card, holder, now, request, usage
from joincard_sdk.fees import Flat, Percent, Tiered, Waived, tier
from joincard_sdk.money import yuan
from joincard_sdk.places import YANGTZE_41, Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_tourism.vocabulary import (
    ACTIVE_CARD,
    ADULT_TICKET,
    ALONE,
    BOOKED,
    CLASS_A,
    FROM_FOURTEEN_OR_ESCORTED,
    FROM_SEVENTY,
    FROM_SIXTY,
    HALF_PRICE,
    NATIONAL_START,
    OLDER_PEOPLE,
    PASS_VALID,
    PILOT_START,
    PLACES_LEFT,
    TALENT,
    UNDER_SIX,
    YOUNG_CHILDREN,
    YOUNG_PEOPLE,
)

SERVICES: tuple[Service, ...] = (
    Service(
        code="tourism.museum.free_entry",
        name=Text(en="Free museum entry", zh="博物馆免费实名入馆"),
        description=Text(
            en="Seven hundred and fifty-seven museums in the delta open with the card.",
            zh="长三角七百五十七家博物馆，刷卡即可入馆。",
        ),
        channel="gate",
        coverage=Coverage.in_set(YANGTZE_41),
        accepts=ACTIVE_CARD & BOOKED & ALONE,
        fee=Waived().because(
            Text(en="public museum, same as residents", zh="公共博物馆，与本地居民同样免费")
        ),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.museum.elder_walk_in",
        name=Text(en="Museum without booking for older people", zh="老年人免预约入馆"),
        description=Text(
            en="Visitors from sixty on need no booking at the Capital Museum.",
            zh="年满六十周岁的观众参观首都博物馆，不用预约。",
        ),
        channel="gate",
        coverage=Coverage.cities("110000"),
        accepts=ACTIVE_CARD & FROM_SIXTY,
        fee=Waived().because(Text(en="public museum", zh="公共博物馆，免费开放")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.museum.special_exhibition",
        name=Text(en="Ticketed exhibition", zh="博物馆特展"),
        description=Text(
            en="Special shows are ticketed at the venue's price.",
            zh="特展须另外购票，票价由展馆确定。",
        ),
        channel="gate",
        coverage=Coverage.in_set(YANGTZE_41),
        accepts=ACTIVE_CARD & BOOKED & PLACES_LEFT,
        fee=Percent(100, of="face_price")
        .concession(FROM_SIXTY, HALF_PRICE, because=OLDER_PEOPLE)
        .waived_when(UNDER_SIX, because=YOUNG_CHILDREN)
        .no_surcharge()
        .because(Text(en="venue price", zh="按展馆票价")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.museum.science",
        name=Text(en="Science museum", zh="科技馆"),
        description=Text(
            en="Children under fourteen come with an adult.",
            zh="未满十四周岁的儿童须由成年人陪同。",
        ),
        channel="gate",
        coverage=Coverage.cities("310000", "330100"),
        accepts=ACTIVE_CARD & FROM_FOURTEEN_OR_ESCORTED,
        fee=Flat(yuan(45), per="entry")
        .waived_when(UNDER_SIX, because=YOUNG_CHILDREN)
        .concession(holder.age.between(6, 18), HALF_PRICE, because=YOUNG_PEOPLE)
        .waived_when(FROM_SEVENTY, because=OLDER_PEOPLE)
        .because(ADULT_TICKET),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.museum.guided_tour",
        name=Text(en="Tour in a foreign language", zh="外语讲解预约"),
        description=Text(
            en="A guide for up to ten people.",
            zh="讲解员用外语陪同讲解，每场最多十人。",
        ),
        channel="in_person",
        coverage=Coverage.cities("310000", "330100", "320500"),
        accepts=ACTIVE_CARD & BOOKED & request.party.between(1, 10),
        fee=Tiered(
            "party",
            tier(0, 1, yuan(60)),
            tier(1, 5, yuan(100)),
            tier(5, 10, yuan(150)),
            per="tour",
        ).because(Text(en="guide price by group size", zh="讲解费按参观人数计算")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.museum.night",
        name=Text(en="Museum at night", zh="博物馆夜场"),
        description=Text(
            en="Friday and Saturday evenings from five.",
            zh="每周五、周六下午五点起开放夜场。",
        ),
        channel="gate",
        coverage=Coverage.cities("310000", "320100", "330100"),
        accepts=ACTIVE_CARD
        & now.weekday.is_in("fri", "sat")
        & now.time.from_("17:00")
        & now.time.before("21:00")
        & holder.age.at_least(6),
        fee=Flat(yuan(20), per="entry")
        .waived_when(CLASS_A, because=TALENT)
        .because(Text(en="evening opening", zh="夜场票价")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.museum.palace_annual",
        name=Text(en="Palace Museum yearly ticket", zh="故宫年票入院"),
        description=Text(
            en="Ten visits in a calendar year on one yearly ticket.",
            zh="一张年票在一个自然年内可参观十次。",
        ),
        channel="gate",
        coverage=Coverage.cities("110000"),
        accepts=ACTIVE_CARD & PASS_VALID & usage.year.less_than(10) & usage.today.less_than(1) & BOOKED,
        fee=Waived().because(Text(en="covered by the yearly ticket", zh="凭年票入院，不另收费")),
        discloses=("full_name", "passport_number"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.museum.memorial",
        name=Text(en="South Lake memorial hall", zh="南湖革命纪念馆"),
        description=Text(
            en="Free entry on every day but Monday.",
            zh="每天免费开放，周一闭馆。",
        ),
        channel="gate",
        coverage=Coverage.cities("330400"),
        accepts=card.status.is_in("active", "suspended")
        & request.party.between(1, 5)
        & now.weekday.is_in("tue", "wed", "thu", "fri", "sat", "sun"),
        fee=Waived().because(Text(en="public memorial, closed on Mondays", zh="公共纪念馆，周一闭馆")),
        discloses=(),
        effective_from=PILOT_START,
    ),
)
