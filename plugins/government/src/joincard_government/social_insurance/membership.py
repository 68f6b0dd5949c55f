"""Membership: joining the schemes, being exempt from them, and reading what was paid."""

from joincard_sdk.facts import insurance, permit
from joincard_sdk.fees import Waived
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_government.vocabulary import (
    ACTIVE_CARD,
    EMPLOYED,
    ENROLMENT_FREE,
    INSURED_PERSON,
    NATIONAL_START,
    OWN_DATA,
    PERMIT_HOLDER,
    PERMIT_VALID,
    PUBLIC_SERVICE,
    WITH_OR_BEFORE_A_CARD,
)

EVER_INSURED = insurance.pension.is_in("active", "paused", "closed", "retired") | insurance.medical.is_in(
    "active", "paused", "closed", "retired", "resident"
)

SERVICES: tuple[Service, ...] = (
    Service(
        code="government.social_insurance.enrol",
        name=Text(en="Enrol in social insurance", zh="外国人参保登记"),
        description=Text(
            en="Foreign employees join the five employee schemes through their employer.",
            zh="外籍职工由用人单位办理五项社会保险参保登记。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=WITH_OR_BEFORE_A_CARD
        & PERMIT_HOLDER
        & PERMIT_VALID
        & EMPLOYED
        & insurance.treaty_cert.is_(False)
        & insurance.pension.is_in("none", "paused", "closed"),
        fee=Waived().because(ENROLMENT_FREE),
        discloses=(
            "full_name",
            "date_of_birth",
            "nationality",
            "passport_number",
            "work_permit_number",
            "employer",
        ),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.social_insurance.enrolment_certificate",
        name=Text(en="Certificate of enrolment", zh="参保证明打印"),
        description=Text(
            en="Prints a sealed statement of the schemes the holder belongs to.",
            zh="打印加盖公章的参保证明，列明已参加的险种。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & PERMIT_HOLDER & insurance.pension.is_in("active", "paused", "retired"),
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=(*INSURED_PERSON, "insurance_enrolment"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.social_insurance.contribution_query",
        name=Text(en="See contribution records", zh="社保缴费记录查询"),
        description=Text(
            en="Shows month by month what was paid into each scheme.",
            zh="逐月查看各险种的缴费情况。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & EVER_INSURED,
        fee=Waived().because(OWN_DATA),
        discloses=("social_security_number",),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.social_insurance.treaty_exemption",
        name=Text(en="Treaty exemption from contributions", zh="双边社保协定免缴登记"),
        description=Text(
            en="Posted staff who stay insured at home file their certificate and stop paying here.",
            zh="派遣来华并在本国继续参保的人员，登记参保证明后即可免缴。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=WITH_OR_BEFORE_A_CARD
        & PERMIT_HOLDER
        & PERMIT_VALID
        & insurance.treaty_cert.is_(True)
        & permit.months_held.at_most(60)
        & EMPLOYED,
        fee=Waived().because(Text(en="treaty right", zh="双边社保协定规定的权利")),
        discloses=("full_name", "nationality", "passport_number", "insurance_enrolment", "employer"),
        effective_from=NATIONAL_START,
    ),
)
