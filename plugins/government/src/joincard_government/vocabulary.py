"""The words that government services share: rules, disclosures, reasons and dates used more than once."""

from datetime import date

from joincard_sdk.facts import (
    at,
    bank,
    card,
    employer,
    event,
    holder,
    insurance,
    permit,
    principal,
    record,
    request,
    residence,
)
from joincard_sdk.places import YANGTZE_41
from joincard_sdk.texts import Text

NATIONAL_START = date(2024, 12, 1)
"""The day on which notice no. 75 of 2024 merged permit and card nationwide."""

PILOT_START = date(2024, 6, 30)
"""The day on which the pilot in Jiaxing began."""

FAMILY_CARD_START = date(2024, 10, 1)
"""The day on which Zhejiang gave the first cards to family members."""

# The card. Every rule names the states it accepts; a service opens with one of these or says its own.

ACTIVE_CARD = card.status.is_("active")
PENDING_OR_ACTIVE_CARD = card.status.is_in("pending", "active")
ACTIVE_OR_EXPIRED_CARD = card.status.is_in("active", "expired")
WITH_OR_WITHOUT_A_CARD = card.status.is_in("none", "active")
WITH_OR_BEFORE_A_CARD = card.status.is_in("none", "pending", "active")
ISSUED_CARD = card.status.is_in("pending", "active", "suspended", "lost", "expired")
CARD_NOT_EXPIRED = card.status.is_in("active", "suspended", "lost")
CARD_NOT_CANCELLED = card.status.is_in("active", "suspended", "lost", "expired")
PRESENT_OR_FORMER_CARD = card.status.is_in("active", "suspended", "lost", "expired", "cancelled")
PHYSICAL_CARD = card.form.is_("physical")
DIGITAL_CARD = card.form.is_("digital")

# Who presents it.

PERMIT_HOLDER = holder.relation.is_("self")
CHILD = holder.relation.is_("child")
RELATIVE = holder.relation.is_in("spouse", "child", "parent")
ADULT = holder.age.at_least(18)
CONSENTED = request.consent.is_(True)
ESCORTED = request.escorted.is_(True)

# The work permit, the holder's own or the one that a family depends on.

PERMIT_VALID = permit.status.is_("valid")
PERMIT_CANCELLED = permit.status.is_("cancelled")
PERMIT_ENDED = permit.status.is_in("expired", "cancelled")
PERMIT_DUE_FOR_EXTENSION = permit.days_left.between(30, 90)
CLASS_A = permit.class_.is_("A")
CLASS_A_OR_B = permit.class_.is_in("A", "B")
PRINCIPAL_PERMIT_VALID = principal.permit.status.is_("valid")
PRINCIPAL_OF_CLASS_A = principal.permit.class_.is_("A")

# Where people live, and on what document.

LIVES_HERE = residence.city.is_(at.city)
LIVES_IN_THE_DELTA = residence.city.is_in_set(YANGTZE_41)
RESIDENCE_VALID = residence.status.is_("valid")
RESIDENCE_VALID_OR_RENEWING = residence.status.is_in("valid", "renewing")
PERMANENT_RESIDENT = residence.permit.is_("permanent")
ADDRESS_REGISTERED = residence.registered.is_(True)

# Work, insurance and the account that benefits are paid into.

EMPLOYED = employer.present.is_(True)
NOT_EMPLOYED = employer.present.is_(False)
PENSION_OPEN = insurance.pension.is_in("active", "paused")
INJURY_COVER = insurance.work_injury.is_in("active", "paused")
ONE_YEAR_OF_UNEMPLOYMENT_COVER = insurance.unemployment_months.at_least(12)
ACCOUNT_ACTIVATED = bank.account.is_("activated")

# What has happened, and what the office has on file.

INJURED_AT_WORK = event.kind.is_("injury")
LEAVING_CHINA = record.departure_declared.is_(True)
AT_PENSION_AGE = record.pension_age.is_(True)
EXAM_PASSED = record.exam_passed.is_(True)
SIX_TIMES_THE_AVERAGE_WAGE = record.wage_ratio.at_least(6)
DEGREE_HOLDER = record.degree.is_in("bachelor", "master", "doctor")
CONTRACT_ON_FILE = record.contract.is_(True)
OWNS_NO_HOME_HERE = record.homes_owned.is_(0)
FUND_ACTIVE = record.fund.is_("active")
FUND_SEALED = record.fund.is_("sealed")
NO_DEBT = record.debt.is_(False)
LICENSED_DRIVER = record.licence.is_(True)

# What an office has to know to serve: codes of data elements, in the order in which they are handed over.

WHOLE_IDENTITY = ("full_name", "portrait", "date_of_birth", "nationality", "passport_number")
TRAVELLER = ("full_name", "passport_number")
INSURED_PERSON = ("full_name", "social_security_number")

# Why a price is what it is.

PUBLIC_SERVICE = Text(en="public service", zh="公共服务，不收费")
OWN_DATA = Text(en="right of access to one's own data", zh="本人有权查阅自己的信息")
FIRST_CARD_FREE = Text(en="the first card carries no charge", zh="首次发卡免费")
DIGITAL_ISSUE_FREE = Text(en="digital issue carries no charge", zh="签发电子卡免费")
NO_ADMINISTRATIVE_CHARGE = Text(en="no administrative charge", zh="不收取行政费用")
ENROLMENT_FREE = Text(en="enrolment carries no charge", zh="办理登记不收费")
OWN_SAVINGS_RETURNED = Text(en="own savings returned in full", zh="本人积累全额返还")
SCHOOLING_FREE = Text(en="compulsory schooling carries no tuition", zh="义务教育免收学费")
FEE_BY_LENGTH_OF_STAY = Text(en="administrative fee by length of stay", zh="按居留年限收取行政费用")
CERTIFICATE_COST = Text(en="certificate cost", zh="证件工本费")

OLDER_PEOPLE = Text(en="a benefit for older people", zh="老年人优待")
