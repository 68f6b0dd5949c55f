"""Savings: deposits, wealth products, shares, a personal pension, and cover on top of basic insurance."""

from datetime import date

from joincard_sdk.facts import at, holder, insurance, now, record, request, usage
from joincard_sdk.fees import Flat, Percent, Waived, pay_percent
from joincard_sdk.money import yuan
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_finance.vocabulary import (
    ACCOUNT_ACTIVATED,
    ACTIVE_CARD,
    ADULT,
    EMPLOYED,
    FOREIGN_NATIONAL,
    NATIONAL_START,
    PERMANENT_RESIDENT,
    PERMIT_HOLDER,
    PERMIT_VALID,
    TAX_RESIDENT,
)

PERSONAL_PENSION_START = date(2024, 12, 15)
"""The day on which the personal pension opened in the whole country."""

REGULATORS_COOPERATE = record.regulator_mou.is_(True)
WORKS_HERE = PERMIT_HOLDER & PERMIT_VALID & EMPLOYED & REGULATORS_COOPERATE

SERVICES: tuple[Service, ...] = (
    Service(
        code="finance.savings.time_deposit",
        name=Text(en="Time deposit", zh="定期存款"),
        description=Text(
            en="Savings from fifty yuan at the posted rate.",
            zh="五十元起存，按挂牌利率计息。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & ACCOUNT_ACTIVATED & request.amount.at_least(50),
        fee=Waived().because(Text(en="interest as for residents", zh="利息与本地居民相同，不收费")),
        discloses=("bank_account",),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.savings.wealth",
        name=Text(en="Low-risk wealth product", zh="稳健型理财购买"),
        description=Text(
            en="Only after a risk test and for tax residents.",
            zh="税收居民完成风险测评后才可购买。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & ACCOUNT_ACTIVATED
        & holder.age.between(18, 69)
        & record.risk_grade.is_in("r2", "r3", "r4", "r5")
        & request.amount.at_least(1)
        & TAX_RESIDENT,
        fee=Percent("0.3", of="balance", per="year").because(Text(en="management fee", zh="管理费")),
        discloses=("full_name", "date_of_birth", "bank_account"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.savings.securities",
        name=Text(en="A-share account", zh="A股证券账户开户"),
        description=Text(
            en="People who work here may buy listed shares in their own name, their relatives may not.",
            zh="在华工作的本人可用自己的名义购买上市股票，其家属不可以。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & (WORKS_HERE | PERMANENT_RESIDENT) & ACCOUNT_ACTIVATED & ADULT,
        fee=Waived().because(Text(en="opening carries no charge", zh="开户不收费")),
        discloses=(*FOREIGN_NATIONAL, "employer", "bank_account"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.savings.personal_pension",
        name=Text(en="Personal pension account", zh="个人养老金账户"),
        description=Text(
            en="Permanent residents in the employee scheme save for retirement with a yearly ceiling.",
            zh="参加职工养老保险的永久居留人员，可在每年限额内为养老储蓄。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & PERMANENT_RESIDENT
        & insurance.pension.is_("active")
        & ACCOUNT_ACTIVATED
        & request.amount.at_most(12_000),
        fee=Waived().because(Text(en="no account fee", zh="不收账户管理费")),
        discloses=("full_name", "social_security_number", "bank_account"),
        effective_from=PERSONAL_PENSION_START,
    ),
    Service(
        code="finance.savings.supplementary_medical",
        name=Text(en="City supplementary medical cover", zh="城市定制型商业医疗保险"),
        description=Text(
            en="A yearly policy on top of basic insurance with no health questions.",
            zh="在基本医保之外按年投保，不问健康状况。",
        ),
        channel="online",
        coverage=Coverage.cities("310000", "330100", "330400"),
        accepts=ACTIVE_CARD
        & insurance.medical.is_in("active", "retired", "resident")
        & insurance.city.is_(at.city)
        & now.month.is_in(11, 12)
        & usage.year.less_than(1),
        fee=Flat(yuan(150), per="year")
        .concession(
            holder.age.less_than(18),
            pay_percent(66),
            because=Text(en="a lower price for children", zh="未成年人优惠价"),
        )
        .because(Text(en="one price for every insured adult", zh="参保成年人同一价格")),
        discloses=("full_name", "date_of_birth", "insurance_enrolment"),
        effective_from=NATIONAL_START,
    ),
)
