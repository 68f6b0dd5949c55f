"""Credit: the credit card, the home loan, and loans on talent or salary."""

from joincard_sdk.facts import employer, insurance, record, residence, usage
from joincard_sdk.fees import Flat, Percent
from joincard_sdk.money import yuan
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_finance.vocabulary import (
    A_YEAR_OF_PERMIT_LEFT,
    ACTIVE_CARD,
    CLASS_A,
    CLASS_A_OR_B,
    CONTRACT_ON_FILE,
    EMPLOYED,
    EMPLOYED_IN_THIS_PROVINCE,
    FULLY_CHECKED,
    NATIONAL_START,
    NO_DEBT,
    OF_BORROWING_AGE,
    PERMANENT_RESIDENT,
    PERMIT_HOLDER,
    PERMIT_VALID,
    PERSON,
    SIX_MONTHS_OF_PERMIT_LEFT,
)

SERVICES: tuple[Service, ...] = (
    Service(
        code="finance.credit.credit_card",
        name=Text(en="Credit card", zh="外籍人士信用卡申请"),
        description=Text(
            en="The line ends with the work permit.",
            zh="信用额度到工作许可到期日为止。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & PERMIT_HOLDER
        & PERMIT_VALID
        & CLASS_A_OR_B
        & SIX_MONTHS_OF_PERMIT_LEFT
        & OF_BORROWING_AGE
        & record.tax_months.at_least(6)
        & NO_DEBT,
        fee=Flat(yuan(200), per="year")
        .waived_when(CLASS_A, because=Text(en="free for class A talent", zh="A类人才免年费"))
        .waived_when(usage.year.at_least(6), because=Text(en="used six times", zh="当年已用卡六次"))
        .because(Text(en="fee falls away with six uses", zh="当年用卡满六次免年费")),
        discloses=(*PERSON, "employer", "work_permit_category"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.credit.mortgage",
        name=Text(en="Home loan", zh="个人住房贷款"),
        description=Text(
            en="One home to live in after a year of residence.",
            zh="居住满一年后，可贷款购买一套自住住房。",
        ),
        channel="in_person",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & OF_BORROWING_AGE
        & residence.months.at_least(12)
        & record.homes_owned.is_(0)
        & CONTRACT_ON_FILE
        & (PERMANENT_RESIDENT | A_YEAR_OF_PERMIT_LEFT),
        fee=Percent("3.6", of="loan_balance", per="year").because(
            Text(en="market rate for a first home", zh="首套住房市场利率")
        ),
        discloses=(*PERSON, "employer", "bank_account"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.credit.talent_loan",
        name=Text(en="Talent loan", zh="人才贷"),
        description=Text(
            en="Unsecured loan for class A talent at a lowered rate.",
            zh="面向A类人才的信用贷款，无需抵押，利率优惠。",
        ),
        channel="both",
        coverage=Coverage.provinces("33"),
        accepts=PERMIT_HOLDER
        & ACTIVE_CARD
        & PERMIT_VALID
        & CLASS_A
        & A_YEAR_OF_PERMIT_LEFT
        & EMPLOYED
        & EMPLOYED_IN_THIS_PROVINCE,
        fee=Percent("2.9", of="loan_balance", per="year", cap=yuan(30_000), cap_per="year").because(
            Text(en="subsidised rate", zh="贴息优惠利率")
        ),
        discloses=("full_name", "work_permit_category", "employer", "bank_account"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.credit.salary_loan",
        name=Text(en="Salary-backed loan", zh="薪金消费贷款"),
        description=Text(
            en="Steady work and insurance stand in for security.",
            zh="工作稳定、已参加社保的，无需担保即可贷款。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=PERMIT_HOLDER
        & ACTIVE_CARD
        & PERMIT_VALID
        & SIX_MONTHS_OF_PERMIT_LEFT
        & employer.months.at_least(6)
        & insurance.pension.is_in("active", "exempt")
        & NO_DEBT
        & FULLY_CHECKED,
        fee=Percent("4.2", of="loan_balance", per="year").because(Text(en="market rate", zh="市场利率")),
        discloses=("full_name", "employer", "insurance_enrolment", "bank_account"),
        effective_from=NATIONAL_START,
    ),
)
