"""Public health: vaccines, yearly checks, the health certificate for residence, and giving blood."""

from joincard_sdk.facts import at, holder, record, residence, usage
from joincard_sdk.fees import Flat, Waived
from joincard_sdk.money import yuan
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_healthcare.vocabulary import (
    ACTIVE_CARD,
    AUTUMN,
    CHILD,
    ESCORTED,
    INSURED,
    LIVES_HERE,
    NATIONAL_START,
    NOT_BARRED,
    PATIENT,
    SETTLED_FOR_SIX_MONTHS,
    WITH_OR_BEFORE_A_CARD,
)

SERVICES: tuple[Service, ...] = (
    Service(
        code="healthcare.public_health.child_immunisation",
        name=Text(en="Childhood vaccines", zh="适龄儿童免疫规划接种"),
        description=Text(
            en="Children staying for more than six months follow the local schedule.",
            zh="居住超过六个月的儿童，按当地免疫程序接种。",
        ),
        channel="in_person",
        coverage=Coverage.nationwide(),
        accepts=WITH_OR_BEFORE_A_CARD
        & CHILD
        & holder.age.less_than(6)
        & residence.registered.is_(True)
        & ESCORTED,
        fee=Waived().because(
            Text(en="national programme, same as local children", zh="国家免疫规划项目，与本地儿童相同")
        ),
        discloses=(*PATIENT, "dependant_links"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.public_health.flu_elder",
        name=Text(en="Flu vaccine for older people", zh="老年人流感疫苗免费接种"),
        description=Text(
            en="One free dose each autumn from seventy on.",
            zh="年满七十周岁，每年秋季免费接种一剂。",
        ),
        channel="in_person",
        coverage=Coverage.provinces("33"),
        accepts=ACTIVE_CARD
        & holder.age.at_least(70)
        & residence.province.is_(at.province)
        & INSURED
        & usage.year.less_than(1)
        & AUTUMN,
        fee=Waived().because(Text(en="provincial programme", zh="省级公共卫生项目")),
        discloses=PATIENT,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.public_health.hpv_girls",
        name=Text(en="HPV vaccine at school age", zh="适龄少女HPV疫苗接种"),
        description=Text(
            en="Pupils in local schools receive two free doses.",
            zh="在本地学校就读的适龄学生，免费接种两剂。",
        ),
        channel="in_person",
        coverage=Coverage.provinces("33"),
        accepts=ACTIVE_CARD
        & CHILD
        & holder.age.between(13, 14)
        & record.school.is_in("junior", "primary")
        & ESCORTED
        & usage.lifetime.less_than(2),
        fee=Waived().because(
            Text(en="provincial programme for enrolled pupils", zh="面向在校学生的省级项目")
        ),
        discloses=(*PATIENT, "dependant_links"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.public_health.elder_check",
        name=Text(en="Yearly check for older residents", zh="老年人健康体检"),
        description=Text(
            en="One check a year for residents of sixty-five and over.",
            zh="年满六十五周岁的居民，每年可体检一次。",
        ),
        channel="in_person",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & holder.age.at_least(65)
        & LIVES_HERE
        & SETTLED_FOR_SIX_MONTHS
        & usage.year.less_than(1),
        fee=Waived().because(Text(en="basic public health programme", zh="基本公共卫生服务项目")),
        discloses=(*PATIENT, "residence"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.public_health.entry_exit_exam",
        name=Text(en="Health check for residence", zh="来华人员健康体检"),
        description=Text(
            en="The medical certificate asked for with a first residence permit.",
            zh="首次申请居留证件时所需的健康证明。",
        ),
        channel="in_person",
        coverage=Coverage.nationwide(),
        accepts=WITH_OR_BEFORE_A_CARD
        & holder.age.at_least(18)
        & residence.status.is_in("none", "valid", "renewing")
        & usage.year.less_than(2),
        fee=Flat(yuan(500), per="exam").because(
            Text(en="listed price for all applicants", zh="公示价格，所有申请人相同")
        ),
        discloses=(*PATIENT, "nationality", "passport_number"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.public_health.blood_donation",
        name=Text(en="Give blood", zh="无偿献血登记"),
        description=Text(
            en="Donors wait half a year between donations.",
            zh="两次献血之间须间隔半年。",
        ),
        channel="in_person",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & holder.age.between(18, 55) & usage.days_since_last.at_least(180) & NOT_BARRED,
        fee=Waived().because(
            Text(en="donors are thanked with later free blood", zh="献血者日后用血可享免费")
        ),
        discloses=PATIENT,
        effective_from=NATIONAL_START,
    ),
)
