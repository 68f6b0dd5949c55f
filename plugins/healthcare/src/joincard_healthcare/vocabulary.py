"""The words that healthcare services share: rules, disclosures, reasons and dates used more than once."""

from datetime import date

from joincard_sdk.facts import at, card, holder, insurance, now, permit, principal, record, request, residence
from joincard_sdk.places import YANGTZE_41
from joincard_sdk.texts import Text

NATIONAL_START = date(2024, 12, 1)
"""The day on which notice no. 75 of 2024 merged permit and card nationwide."""

# The card. Every rule names the states it accepts; a service opens with one of these or says its own.

ACTIVE_CARD = card.status.is_("active")
ISSUED_CARD = card.status.is_in("pending", "active", "suspended", "lost", "expired")
CARD_NOT_EXPIRED = card.status.is_in("active", "suspended", "lost")
WITH_OR_BEFORE_A_CARD = card.status.is_in("none", "pending", "active")
DIGITAL_CARD = card.form.is_("digital")

# Who is insured, where, and what the fund recognises.

EMPLOYEE_SCHEME = insurance.medical.is_in("active", "retired")
RETIRED_MEMBER = insurance.medical.is_("retired")
INSURED = insurance.medical.is_in("active", "retired", "resident")
INSURED_OR_PAUSED = insurance.medical.is_in("active", "paused", "retired", "resident")
INSURED_HERE = insurance.city.is_(at.city)
INSURED_ELSEWHERE = insurance.city.is_not(at.city)
INSURED_IN_THIS_PROVINCE = insurance.province.is_(at.province)
INSURED_IN_THE_DELTA = insurance.city.is_in_set(YANGTZE_41)
INSURED_IN_ANOTHER_PROVINCE = insurance.province.is_not(at.province)
TREATMENT_FILED = insurance.filing.is_in("temporary", "long_term")
LONG_TERM_FILING = insurance.filing.is_("long_term")
CHRONIC_ENTITLEMENT = insurance.chronic.is_(True)
INJURY_COVER = insurance.work_injury.is_in("active", "paused")
MATERNITY_COVER = insurance.maternity.is_("active") | (
    holder.relation.is_("spouse") & principal.insurance.maternity.is_("active")
)
BALANCE_COVERS_THE_AMOUNT = insurance.account_balance.at_least(request.amount)

# Where and with whom people live.

LIVES_HERE = residence.city.is_(at.city)
SETTLED_FOR_SIX_MONTHS = residence.months.at_least(6)
CHILD = holder.relation.is_("child")
PARENT_CARD_ACTIVE = principal.card.status.is_("active")
PERMIT_HOLDER = holder.relation.is_("self")
CLASS_A_HOLDER = permit.status.is_("valid") & permit.class_.is_("A")
CLASS_A_HOUSEHOLD = (
    holder.relation.is_in("spouse", "child")
    & principal.permit.status.is_("valid")
    & principal.permit.class_.is_("A")
)

# What the provider has on file, and what the presenter says.

BOOKED = record.reservation.is_(True)
NOT_BARRED = record.blocked.is_(False)
NO_DEBT = record.debt.is_(False)
PRESCRIBED = record.prescription.is_(True)
INJURY_RECOGNISED = record.injury_recognised.is_(True)
DIAGNOSED = record.diagnosis.is_(True)
ESCORTED = request.escorted.is_(True)
CONSENTED = request.consent.is_(True)
AUTUMN = now.month.between(9, 12)

# What a provider has to know to serve: codes of data elements, in the order in which they are handed over.

PATIENT = ("full_name", "date_of_birth")
INSURED_PERSON = ("social_security_number", "insurance_enrolment")

# Why a price is what it is.

EMPLOYEE_SCHEME_TERMS = Text(en="employee scheme, same as residents", zh="职工医保待遇，与本地居民相同")
CHRONIC_TERMS = Text(en="chronic entitlement", zh="门诊慢特病待遇")
MATERNITY_FUND_PAYS = Text(en="maternity fund", zh="由生育保险支付")
INJURY_FUND_PAYS = Text(en="paid by the injury fund", zh="由工伤保险基金支付")
OWN_SAVINGS = Text(en="the holder's own medical savings", zh="使用本人的医保个人账户资金")
OWN_DATA = Text(en="right of access to one's own data", zh="本人有权查阅自己的信息")
PUBLIC_SERVICE = Text(en="public service", zh="公共服务，不收费")

OLDER_PEOPLE = Text(en="a benefit for older people", zh="老年人优待")
YOUNG_CHILDREN = Text(en="a benefit for young children", zh="幼儿优待")
LOWER_AFTER_RETIREMENT = Text(en="lower share after retirement", zh="退休后自付比例降低")
