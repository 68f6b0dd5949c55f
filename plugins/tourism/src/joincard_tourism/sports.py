"""Public sports: pool, badminton hall, running track and the children's play hall."""

from joincard_sdk.facts import card, holder, now, request
from joincard_sdk.fees import WAIVED, Flat, Waived
from joincard_sdk.money import yuan
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_tourism.vocabulary import (
    ACTIVE_CARD,
    BOOKED,
    CHILD,
    ESCORTED,
    FROM_FOURTEEN_OR_ESCORTED,
    FROM_SIXTY,
    HALF_PRICE,
    NATIONAL_START,
    NOT_BARRED,
    OLDER_PEOPLE,
    PLACES_LEFT,
    UNDER_EIGHTEEN,
    YOUNG_PEOPLE,
)

_PUBLIC_HOLIDAY = now.holiday.is_(True)
_FREE_ON_HOLIDAYS = Text(en="free on public holidays", zh="节假日免费")

SERVICES: tuple[Service, ...] = (
    Service(
        code="tourism.sports.swimming",
        name=Text(en="Public swimming pool", zh="公共游泳馆"),
        description=Text(
            en="Free for two hours on public holidays and half price for old and young.",
            zh="法定节假日免费开放两小时，老年人和未成年人半价。",
        ),
        channel="gate",
        coverage=Coverage.cities("320800"),
        accepts=ACTIVE_CARD & PLACES_LEFT & FROM_FOURTEEN_OR_ESCORTED & NOT_BARRED,
        fee=Flat(yuan(30), per="session")
        .window("13:00", "15:00", WAIVED, when=_PUBLIC_HOLIDAY, because=_FREE_ON_HOLIDAYS)
        .concession(FROM_SIXTY, HALF_PRICE, because=OLDER_PEOPLE)
        .concession(UNDER_EIGHTEEN, HALF_PRICE, because=YOUNG_PEOPLE)
        .because(Text(en="low price by public order", zh="按政府规定低收费开放")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.sports.badminton",
        name=Text(en="Public badminton hall", zh="公共羽毛球馆"),
        description=Text(
            en="Older players come with a relative and pay half.",
            zh="老年人由家属陪同入场，半价收费。",
        ),
        channel="gate",
        coverage=Coverage.cities("320800"),
        accepts=ACTIVE_CARD & BOOKED & request.party.at_most(4) & (holder.age.less_than(60) | ESCORTED),
        fee=Flat(yuan(20), per="hour")
        .window("07:00", "09:00", WAIVED, because=Text(en="free mornings", zh="早场免费"))
        .concession(FROM_SIXTY, HALF_PRICE, because=OLDER_PEOPLE)
        .waived_when(_PUBLIC_HOLIDAY, because=_FREE_ON_HOLIDAYS)
        .because(Text(en="free mornings and holidays", zh="早场和节假日免费")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.sports.track",
        name=Text(en="Stadium running track", zh="体育场跑道免费开放"),
        description=Text(
            en="The track is open to all in the morning.",
            zh="跑道每天上午向所有人开放。",
        ),
        channel="gate",
        coverage=Coverage.cities("320100"),
        accepts=card.status.is_in("active", "suspended", "pending")
        & now.time.from_("05:00")
        & now.time.before("13:00"),
        fee=Waived().because(Text(en="free until one in the afternoon", zh="下午一点前免费")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.sports.play_hall",
        name=Text(en="Children's play hall", zh="全民健身中心儿童乐园"),
        description=Text(
            en="Children from seven to fifteen play for nothing all year.",
            zh="七至十五周岁的儿童全年免费。",
        ),
        channel="gate",
        coverage=Coverage.cities("420100"),
        accepts=CHILD & holder.age.between(7, 15) & ACTIVE_CARD,
        fee=Waived().because(Text(en="free for ages seven to fifteen", zh="七至十五周岁免费")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
)
