"""Insurance matters: filings, enrolment, the shared account, claims, moves and the extra layers of cover."""

from joincard_sdk.facts import (
    card,
    employer,
    event,
    holder,
    insurance,
    principal,
    record,
    request,
    residence,
    usage,
)
from joincard_sdk.fees import Copay, Flat, Waived, pay_percent
from joincard_sdk.money import yuan
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_healthcare.vocabulary import (
    ACTIVE_CARD,
    AUTUMN,
    BOOKED,
    CARD_NOT_EXPIRED,
    CONSENTED,
    DIAGNOSED,
    EMPLOYEE_SCHEME,
    INSURED,
    INSURED_OR_PAUSED,
    INSURED_PERSON,
    LIVES_HERE,
    NATIONAL_START,
    NO_DEBT,
    OLDER_PEOPLE,
    PATIENT,
    PERMIT_HOLDER,
    PUBLIC_SERVICE,
    RETIRED_MEMBER,
    SETTLED_FOR_SIX_MONTHS,
    WITH_OR_BEFORE_A_CARD,
)

SERVICES: tuple[Service, ...] = (
    Service(
        code="healthcare.insurance_admin.filing_long_term",
        name=Text(en="File a long-term stay elsewhere", zh="异地长期居住人员备案"),
        description=Text(
            en="People living for half a year in another province file once.",
            zh="在外省居住满半年的参保人员，备案一次即可。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & EMPLOYEE_SCHEME
        & residence.province.is_not(insurance.province)
        & SETTLED_FOR_SIX_MONTHS
        & insurance.filing.is_not("long_term"),
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=("social_security_number", "residence"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.insurance_admin.filing_temporary",
        name=Text(en="File temporary treatment elsewhere", zh="临时外出就医备案"),
        description=Text(
            en="A filing for a trip is made on the phone before treatment.",
            zh="外出就医前，在手机上办理备案。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & EMPLOYEE_SCHEME & insurance.filing.is_("none"),
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=("social_security_number",),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.insurance_admin.family_pool_bind",
        name=Text(en="Share my medical account with family", zh="家庭共济绑定"),
        description=Text(
            en="Up to seven close relatives in the same fund area may be added.",
            zh="最多可添加七名在同一统筹区参保的近亲属。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=PERMIT_HOLDER & ACTIVE_CARD & EMPLOYEE_SCHEME & usage.open.less_than(7) & CONSENTED,
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=("social_security_number", "dependant_links"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.insurance_admin.resident_enrol",
        name=Text(en="Enrol a relative in the residents' scheme", zh="家属参加城乡居民医保"),
        description=Text(
            en="Relatives join in the autumn window for the following year.",
            zh="家属在秋季集中参保期参保，次年起享受待遇。",
        ),
        channel="both",
        coverage=Coverage.provinces("33"),
        accepts=WITH_OR_BEFORE_A_CARD
        & holder.relation.is_in("spouse", "child")
        & residence.status.is_("valid")
        & LIVES_HERE
        & insurance.medical.is_in("none", "paused")
        & principal.insurance.medical.is_("active")
        & AUTUMN,
        fee=Flat(yuan(400), per="year")
        .concession(
            holder.age.less_than(18),
            pay_percent(75),
            because=Text(en="a lower premium for minors", zh="未成年人缴费优惠"),
        )
        .because(Text(en="yearly personal premium", zh="个人年度参保缴费")),
        discloses=(*PATIENT, "passport_number", "dependant_links", "residence"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.insurance_admin.account_closure",
        name=Text(en="Medical account paid out on departure", zh="离境结清医保个人账户"),
        description=Text(
            en="Balances above ten thousand yuan need an appointment.",
            zh="余额超过一万元的，须提前预约。",
        ),
        channel="in_person",
        coverage=Coverage.cities("310000"),
        accepts=card.status.is_in("active", "suspended", "lost", "expired")
        & PERMIT_HOLDER
        & insurance.pension.is_("closed")
        & insurance.account_balance.more_than(0)
        & NO_DEBT
        & (insurance.account_balance.at_most(10_000) | BOOKED),
        fee=Waived().because(Text(en="own savings returned in full", zh="本人积累全额返还")),
        discloses=("full_name", "passport_number", "social_security_number", "bank_account"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.insurance_admin.manual_reimbursement",
        name=Text(en="Reimburse a bill paid in cash", zh="医疗费用零星报销"),
        description=Text(
            en="Bills not settled on the spot may be handed in within a year.",
            zh="未能当场结算的费用，可在一年内申请报销。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=INSURED_OR_PAUSED
        & event.kind.is_("treatment")
        & event.days.between(0, 365)
        & record.registered.is_(False)
        & CARD_NOT_EXPIRED,
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=("social_security_number", "bank_account", "insurance_enrolment"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.insurance_admin.chronic_recognition",
        name=Text(en="Recognise a chronic illness", zh="门诊慢特病待遇认定"),
        description=Text(
            en="A hospital diagnosis is turned into the chronic entitlement.",
            zh="凭医院诊断申请认定，认定后享受门诊慢特病待遇。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & EMPLOYEE_SCHEME & DIAGNOSED & insurance.chronic.is_(False),
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=("social_security_number",),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.insurance_admin.medical_transfer",
        name=Text(en="Move medical insurance", zh="基本医疗保险关系转移"),
        description=Text(
            en="Takes medical years and savings to the fund of the new job.",
            zh="换工作后，把缴费年限和个人账户余额转到新单位所在地。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=PERMIT_HOLDER
        & ACTIVE_CARD
        & insurance.medical.is_in("active", "paused")
        & employer.present.is_(True)
        & employer.city.is_not(insurance.city),
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=("social_security_number", "employer"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.insurance_admin.catastrophic",
        name=Text(en="Catastrophic illness cover", zh="大病保险结算"),
        description=Text(
            en="A second layer pays most of what is left of very large bills.",
            zh="医疗费用特别高时，基本医保报销后的剩余部分，大病保险再支付大部分。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & INSURED & request.amount.at_least(20_000),
        fee=Copay(40, of="own_share", after=yuan(20_000), after_per="year").because(
            Text(en="second layer on what the patient paid", zh="对个人已自付的部分再次报销")
        ),
        discloses=INSURED_PERSON,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.insurance_admin.long_term_care",
        name=Text(en="Long-term care assessment", zh="长期护理保险失能评估"),
        description=Text(
            en="Pensioners who need help at home are graded for care.",
            zh="需要居家照护的退休人员，可申请失能等级评估。",
        ),
        channel="in_person",
        coverage=Coverage.cities("310000", "330400"),
        accepts=ACTIVE_CARD
        & RETIRED_MEMBER
        & insurance.medical_months.at_least(120)
        & holder.age.at_least(60)
        & DIAGNOSED
        & usage.days_since_last.at_least(180),
        fee=Flat(yuan(200), per="assessment")
        .waived_when(
            holder.age.at_least(80),
            because=OLDER_PEOPLE,
        )
        .because(Text(en="assessment cost", zh="评估费")),
        discloses=(*PATIENT, "residence"),
        effective_from=NATIONAL_START,
    ),
)
