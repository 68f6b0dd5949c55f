"""Tax and housing: the yearly and the last settlement, the housing fund, and public rental homes."""

from joincard_sdk.facts import holder, insurance, now, permit, record, residence, usage
from joincard_sdk.fees import Percent, Waived
from joincard_sdk.money import yuan
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_government.vocabulary import (
    ACCOUNT_ACTIVATED,
    ACTIVE_CARD,
    ADULT,
    CARD_NOT_CANCELLED,
    CONTRACT_ON_FILE,
    EMPLOYED,
    ENROLMENT_FREE,
    FUND_ACTIVE,
    FUND_SEALED,
    LEAVING_CHINA,
    LIVES_HERE,
    NATIONAL_START,
    NO_DEBT,
    NOT_EMPLOYED,
    OWN_SAVINGS_RETURNED,
    OWNS_NO_HOME_HERE,
    PERMANENT_RESIDENT,
    PERMIT_HOLDER,
    PERMIT_VALID,
    PUBLIC_SERVICE,
    TRAVELLER,
)

HAS_TAXED_INCOME = record.tax_months.at_least(1)
STAYS_AT_LEAST_A_YEAR = PERMANENT_RESIDENT | permit.days_left.at_least(365)

SERVICES: tuple[Service, ...] = (
    Service(
        code="government.tax_housing.iit_annual",
        name=Text(en="Yearly income tax settlement", zh="个人所得税年度汇算"),
        description=Text(
            en="Tax residents square their account for the past year from March to June.",
            zh="居民个人每年三月至六月办理上一年度个税汇算，多退少补。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & PERMIT_HOLDER
        & record.taxpayer.is_("resident")
        & HAS_TAXED_INCOME
        & now.month.between(3, 6),
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=(*TRAVELLER, "social_security_number", "bank_account"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.tax_housing.iit_departure",
        name=Text(en="Tax settlement before leaving", zh="离境税务清算"),
        description=Text(
            en="People leaving for good settle early and receive proof that nothing is owed.",
            zh="不再回来的，离境前提前办理税款清算，并取得完税证明。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & PERMIT_HOLDER
        & LEAVING_CHINA
        & HAS_TAXED_INCOME
        & permit.status.is_in("valid", "cancelled"),
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=(*TRAVELLER, "employer"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.tax_housing.fund_enrol",
        name=Text(en="Join the housing fund", zh="外国人缴存住房公积金"),
        description=Text(
            en="Employers may enrol foreign staff on the same terms as local staff.",
            zh="用人单位可为外籍职工缴存住房公积金，与本地职工同等对待。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & PERMIT_HOLDER
        & PERMIT_VALID
        & EMPLOYED
        & residence.permit.is_in("work", "permanent")
        & record.fund.is_in("none", "sealed"),
        fee=Waived().because(ENROLMENT_FREE),
        discloses=(*TRAVELLER, "employer"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.tax_housing.fund_rent",
        name=Text(en="Use the housing fund for rent", zh="租房提取住房公积金"),
        description=Text(
            en="A tenant without a home draws the month's rent from the fund.",
            zh="没有自有住房的租户，可每月提取公积金支付房租。",
        ),
        channel="online",
        coverage=Coverage.provinces("33"),
        accepts=PERMIT_HOLDER
        & ACTIVE_CARD
        & FUND_ACTIVE
        & record.fund_months.at_least(3)
        & OWNS_NO_HOME_HERE
        & usage.month.less_than(1)
        & ACCOUNT_ACTIVATED,
        fee=Waived().because(Text(en="own savings", zh="使用本人的公积金")),
        discloses=("full_name", "bank_account"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.tax_housing.fund_loan",
        name=Text(en="Housing fund loan", zh="住房公积金贷款"),
        description=Text(
            en="A low-rate loan for a first or second home after half a year of deposits.",
            zh="连续缴存满半年的，购买首套或第二套住房可申请低息贷款。",
        ),
        channel="in_person",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & PERMIT_HOLDER
        & FUND_ACTIVE
        & record.fund_months.at_least(6)
        & record.homes_owned.at_most(1)
        & holder.age.at_most(65)
        & STAYS_AT_LEAST_A_YEAR,
        fee=Percent("3.1", of="loan_balance", per="year").because(
            Text(en="fund lending rate, same as residents", zh="公积金贷款利率，与本地居民相同")
        ),
        discloses=(*TRAVELLER, "bank_account", "employer"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.tax_housing.fund_departure",
        name=Text(en="Housing fund paid out on departure", zh="离境提取住房公积金"),
        description=Text(
            en="Leavers with a sealed account and no home loan take the balance.",
            zh="离境人员公积金账户已封存、没有未还清住房贷款的，可提取全部余额。",
        ),
        channel="in_person",
        coverage=Coverage.cities("310000"),
        accepts=CARD_NOT_CANCELLED & PERMIT_HOLDER & FUND_SEALED & NOT_EMPLOYED & LEAVING_CHINA & NO_DEBT,
        fee=Waived().because(OWN_SAVINGS_RETURNED),
        discloses=(*TRAVELLER, "bank_account"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.tax_housing.public_rental",
        name=Text(en="Public rental housing", zh="公共租赁住房申请"),
        description=Text(
            en="Insured workers without a home in the city may rent a public flat.",
            zh="已参保、在本市没有住房的职工，可申请租住公租房。",
        ),
        channel="online",
        coverage=Coverage.cities("310000"),
        accepts=ACTIVE_CARD
        & PERMIT_HOLDER
        & ADULT
        & LIVES_HERE
        & insurance.pension.is_("active")
        & CONTRACT_ON_FILE
        & OWNS_NO_HOME_HERE
        & usage.open.less_than(1),
        fee=Percent(85, of="market_rent", per="month")
        .deposit(yuan(2000))
        .because(Text(en="public rent", zh="公租房租金")),
        discloses=("full_name", "insurance_enrolment", "employer", "residence"),
        effective_from=NATIONAL_START,
    ),
)
