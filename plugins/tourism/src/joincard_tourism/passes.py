"""Year and season cards of Suzhou, Jurong, Changzhou and three cities together, and their gates."""

from joincard_sdk.facts import holder, now, request, usage
from joincard_sdk.fees import Flat, Tiered, Waived, at, tier
from joincard_sdk.money import yuan
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_tourism.vocabulary import ACTIVE_CARD, NATIONAL_START, NO_VALID_PASS, PASS_BUYER, PASS_VALID

SERVICES: tuple[Service, ...] = (
    Service(
        code="tourism.pass.suzhou_leisure",
        name=Text(en="Suzhou leisure year card", zh="苏州休闲年卡办理"),
        description=Text(
            en="Anyone may buy, foreign passports included.",
            zh="人人都可购买，持外国护照的也可以。",
        ),
        channel="online",
        coverage=Coverage.cities("320500"),
        accepts=ACTIVE_CARD & NO_VALID_PASS & usage.open.less_than(1),
        fee=Flat(yuan(200), per="year").because(
            Text(en="same price for residents and passport holders", zh="本地居民与持护照者同价")
        ),
        discloses=("full_name", "portrait", "card_number"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.pass.suzhou_gate",
        name=Text(en="Suzhou leisure card gates", zh="苏州休闲年卡入园"),
        description=Text(
            en="Each site can be entered once a day by the person pictured.",
            zh="限年卡照片本人使用，每个景点每天可入园一次。",
        ),
        channel="gate",
        coverage=Coverage.cities("320500"),
        accepts=ACTIVE_CARD & PASS_VALID & usage.today.less_than(1),
        fee=Waived().because(
            Text(
                en="covered by the year card, once a site and day",
                zh="凭年卡入园，每个景点每天一次，不另收费",
            )
        ),
        discloses=("portrait",),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.pass.jurong",
        name=Text(en="Jurong hot spring visits", zh="句容旅游年卡温泉入园"),
        description=Text(
            en="The year card includes twenty visits to the hot spring.",
            zh="年卡含二十次温泉入园。",
        ),
        channel="gate",
        coverage=Coverage.cities("321100"),
        accepts=ACTIVE_CARD & PASS_VALID & usage.year.less_than(20) & usage.today.less_than(1),
        fee=Waived().because(Text(en="covered by the year card of 199 yuan", zh="已含在199元的年卡内")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.pass.changzhou_spring",
        name=Text(en="Changzhou spring card", zh="常州惠民旅游春季卡"),
        description=Text(
            en="Sold from April to mid-May and valid until the end of June.",
            zh="四月至五月中旬发售，有效期至六月底。",
        ),
        channel="online",
        coverage=Coverage.cities("320400"),
        accepts=ACTIVE_CARD & now.month.between(4, 5) & NO_VALID_PASS & request.party.between(1, 2),
        # A card each: two people together pay twice 219 yuan.
        fee=Flat(yuan(228), per="card")
        .concession(request.party.is_(2), at(yuan(219)), because=Text(en="two together", zh="双人同购"))
        .because(Text(en="two together pay 438", zh="两人同购共438元")),
        discloses=PASS_BUYER,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.pass.suxichang",
        name=Text(en="Three-city pass", zh="苏锡常畅游卡"),
        description=Text(
            en="One pass in three sizes for sights in three cities.",
            zh="一卡游苏州、无锡、常州三市景点，有三种套餐。",
        ),
        channel="online",
        coverage=Coverage.cities("320500", "320200", "320400"),
        accepts=ACTIVE_CARD & holder.age.at_least(3) & NO_VALID_PASS & now.month.is_in(12, 1, 2, 3, 4),
        fee=Tiered(
            "package",
            tier(0, 1, yuan(99)),
            tier(1, 2, yuan(199)),
            tier(2, 3, yuan(299)),
            per="year",
        ).because(Text(en="three package sizes", zh="三种套餐")),
        discloses=PASS_BUYER,
        effective_from=NATIONAL_START,
    ),
)
