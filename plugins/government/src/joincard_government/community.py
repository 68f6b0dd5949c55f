"""Community: the government hall, the delta desk, utilities, and everyday help for older people."""

from joincard_sdk.facts import card, holder, usage
from joincard_sdk.fees import Flat, Waived, pay_percent
from joincard_sdk.money import yuan
from joincard_sdk.places import YANGTZE_41, Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_government.vocabulary import (
    ACTIVE_CARD,
    ADULT,
    CONTRACT_ON_FILE,
    INSURED_PERSON,
    LIVES_HERE,
    LIVES_IN_THE_DELTA,
    NATIONAL_START,
    NO_DEBT,
    OLDER_PEOPLE,
    PILOT_START,
    PUBLIC_SERVICE,
    RESIDENCE_VALID_OR_RENEWING,
)

SERVICES: tuple[Service, ...] = (
    Service(
        code="government.community.hall_queue",
        name=Text(en="Queue at a government hall", zh="政务大厅刷卡取号"),
        description=Text(
            en="Tapping the card opens the gate and prints a queue number.",
            zh="刷卡进入大厅，自动打印排队号。",
        ),
        channel="gate",
        coverage=Coverage.nationwide(),
        accepts=card.status.is_in("active", "suspended", "pending"),
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.community.yrd_window",
        name=Text(en="Delta cross-province desk", zh="长三角一网通办专窗"),
        description=Text(
            en="Residents of any delta city file insurance, tax and civil matters at one desk.",
            zh="在长三角任一城市居住的人员，可在一个窗口办理社保、税务和民政事项。",
        ),
        channel="in_person",
        coverage=Coverage.in_set(YANGTZE_41),
        accepts=ACTIVE_CARD & RESIDENCE_VALID_OR_RENEWING & LIVES_IN_THE_DELTA,
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=INSURED_PERSON,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.community.utility_account",
        name=Text(en="Open a utility account", zh="水电气联办开户"),
        description=Text(
            en="Water, power and gas are put in the tenant's name in one step.",
            zh="水、电、气一次开户，登记在租户本人名下。",
        ),
        channel="online",
        coverage=Coverage.cities("330400"),
        accepts=ACTIVE_CARD & ADULT & LIVES_HERE & CONTRACT_ON_FILE & NO_DEBT,
        fee=Waived().deposit_waived().because(Text(en="no deposit for card holders", zh="持卡人免交押金")),
        discloses=("full_name", "residence"),
        effective_from=PILOT_START,
    ),
    Service(
        code="government.community.community_canteen",
        name=Text(en="Community canteen", zh="社区食堂用餐"),
        description=Text(
            en="A meal at the neighbourhood canteen, cheaper for older people.",
            zh="在社区食堂刷卡用餐，老年人享受优惠。",
        ),
        channel="gate",
        coverage=Coverage.cities("330400"),
        accepts=ACTIVE_CARD & usage.today.less_than(3),
        fee=Flat(yuan(18), per="meal")
        .concession(holder.age.at_least(70), pay_percent(70), because=OLDER_PEOPLE)
        .concession(holder.age.between(60, 69), pay_percent(85), because=OLDER_PEOPLE)
        .because(Text(en="neighbourhood meal price", zh="社区食堂餐价")),
        discloses=(),
        effective_from=PILOT_START,
    ),
    Service(
        code="government.community.senior_same_city",
        name=Text(en="Delta services for older people", zh="长三角老年人同城待遇登记"),
        description=Text(
            en="Older people from any delta city sign up for the same local support.",
            zh="长三角任一城市的老年人，登记后可享受与当地老年人相同的服务。",
        ),
        channel="both",
        coverage=Coverage.cities("330400", "331100"),
        accepts=ACTIVE_CARD & holder.age.at_least(60) & LIVES_IN_THE_DELTA,
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=("full_name", "date_of_birth"),
        effective_from=NATIONAL_START,
    ),
)
