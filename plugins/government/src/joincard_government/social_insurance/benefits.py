"""Benefits that replace a wage: in unemployment, after an injury at work, and after a birth."""

from joincard_sdk.facts import event, holder, insurance, permit, principal, record
from joincard_sdk.fees import Waived
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_government.vocabulary import (
    ACCOUNT_ACTIVATED,
    ACTIVE_CARD,
    CARD_NOT_EXPIRED,
    EMPLOYED,
    INJURED_AT_WORK,
    INJURY_COVER,
    INSURED_PERSON,
    NATIONAL_START,
    ONE_YEAR_OF_UNEMPLOYMENT_COVER,
    PERMIT_CANCELLED,
    PERMIT_HOLDER,
    PUBLIC_SERVICE,
    RESIDENCE_VALID,
)

UNEMPLOYMENT_PAUSED = insurance.unemployment.is_("paused")
"""What the fund shows once a job has ended and contributions have stopped."""

WITHIN_A_YEAR = event.days.between(0, 365)

SERVICES: tuple[Service, ...] = (
    Service(
        code="government.social_insurance.unemployment_register",
        name=Text(en="Register as unemployed", zh="外国人失业登记"),
        description=Text(
            en="Registration is possible for sixty days after the permit is cancelled "
            "while residence is still valid.",
            zh="工作许可注销后六十日内、居留证件仍有效的，可办理失业登记。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & PERMIT_HOLDER
        & PERMIT_CANCELLED
        & permit.days_since_cancelled.at_most(60)
        & RESIDENCE_VALID
        & UNEMPLOYMENT_PAUSED
        & holder.age.at_least(16),
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=("full_name", "work_permit_number", "insurance_enrolment", "residence"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.social_insurance.unemployment_benefit",
        name=Text(en="Claim unemployment benefit", zh="失业保险金申领"),
        description=Text(
            en="A year of contributions and a job lost against one's will open the benefit.",
            zh="缴费满一年、非因本人意愿失去工作的，可申领失业保险金。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & PERMIT_HOLDER
        & UNEMPLOYMENT_PAUSED
        & ONE_YEAR_OF_UNEMPLOYMENT_COVER
        & record.involuntary.is_(True)
        & record.registered.is_(True)
        & RESIDENCE_VALID
        & ACCOUNT_ACTIVATED,
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=(*INSURED_PERSON, "insurance_enrolment", "bank_account"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.social_insurance.work_injury_filing",
        name=Text(en="Employer's work injury filing", zh="用人单位工伤认定申请"),
        description=Text(
            en="The employer has thirty days to file an accident for recognition.",
            zh="发生事故后，用人单位应在三十日内申请工伤认定。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=CARD_NOT_EXPIRED
        & PERMIT_HOLDER
        & insurance.work_injury.is_("active")
        & EMPLOYED
        & INJURED_AT_WORK
        & event.days.between(0, 30),
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=(*INSURED_PERSON, "employer"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.social_insurance.work_injury_apply",
        name=Text(en="Worker's own work injury claim", zh="职工本人工伤认定申请"),
        description=Text(
            en="If the employer stays silent the worker or a close relative may file within a year.",
            zh="用人单位未申请的，职工本人或近亲属可在一年内申请工伤认定。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=CARD_NOT_EXPIRED
        & INJURED_AT_WORK
        & WITHIN_A_YEAR
        & INJURY_COVER
        & (PERMIT_HOLDER | principal.permit.status.is_in("valid", "cancelled")),
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=(*INSURED_PERSON, "dependant_links"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.social_insurance.work_injury_benefit",
        name=Text(en="Work injury benefit", zh="工伤保险待遇申领"),
        description=Text(
            en="Pays the allowance that follows a recognition decision.",
            zh="认定为工伤后，申领工伤保险待遇。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=CARD_NOT_EXPIRED
        & PERMIT_HOLDER
        & record.injury_recognised.is_(True)
        & INJURY_COVER
        & ACCOUNT_ACTIVATED,
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=(*INSURED_PERSON, "bank_account"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.social_insurance.maternity_allowance",
        name=Text(en="Maternity allowance", zh="生育津贴申领"),
        description=Text(
            en="Nine months in a row of contributions before the birth open the allowance.",
            zh="生育前连续缴费满九个月的，可申领生育津贴。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & insurance.maternity.is_("active")
        & insurance.maternity_streak.at_least(9)
        & event.kind.is_("birth")
        & WITHIN_A_YEAR
        & EMPLOYED,
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=(*INSURED_PERSON, "bank_account"),
        effective_from=NATIONAL_START,
    ),
)
