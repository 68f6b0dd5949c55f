"""Registration: how a patient comes to a doctor, from a booked visit to the emergency desk."""

from joincard_sdk.facts import bank, holder, record, usage
from joincard_sdk.fees import Flat, Percent, Waived, pay_percent
from joincard_sdk.money import yuan
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_healthcare.vocabulary import (
    ACTIVE_CARD,
    BOOKED,
    CHILD,
    CLASS_A_HOLDER,
    CLASS_A_HOUSEHOLD,
    ESCORTED,
    INSURED,
    ISSUED_CARD,
    LIVES_HERE,
    NATIONAL_START,
    NOT_BARRED,
    OLDER_PEOPLE,
    PARENT_CARD_ACTIVE,
    PATIENT,
    SETTLED_FOR_SIX_MONTHS,
    YOUNG_CHILDREN,
)

SERVICES: tuple[Service, ...] = (
    Service(
        code="healthcare.registration.appointment",
        name=Text(en="Book a hospital visit", zh="医院预约挂号"),
        description=Text(
            en="Books an outpatient slot with the card number in place of a passport.",
            zh="凭卡号即可预约门诊，不必再用护照。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & NOT_BARRED & usage.open.less_than(3),
        fee=Flat(yuan(10), per="visit").because(
            Text(en="ordinary clinic fee, same as residents", zh="普通门诊挂号费，与本地居民相同")
        ),
        discloses=(*PATIENT, "card_number"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.registration.walk_in",
        name=Text(en="Register at the desk", zh="医院现场挂号"),
        description=Text(
            en="Registers for a same-day consultation by tapping the card.",
            zh="就诊当天刷卡挂号，当天看诊。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & usage.today.less_than(4),
        fee=Flat(yuan(12), per="visit")
        .waived_when(holder.age.at_least(65), because=OLDER_PEOPLE)
        .because(Text(en="desk fee, older people free", zh="现场挂号费，老年人免收")),
        discloses=(*PATIENT, "card_number"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.registration.specialist",
        name=Text(en="See a specialist", zh="专家门诊挂号"),
        description=Text(
            en="Expert clinics need a booking and are limited to four a month.",
            zh="专家门诊须提前预约，每月最多挂号四次。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & BOOKED & usage.month.less_than(4),
        fee=Flat(yuan(50), per="visit").because(
            Text(en="expert clinic fee, same as residents", zh="专家门诊挂号费，与本地居民相同")
        ),
        discloses=(*PATIENT, "card_number"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.registration.emergency",
        name=Text(en="Emergency registration", zh="急诊挂号"),
        description=Text(
            en="Treatment starts at once whatever the state of the card.",
            zh="不论卡片处于何种状态，都立即救治。",
        ),
        channel="in_person",
        coverage=Coverage.nationwide(),
        # Refusing a card here only means that it does not identify the patient; treatment never waits for it.
        accepts=ISSUED_CARD,
        fee=Flat(yuan(20), per="visit")
        .deposit_waived()
        .because(Text(en="nobody pays in advance", zh="任何人都无需预先付费")),
        discloses=PATIENT,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.registration.elder_priority",
        name=Text(en="Priority for older patients", zh="老年人优先就诊"),
        description=Text(
            en="Patients from sixty on are called first for tests, payment and medicines.",
            zh="年满六十周岁的患者，检查、缴费、取药优先叫号。",
        ),
        channel="gate",
        coverage=Coverage.cities("370900"),
        accepts=ACTIVE_CARD & holder.age.at_least(60),
        fee=Waived().because(Text(en="courtesy to age, nationality plays no part", zh="敬老优待，不分国籍")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.registration.child_appointment",
        name=Text(en="Book for a child", zh="代子女预约挂号"),
        description=Text(
            en="A parent books for a child with the child's own linked card.",
            zh="家长用孩子本人的随行家属卡代为预约。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=CHILD & holder.age.less_than(16) & ESCORTED & PARENT_CARD_ACTIVE & ACTIVE_CARD,
        fee=Flat(yuan(10), per="visit")
        .concession(
            holder.age.less_than(6),
            pay_percent(50),
            because=YOUNG_CHILDREN,
        )
        .because(Text(en="children's clinic fee", zh="儿科门诊挂号费")),
        discloses=(*PATIENT, "dependant_links"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.registration.international_desk",
        name=Text(en="International clinic", zh="国际门诊登记"),
        description=Text(
            en="Clinics with foreign-language staff, paid in full by the patient.",
            zh="配有外语医护人员的门诊，费用由患者全额自付。",
        ),
        channel="in_person",
        coverage=Coverage.cities("110000", "310000", "330100"),
        accepts=ACTIVE_CARD & BOOKED & (bank.account.is_("activated") | record.registered.is_(True)),
        fee=Percent(100, of="face_price")
        .no_surcharge()
        .because(Text(en="market price outside insurance", zh="医保范围外的项目，按市场价收费")),
        discloses=(*PATIENT, "passport_number"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.registration.talent_green_channel",
        name=Text(en="Green channel for talent", zh="高层次人才就医绿色通道"),
        description=Text(
            en="Class A holders and their household reach senior doctors through one desk.",
            zh="持A类工作许可的人才及其配偶、子女，通过专窗直接预约资深专家。",
        ),
        channel="both",
        coverage=Coverage.cities("320200", "330100"),
        accepts=ACTIVE_CARD & (CLASS_A_HOLDER | CLASS_A_HOUSEHOLD),
        fee=Flat(yuan(50), per="visit").because(
            Text(en="expert fee without queueing", zh="专家门诊挂号费，免排队")
        ),
        discloses=(*PATIENT, "work_permit_category"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.registration.family_doctor",
        name=Text(en="Sign with a family doctor", zh="家庭医生签约"),
        description=Text(
            en="A year-long contract with a doctor at the neighbourhood centre.",
            zh="与社区卫生服务中心的医生签约，一年有效。",
        ),
        channel="both",
        coverage=Coverage.provinces("33"),
        accepts=ACTIVE_CARD & LIVES_HERE & SETTLED_FOR_SIX_MONTHS & usage.year.less_than(1) & INSURED,
        fee=Flat(yuan(60), per="year")
        .waived_when(holder.age.at_least(65), because=OLDER_PEOPLE)
        .waived_when(
            holder.age.less_than(7),
            because=YOUNG_CHILDREN,
        )
        .because(Text(en="yearly service package", zh="年度签约服务包")),
        discloses=(*PATIENT, "residence"),
        effective_from=NATIONAL_START,
    ),
)
