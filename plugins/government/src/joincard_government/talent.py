"""Talent: homes, grants, and help for the families of people whom a city wants to keep."""

from joincard_sdk.facts import at, employer, holder, permit, principal, record, residence, usage
from joincard_sdk.fees import Percent, Waived
from joincard_sdk.money import yuan
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_government.vocabulary import (
    ACCOUNT_ACTIVATED,
    ACTIVE_CARD,
    CHILD,
    CLASS_A,
    CLASS_A_OR_B,
    DEGREE_HOLDER,
    DIGITAL_CARD,
    LIVES_HERE,
    NATIONAL_START,
    OWNS_NO_HOME_HERE,
    PERMIT_HOLDER,
    PERMIT_VALID,
    PRINCIPAL_OF_CLASS_A,
    PRINCIPAL_PERMIT_VALID,
    PUBLIC_SERVICE,
    RESIDENCE_VALID,
    SCHOOLING_FREE,
)

SERVICES: tuple[Service, ...] = (
    Service(
        code="government.talent.apartment",
        name=Text(en="Talent apartment", zh="高层次人才公寓申请"),
        description=Text(
            en="Below-market flats kept for class A talent without a home in the city.",
            zh="在本市没有住房的A类人才，可申请低于市场租金的公寓。",
        ),
        channel="online",
        coverage=Coverage.cities("330100", "330400"),
        accepts=PERMIT_HOLDER
        & ACTIVE_CARD
        & PERMIT_VALID
        & CLASS_A
        & permit.days_left.at_least(365)
        & LIVES_HERE
        & employer.city.is_(at.city)
        & OWNS_NO_HOME_HERE,
        fee=Percent(70, of="market_rent", per="month")
        .deposit_waived()
        .because(Text(en="talent rent, three tenths below market", zh="人才公寓租金，为市场租金的七折")),
        discloses=(
            "full_name",
            "date_of_birth",
            "work_permit_category",
            "work_permit_validity",
            "employer",
        ),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.talent.apartment_graduate",
        name=Text(en="Graduate talent apartment", zh="临港人才公寓申请"),
        description=Text(
            en="Graduates working in the district rent for a year at a time, three years at most.",
            zh="在区内工作的毕业生可申请租住，一年一签，最多三年。",
        ),
        channel="online",
        coverage=Coverage.cities("310000"),
        accepts=ACTIVE_CARD
        & PERMIT_HOLDER
        & PERMIT_VALID
        & CLASS_A_OR_B
        & employer.city.is_("310000")
        & DEGREE_HOLDER
        & OWNS_NO_HOME_HERE
        & usage.lifetime.less_than(3),
        fee=Percent(80, of="market_rent", per="month")
        .deposit(yuan(3000))
        .because(
            Text(
                en="subsidised rent, leases of a year up to three times",
                zh="补贴后租金，每次租期一年，最多三次",
            )
        ),
        discloses=("full_name", "work_permit_category", "employer"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.talent.settling_subsidy",
        name=Text(en="Settling-in subsidy for postgraduates", zh="外籍硕博人才租房补贴"),
        description=Text(
            en="Postgraduates who take a first job in Hangzhou receive one grant.",
            zh="首次到杭州工作的硕士、博士，可领取一次补贴。",
        ),
        channel="online",
        coverage=Coverage.cities("330100"),
        accepts=ACTIVE_CARD
        & PERMIT_HOLDER
        & PERMIT_VALID
        & CLASS_A_OR_B
        & record.degree.is_in("master", "doctor")
        & usage.lifetime.less_than(1)
        & employer.city.is_("330100")
        & ACCOUNT_ACTIVATED,
        fee=Waived().because(Text(en="a one-off grant to the holder", zh="向持卡人一次性发放的补贴")),
        discloses=("full_name", "bank_account", "employer"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.talent.talent_code",
        name=Text(en="Talent service code", zh="人才码服务"),
        description=Text(
            en="A code on the digital card that opens the province's talent desk.",
            zh="电子社保卡上的人才码，凭码享受省内人才服务。",
        ),
        channel="online",
        coverage=Coverage.provinces("33"),
        accepts=PERMIT_HOLDER
        & ACTIVE_CARD
        & DIGITAL_CARD
        & PERMIT_VALID
        & CLASS_A_OR_B
        & residence.province.is_(at.province),
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=("work_permit_category",),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.talent.spouse_placement",
        name=Text(en="Help for a talent's spouse to find work", zh="高端人才配偶就业协助"),
        description=Text(
            en="Advice and introductions for the wife or husband of a class A holder.",
            zh="为A类人才的配偶提供就业咨询和岗位推荐。",
        ),
        channel="both",
        coverage=Coverage.cities("310000", "330100", "320200"),
        accepts=ACTIVE_CARD
        & holder.relation.is_("spouse")
        & PRINCIPAL_PERMIT_VALID
        & PRINCIPAL_OF_CLASS_A
        & RESIDENCE_VALID
        & holder.age.between(18, 59),
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=("full_name", "dependant_links"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.talent.child_school_priority",
        name=Text(en="School place for a talent's child", zh="高端人才子女优先入学"),
        description=Text(
            en="Children of class A holders are placed in a public school first.",
            zh="A类人才的子女优先安排公办学校就读。",
        ),
        channel="online",
        coverage=Coverage.cities("320200", "330100"),
        accepts=ACTIVE_CARD
        & CHILD
        & PRINCIPAL_PERMIT_VALID
        & PRINCIPAL_OF_CLASS_A
        & principal.permit.days_left.at_least(180)
        & holder.age.between(3, 14),
        fee=Waived().because(SCHOOLING_FREE),
        discloses=("full_name", "date_of_birth", "dependant_links", "residence"),
        effective_from=NATIONAL_START,
    ),
)
