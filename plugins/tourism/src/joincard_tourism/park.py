"""City parks: the year ticket of Hangzhou, free entry for talent, and the zoo."""

from joincard_sdk.facts import holder, now, permit, residence, usage
from joincard_sdk.fees import Flat, Waived, at
from joincard_sdk.money import yuan
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_tourism.vocabulary import (
    ACTIVE_CARD,
    ADULT_TICKET,
    ALONE,
    CLASS_A,
    FROM_SEVENTY,
    FROM_TWELVE_OR_ESCORTED,
    HALF_PRICE,
    LIVES_HERE,
    NATIONAL_START,
    NO_VALID_PASS,
    OLDER_PEOPLE,
    PASS_BUYER,
    PASS_VALID,
    UNDER_SIX,
    YOUNG_CHILDREN,
    YOUNG_PEOPLE,
)

SERVICES: tuple[Service, ...] = (
    Service(
        code="tourism.park.hangzhou_annual",
        name=Text(en="Hangzhou park year ticket", zh="杭州公园年票开通"),
        description=Text(
            en="Residents load a year's entry to the West Lake parks on the card.",
            zh="在杭州居住的，可在卡上开通西湖各公园的年票。",
        ),
        channel="both",
        coverage=Coverage.cities("330100"),
        accepts=ACTIVE_CARD
        & LIVES_HERE
        & residence.permit.is_in("work", "family", "permanent")
        & NO_VALID_PASS,
        fee=Flat(yuan(40), per="year")
        .season("07-01", "10-31", at(yuan(20)), because=Text(en="second half of the year", zh="下半年开通"))
        .because(Text(en="half price for the second half of the year", zh="下半年开通半价")),
        discloses=PASS_BUYER,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.park.hangzhou_gate",
        name=Text(en="West Lake park gates", zh="西湖公园年票入园"),
        description=Text(
            en="A valid year ticket opens every park on the list.",
            zh="凭有效年票，可进入名单上的每一处公园。",
        ),
        channel="gate",
        coverage=Coverage.cities("330100"),
        accepts=ACTIVE_CARD & PASS_VALID & usage.today.less_than(10),
        fee=Waived().because(Text(en="covered by the year ticket", zh="凭年票入园，不另收费")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.park.talent_parks",
        name=Text(en="Wuxi parks for talent", zh="无锡人才免费游园"),
        description=Text(
            en="Class A holders walk into the city's parks without a ticket.",
            zh="持A类工作许可的，进市内公园不用买票。",
        ),
        channel="gate",
        coverage=Coverage.cities("320200"),
        accepts=ACTIVE_CARD & permit.status.is_("valid") & CLASS_A & ALONE,
        fee=Waived().because(Text(en="thanks to listed talent", zh="感谢高层次人才")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.park.zoo",
        name=Text(en="City zoo", zh="城市动物园"),
        description=Text(
            en="Last entry at half past four.",
            zh="下午四点半停止入园。",
        ),
        channel="gate",
        coverage=Coverage.cities("310000", "330100", "320100"),
        accepts=ACTIVE_CARD & FROM_TWELVE_OR_ESCORTED & now.time.before("16:30"),
        fee=Flat(yuan(40), per="entry")
        .waived_when(UNDER_SIX, because=YOUNG_CHILDREN)
        .concession(holder.age.between(6, 17), HALF_PRICE, because=YOUNG_PEOPLE)
        .waived_when(FROM_SEVENTY, because=OLDER_PEOPLE)
        .because(ADULT_TICKET),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
)
