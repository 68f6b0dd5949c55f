"""Records: what patients may read about themselves and their children, and take to another hospital."""

from joincard_sdk.facts import card, holder, record, usage
from joincard_sdk.fees import WAIVED, Flat, Waived
from joincard_sdk.money import yuan
from joincard_sdk.places import YANGTZE_41, Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_healthcare.vocabulary import (
    ACTIVE_CARD,
    CHILD,
    CONSENTED,
    DIGITAL_CARD,
    ESCORTED,
    INSURED_OR_PAUSED,
    NATIONAL_START,
    OWN_DATA,
    PARENT_CARD_ACTIVE,
    PATIENT,
)

SERVICES: tuple[Service, ...] = (
    Service(
        code="healthcare.records.e_record",
        name=Text(en="Read my medical record", zh="电子病历查询"),
        description=Text(
            en="Visit notes from connected hospitals appear in the app.",
            zh="在手机上查看已联网医院的就诊病历。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & DIGITAL_CARD & holder.age.at_least(14) & CONSENTED,
        fee=Waived().because(OWN_DATA),
        discloses=("social_security_number",),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.records.child_record",
        name=Text(en="Read a child's health file", zh="子女健康档案查询"),
        description=Text(
            en="Data on a child under fourteen needs the guardian's separate consent.",
            zh="查询不满十四周岁孩子的信息，须由监护人单独同意。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & CHILD & holder.age.less_than(14) & PARENT_CARD_ACTIVE & CONSENTED,
        fee=Waived().because(Text(en="right of access for the guardian", zh="监护人有权查阅")),
        discloses=("social_security_number", "dependant_links"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.records.result_sharing",
        name=Text(en="Share test results between hospitals", zh="检查检验结果互认"),
        description=Text(
            en="A second hospital reads earlier results instead of repeating tests.",
            zh="换一家医院看病，可直接调阅已有结果，不必重复检查。",
        ),
        channel="in_person",
        coverage=Coverage.in_set(YANGTZE_41),
        accepts=ACTIVE_CARD & CONSENTED & usage.today.less_than(5),
        fee=Waived().because(Text(en="saves a second test", zh="省去一次重复检查")),
        discloses=("card_number",),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.records.report_print",
        name=Text(en="Print a test report", zh="检验报告自助打印"),
        description=Text(
            en="A kiosk prints results after a tap of the card.",
            zh="在自助机上刷卡即可打印检验报告。",
        ),
        channel="gate",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & record.registered.is_(True),
        fee=Flat(yuan(1), per="copy")
        .quota(1, per="visit", effect=WAIVED)
        .because(Text(en="paper cost after the first copy", zh="第一份免费，之后收取纸张工本费")),
        discloses=("card_number",),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.records.settlement_history",
        name=Text(en="See settled bills", zh="医保结算记录查询"),
        description=Text(
            en="Shows what fund and patient paid for each visit.",
            zh="查看每次就诊中，基金和个人各付了多少。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & INSURED_OR_PAUSED & DIGITAL_CARD,
        fee=Waived().because(OWN_DATA),
        discloses=("social_security_number",),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.records.vaccination_record",
        name=Text(en="Vaccination record", zh="预防接种记录查询"),
        description=Text(
            en="Doses given in China appear with dates and batches.",
            zh="查看在中国接种的疫苗、接种日期和批号。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=card.status.is_in("active", "suspended") & (holder.age.at_least(14) | ESCORTED),
        fee=Waived().because(OWN_DATA),
        discloses=PATIENT,
        effective_from=NATIONAL_START,
    ),
)
