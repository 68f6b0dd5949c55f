"""Employment: finding work, learning for it, and rights against an employer."""

from joincard_sdk.facts import employer, insurance, usage
from joincard_sdk.fees import Flat, Waived
from joincard_sdk.money import yuan
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_government.vocabulary import (
    ACTIVE_CARD,
    ADULT,
    CARD_NOT_CANCELLED,
    CLASS_A,
    CLASS_A_OR_B,
    CONSENTED,
    DEGREE_HOLDER,
    DIGITAL_CARD,
    EMPLOYED,
    EXAM_PASSED,
    INSURED_PERSON,
    NATIONAL_START,
    ONE_YEAR_OF_UNEMPLOYMENT_COVER,
    PERMANENT_RESIDENT,
    PERMIT_CANCELLED,
    PERMIT_HOLDER,
    PERMIT_VALID,
    PRESENT_OR_FORMER_CARD,
    PUBLIC_SERVICE,
)

SERVICES: tuple[Service, ...] = (
    Service(
        code="government.employment.job_seeking",
        name=Text(en="Public job placement", zh="公共求职招聘服务"),
        description=Text(
            en="Job search help for people who are allowed to work.",
            zh="为可以在华工作的人员提供求职帮助。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & (PERMIT_VALID | PERMIT_CANCELLED | PERMANENT_RESIDENT),
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=("full_name", "work_permit_category"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.employment.skills_subsidy",
        name=Text(en="Training subsidy", zh="职业技能提升补贴申领"),
        description=Text(
            en="Up to three certificates a year are refunded from the unemployment fund.",
            zh="取得职业技能证书的，可从失业保险基金申领补贴，每年最多三次。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=PERMIT_HOLDER
        & ACTIVE_CARD
        & insurance.unemployment.is_("active")
        & ONE_YEAR_OF_UNEMPLOYMENT_COVER
        & EXAM_PASSED
        & usage.year.less_than(3),
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=(*INSURED_PERSON, "bank_account"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.employment.title_review",
        name=Text(en="Professional title review", zh="职称评审申报"),
        description=Text(
            en="Foreign professionals may have their rank assessed like local colleagues.",
            zh="外籍专业人才可与本地同事一样申报职称。",
        ),
        channel="online",
        coverage=Coverage.provinces("33"),
        accepts=ACTIVE_CARD
        & PERMIT_HOLDER
        & PERMIT_VALID
        & CLASS_A_OR_B
        & employer.months.at_least(12)
        & DEGREE_HOLDER,
        fee=Flat(yuan(300), per="application")
        .waived_when(
            CLASS_A,
            because=Text(en="sponsored by the talent programme", zh="由人才计划资助"),
        )
        .because(
            Text(
                en="review cost, same as residents, class A sponsored",
                zh="评审费，与本地居民相同，A类人才获资助免收",
            )
        ),
        discloses=("full_name", "employer", "work_permit_category"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.employment.labour_arbitration",
        name=Text(en="Labour dispute arbitration", zh="劳动人事争议仲裁申请"),
        description=Text(
            en="Either side of a contract may bring a dispute within a year, even with a suspended card.",
            zh="劳动合同任何一方均可在一年内申请仲裁，卡片停用不影响申请。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=PERMIT_HOLDER & CARD_NOT_CANCELLED & (EMPLOYED | employer.days_since_exit.at_most(365)),
        fee=Waived().because(Text(en="arbitration is free by law", zh="依法免收仲裁费")),
        discloses=("full_name", "employer"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.employment.wage_arrears",
        name=Text(en="Unpaid wage complaint", zh="欠薪投诉举报"),
        description=Text(
            en="Complaint to the labour inspectorate about wages held back.",
            zh="用人单位拖欠工资的，可向劳动监察部门投诉。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=PRESENT_OR_FORMER_CARD & PERMIT_HOLDER & (EMPLOYED | employer.days_since_exit.at_most(730)),
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=("full_name", "employer"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.employment.e_contract",
        name=Text(en="Sign an electronic labour contract", zh="电子劳动合同签订"),
        description=Text(
            en="Signs the contract with the digital card as the means of identification.",
            zh="用电子社保卡验证身份，在线签订劳动合同。",
        ),
        channel="online",
        coverage=Coverage.provinces("33"),
        accepts=PERMIT_HOLDER & ACTIVE_CARD & DIGITAL_CARD & PERMIT_VALID & CONSENTED & ADULT,
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=("full_name", "work_permit_number", "employer"),
        effective_from=NATIONAL_START,
    ),
)
