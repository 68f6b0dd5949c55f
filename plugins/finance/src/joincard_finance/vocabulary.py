"""The words that finance services share: rules, disclosures, reasons and dates used more than once."""

from datetime import date

from joincard_sdk.facts import at, bank, card, employer, holder, permit, record, request, residence
from joincard_sdk.texts import Text

NATIONAL_START = date(2024, 12, 1)
"""The day on which notice no. 75 of 2024 merged permit and card nationwide."""

# The card. Every rule names the states it accepts; a service opens with one of these or says its own.

ACTIVE_CARD = card.status.is_("active")
CARD_NOT_EXPIRED = card.status.is_in("active", "suspended", "lost")
CARD_NOT_CANCELLED = card.status.is_in("active", "suspended", "lost", "expired")
PHYSICAL_CARD = card.form.is_("physical")
DIGITAL_CARD = card.form.is_("digital")

# Who presents it, and on what terms they live and work here.

PERMIT_HOLDER = holder.relation.is_("self")
FROM_SIXTEEN = holder.age.at_least(16)
ADULT = holder.age.at_least(18)
OF_BORROWING_AGE = holder.age.between(18, 65)
PERMIT_VALID = permit.status.is_("valid")
CLASS_A = permit.class_.is_("A")
CLASS_A_OR_B = permit.class_.is_in("A", "B")
SIX_MONTHS_OF_PERMIT_LEFT = permit.days_left.at_least(180)
A_YEAR_OF_PERMIT_LEFT = permit.days_left.at_least(365)
RESIDENCE_VALID = residence.status.is_("valid")
PERMANENT_RESIDENT = residence.permit.is_("permanent")
EMPLOYED = employer.present.is_(True)
EMPLOYED_IN_THIS_PROVINCE = employer.province.is_(at.province)

# The account, and what moves through it.

ACCOUNT_ACTIVATED = bank.account.is_("activated")
SOME_AMOUNT = request.amount.more_than(0)

# What the bank has on file.

IDENTITY_CHECKED = record.kyc.is_in("basic", "full")
FULLY_CHECKED = record.kyc.is_("full")
NO_DEBT = record.debt.is_(False)
CONTRACT_ON_FILE = record.contract.is_(True)
TAX_PAID = record.tax_clear.is_(True)
TAX_RESIDENT = record.taxpayer.is_("resident")

# What a bank has to know to serve: codes of data elements, in the order in which they are handed over.

ACCOUNT_OWNER = ("full_name", "bank_account")
FOREIGN_NATIONAL = ("full_name", "nationality", "passport_number")
PERSON = ("full_name", "date_of_birth", "nationality", "passport_number")
INSURED_PAYEE = ("bank_account", "social_security_number")

# Why a price is what it is.

OPENING_FREE = Text(en="no opening fee on the card account", zh="社保卡金融账户免收开户费")
BANK_RATE = Text(en="no fee, the bank's rate applies", zh="不收手续费，按银行牌价兑换")
PAID_IN_FULL = Text(en="benefits are paid in full", zh="待遇全额发放")

OLDER_PEOPLE = Text(en="a benefit for older people", zh="老年人优待")
