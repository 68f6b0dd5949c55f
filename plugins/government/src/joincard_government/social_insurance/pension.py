"""The pension: its account, moving it, drawing it, and what becomes of it when somebody leaves or dies."""

from joincard_sdk.facts import at, employer, event, holder, insurance, principal, record, usage
from joincard_sdk.fees import Waived
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_government.vocabulary import (
    ACCOUNT_ACTIVATED,
    ACTIVE_CARD,
    ACTIVE_OR_EXPIRED_CARD,
    AT_PENSION_AGE,
    CARD_NOT_CANCELLED,
    CONSENTED,
    EMPLOYED,
    INSURED_PERSON,
    LEAVING_CHINA,
    LIVES_HERE,
    NATIONAL_START,
    NOT_EMPLOYED,
    OWN_DATA,
    OWN_SAVINGS_RETURNED,
    PENSION_OPEN,
    PERMANENT_RESIDENT,
    PERMIT_ENDED,
    PERMIT_HOLDER,
    PUBLIC_SERVICE,
    RELATIVE,
    RESIDENCE_VALID,
    TRAVELLER,
    WITH_OR_WITHOUT_A_CARD,
)

FIFTEEN_YEARS_PAID = insurance.pension_months.at_least(180)

SERVICES: tuple[Service, ...] = (
    Service(
        code="government.social_insurance.pension_statement",
        name=Text(en="Pension account statement", zh="养老保险权益记录单"),
        description=Text(
            en="Yearly statement of the personal pension account.",
            zh="查询和打印养老保险个人账户的年度权益记录。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & PERMIT_HOLDER
        & insurance.pension_months.at_least(1)
        & usage.month.less_than(10),
        fee=Waived().because(OWN_DATA),
        discloses=INSURED_PERSON,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.social_insurance.relation_transfer",
        name=Text(en="Move pension rights between provinces", zh="养老保险关系转移接续"),
        description=Text(
            en="Carries pension years to the fund of the province of the new job.",
            zh="跨省换工作后，把养老保险缴费年限转到新工作地。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=PERMIT_HOLDER
        & ACTIVE_CARD
        & PENSION_OPEN
        & insurance.province.is_not(at.province)
        & EMPLOYED
        & employer.province.is_(at.province),
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=(*INSURED_PERSON, "employer"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.social_insurance.pension_lump_sum",
        name=Text(en="Pension account paid out on departure", zh="离境一次性领取养老保险个人账户"),
        description=Text(
            en="Someone leaving before pension age may close the pension and take the personal account.",
            zh="未到领取养老金年龄离境的，可终止养老保险关系，一次性领取个人账户资金。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=CARD_NOT_CANCELLED
        & PERMIT_HOLDER
        & PENSION_OPEN
        & PERMIT_ENDED
        & NOT_EMPLOYED
        & LEAVING_CHINA
        & record.pension_age.is_(False)
        & ACCOUNT_ACTIVATED,
        fee=Waived().because(OWN_SAVINGS_RETURNED),
        discloses=(*TRAVELLER, "social_security_number", "bank_account"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.social_insurance.pension_keep",
        name=Text(en="Keep the pension account on departure", zh="离境保留养老保险关系"),
        description=Text(
            en="Someone leaving may instead keep the account so that years add up on return.",
            zh="离境时也可选择保留账户，日后回来继续参保，缴费年限累计计算。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_OR_EXPIRED_CARD
        & PERMIT_HOLDER
        & PENSION_OPEN
        & PERMIT_ENDED
        & LEAVING_CHINA
        & record.registered.is_(False),
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=INSURED_PERSON,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.social_insurance.pension_claim",
        name=Text(en="Claim a monthly pension", zh="按月领取基本养老金申请"),
        description=Text(
            en="Fifteen years of contributions at pension age open a monthly pension.",
            zh="达到法定年龄、累计缴费满十五年的，可申请按月领取养老金。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=PERMIT_HOLDER
        & ACTIVE_CARD
        & AT_PENSION_AGE
        & FIFTEEN_YEARS_PAID
        & PENSION_OPEN
        & ACCOUNT_ACTIVATED,
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=("full_name", "date_of_birth", "social_security_number", "bank_account"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.social_insurance.survival_certificate",
        name=Text(en="Yearly proof of life from abroad", zh="境外领取待遇资格认证"),
        description=Text(
            en="Pensioners living abroad confirm once a year that payments should go on.",
            zh="在境外居住的退休人员，每年认证一次，养老金继续发放。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_OR_EXPIRED_CARD
        & PERMIT_HOLDER
        & insurance.pension.is_("retired")
        & usage.year.less_than(1)
        & CONSENTED,
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=("full_name", "portrait", "social_security_number"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.social_insurance.account_inheritance",
        name=Text(en="Inherit a pension account", zh="养老保险个人账户继承"),
        description=Text(
            en="Relatives receive what is left in the account of a member who died.",
            zh="参保人去世后，个人账户余额由家属继承。",
        ),
        channel="in_person",
        coverage=Coverage.nationwide(),
        accepts=WITH_OR_WITHOUT_A_CARD
        & RELATIVE
        & event.kind.is_("death")
        & event.days.at_least(0)
        & principal.insurance.pension.is_in("active", "paused", "retired"),
        fee=Waived().because(OWN_SAVINGS_RETURNED),
        discloses=(*TRAVELLER, "dependant_links", "bank_account"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.social_insurance.resident_pension_pr",
        name=Text(en="Residents' pension for permanent residents", zh="永久居留人员参加城乡居民养老保险"),
        description=Text(
            en="Permanent residents without a job may join the residents' pension where they live.",
            zh="没有工作的永久居留人员，可在居住地参加城乡居民养老保险。",
        ),
        channel="both",
        coverage=Coverage.cities("110000", "321100"),
        accepts=ACTIVE_CARD
        & PERMANENT_RESIDENT
        & RESIDENCE_VALID
        & NOT_EMPLOYED
        & holder.age.between(16, 59)
        & LIVES_HERE,
        fee=Waived().because(
            Text(
                en="enrolment carries no charge, premiums are chosen yearly",
                zh="办理登记不收费，缴费档次每年自行选择",
            )
        ),
        discloses=("full_name", "date_of_birth", "passport_number", "residence"),
        effective_from=NATIONAL_START,
    ),
)
