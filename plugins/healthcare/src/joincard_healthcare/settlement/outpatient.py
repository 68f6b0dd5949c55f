"""Outpatient bills: at home, in the province, in the delta, across the country, and without insurance."""

from joincard_sdk.facts import bank, holder, insurance, request
from joincard_sdk.fees import Copay, Percent, pay_percent
from joincard_sdk.money import yuan
from joincard_sdk.places import YANGTZE_41, Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_healthcare.vocabulary import (
    ACTIVE_CARD,
    CHILD,
    CHRONIC_ENTITLEMENT,
    DIAGNOSED,
    EMPLOYEE_SCHEME,
    EMPLOYEE_SCHEME_TERMS,
    INSURED_ELSEWHERE,
    INSURED_HERE,
    INSURED_IN_ANOTHER_PROVINCE,
    INSURED_IN_THE_DELTA,
    INSURED_IN_THIS_PROVINCE,
    INSURED_PERSON,
    LONG_TERM_FILING,
    LOWER_AFTER_RETIREMENT,
    NATIONAL_START,
    RETIRED_MEMBER,
    TREATMENT_FILED,
    YOUNG_CHILDREN,
)

SERVICES: tuple[Service, ...] = (
    Service(
        code="healthcare.settlement.outpatient_local",
        name=Text(en="Outpatient bill at home", zh="本地普通门诊结算"),
        description=Text(
            en="The bill is split between fund and patient at the counter.",
            zh="在收费窗口当场结算，基金支付一部分，个人支付一部分。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & insurance.medical.is_("active") & INSURED_HERE,
        fee=Copay(30, of="covered_amount", after=yuan(300), after_per="year").because(EMPLOYEE_SCHEME_TERMS),
        discloses=INSURED_PERSON,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.settlement.outpatient_retired",
        name=Text(en="Outpatient bill for pensioners", zh="退休人员普通门诊结算"),
        description=Text(
            en="Retired members pay half the usual share.",
            zh="退休参保人员的自付比例减半。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & RETIRED_MEMBER & INSURED_HERE,
        fee=Copay(15, of="covered_amount", after=yuan(300), after_per="year").because(LOWER_AFTER_RETIREMENT),
        discloses=INSURED_PERSON,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.settlement.outpatient_in_province",
        name=Text(en="Outpatient bill elsewhere in the province", zh="省内异地门诊结算"),
        description=Text(
            en="No filing is needed between cities of one province.",
            zh="在参保省内的其他城市看门诊，不用备案。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & EMPLOYEE_SCHEME & INSURED_IN_THIS_PROVINCE & INSURED_ELSEWHERE,
        fee=Copay(30, of="covered_amount", after=yuan(300), after_per="year")
        .concession(RETIRED_MEMBER, pay_percent(50), because=LOWER_AFTER_RETIREMENT)
        .because(Text(en="one province, one rule", zh="全省执行统一标准")),
        discloses=INSURED_PERSON,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.settlement.outpatient_yrd",
        name=Text(en="Delta outpatient bill without filing", zh="长三角异地门诊免备案结算"),
        description=Text(
            en="Members of any of the forty-one funds settle in all forty-one cities.",
            zh="在长三角四十一个城市中任一城市参保，其余各市均可直接结算，不用备案。",
        ),
        channel="both",
        coverage=Coverage.in_set(YANGTZE_41),
        accepts=ACTIVE_CARD & EMPLOYEE_SCHEME & INSURED_IN_THE_DELTA & INSURED_IN_ANOTHER_PROVINCE,
        fee=Copay(35, of="covered_amount", after=yuan(300), after_per="year").because(
            Text(en="slightly higher share across provinces", zh="跨省就医自付比例略高")
        ),
        discloses=INSURED_PERSON,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.settlement.outpatient_cross",
        name=Text(en="Outpatient bill in another province", zh="跨省异地门诊结算"),
        description=Text(
            en="Outside the delta a filing must be in force before the visit.",
            zh="长三角以外跨省看门诊，就诊前须已办好备案。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & EMPLOYEE_SCHEME & INSURED_IN_ANOTHER_PROVINCE & TREATMENT_FILED,
        fee=Copay(40, of="covered_amount", after=yuan(500), after_per="year")
        .concession(
            LONG_TERM_FILING,
            pay_percent(75),
            because=Text(en="a long-term filing lowers the share", zh="已办长期备案，自付比例降低"),
        )
        .because(Text(en="filing decides the share", zh="自付比例由备案类型决定")),
        discloses=INSURED_PERSON,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.settlement.chronic_local",
        name=Text(en="Chronic illness at home", zh="门诊慢特病本地结算"),
        description=Text(
            en="Recognised chronic illness is settled at hospital rates.",
            zh="已认定的门诊慢特病，按住院比例结算。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & EMPLOYEE_SCHEME & INSURED_HERE & CHRONIC_ENTITLEMENT,
        fee=Copay(15, of="covered_amount").because(
            Text(en="chronic entitlement, no threshold", zh="门诊慢特病待遇，不设起付线")
        ),
        discloses=INSURED_PERSON,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.settlement.chronic_cross",
        name=Text(en="Chronic illness in another province", zh="门诊慢特病跨省结算"),
        description=Text(
            en="Listed illnesses can be settled directly in another province.",
            zh="列入目录的门诊慢特病，可在外省直接结算。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & EMPLOYEE_SCHEME
        & INSURED_IN_ANOTHER_PROVINCE
        & CHRONIC_ENTITLEMENT
        & TREATMENT_FILED
        & DIAGNOSED,
        fee=Copay(20, of="covered_amount").because(
            Text(en="chronic entitlement across provinces", zh="门诊慢特病跨省待遇")
        ),
        discloses=INSURED_PERSON,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.settlement.resident_child",
        name=Text(en="Child's outpatient bill", zh="居民医保少儿门诊结算"),
        description=Text(
            en="Children in the residents' scheme settle with their own card.",
            zh="参加居民医保的孩子，用自己的卡结算门诊费用。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & CHILD
        & holder.age.less_than(18)
        & insurance.medical.is_("resident")
        & INSURED_HERE,
        fee=Copay(45, of="covered_amount", after=yuan(200), after_per="year")
        .concession(
            holder.age.less_than(6),
            pay_percent(80),
            because=YOUNG_CHILDREN,
        )
        .because(Text(en="residents' scheme", zh="居民医保待遇")),
        discloses=(*INSURED_PERSON, "dependant_links"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.settlement.self_pay",
        name=Text(en="Pay a bill in full by card", zh="自费刷卡结算"),
        description=Text(
            en="Treaty-exempt and uninsured patients pay from the card account.",
            zh="按社保协定免缴或未参保的患者，用社保卡银行账户支付全部费用。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & bank.account.is_("activated") & request.amount.more_than(0),
        fee=Percent(100, of="amount")
        .no_surcharge()
        .because(Text(en="no foreign-card surcharge", zh="不加收外卡手续费")),
        discloses=("bank_account",),
        effective_from=NATIONAL_START,
    ),
)
