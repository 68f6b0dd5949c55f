"""The words that transport services share: cities, rules, disclosures, reasons and dates."""

from datetime import date

from joincard_sdk.facts import bank, card, holder, record, request, usage
from joincard_sdk.texts import Text

NATIONAL_START = date(2024, 12, 1)
"""The day on which notice no. 75 of 2024 merged permit and card nationwide."""

PILOT_START = date(2024, 6, 30)
"""The day on which the pilot in Jiaxing began."""

# Cities by their codes of GB/T 2260: fares depend on where a card is used and where it was issued.

BEIJING = "110000"
SHANGHAI = "310000"
NANJING, ZHENJIANG, YANGZHOU = "320100", "321100", "321000"
SUZHOU, WUXI, CHANGZHOU = "320500", "320200", "320400"
HANGZHOU = "330100"
NINGBO = "330200"
JIAXING = "330400"
HUZHOU = "330500"
JINHUA = "330700"
ZHOUSHAN = "330900"
TAIAN = "370900"

ZHEJIANG = "33"
JIANGSU = "32"

# The card. Every rule names the states it accepts; a service opens with one of these or says its own.

ACTIVE_CARD = card.status.is_("active")
PHYSICAL_CARD = card.form.is_("physical")
DIGITAL_CARD = card.form.is_("digital")

# What pays: the transport purse on the chip, or the bank account behind the card.

PURSE_ON = card.transit_purse.is_(True)
PURSE_TOPPED_UP_THIS_YEAR = card.purse_days.at_most(365)
ACCOUNT_ACTIVE = bank.account.is_("activated")
PURSE_OR_ACCOUNT = PURSE_ON | ACCOUNT_ACTIVE
PURSE_OR_PHONE_CODE = PURSE_ON | (DIGITAL_CARD & ACCOUNT_ACTIVE)

# Where the purse comes from: cities that share one fare zone.

ISSUED_IN_JIAXING = card.issue_city.is_(JIAXING)
ISSUED_AROUND_NANJING = card.issue_city.is_in(NANJING, ZHENJIANG, YANGZHOU)
ISSUED_AROUND_SUZHOU = card.issue_city.is_in(SUZHOU, WUXI, CHANGZHOU)

# Who rides or drives.

FROM_SEVENTY = holder.age.at_least(70)
BELOW_SEVENTY = holder.age.less_than(70)
IN_THE_SIXTIES = holder.age.between(60, 69)
BELOW_SIX = holder.age.less_than(6)
FROM_SIX_TO_THIRTEEN = holder.age.between(6, 13)
ADULT = holder.age.at_least(18)
OLD_ENOUGH_OR_ESCORTED = holder.age.at_least(14) | request.escorted.is_(True)
PUPIL = record.school.is_in("primary", "junior", "senior")

# What the provider has on file, and what is still open.

BOOKED = record.reservation.is_(True)
NOT_BARRED = record.blocked.is_(False)
VEHICLE_REGISTERED = record.vehicle.is_(True)
NO_BICYCLE_OUT = usage.open.less_than(1)

# What a provider has to know to serve: codes of data elements, in the order in which they are handed over.

NAMED_TICKET = ("full_name", "passport_number")
THE_CARD = ("card_number",)

# Why a price is what it is.

NO_TOPUP_CHARGE = Text(en="topping up carries no charge", zh="充值不收手续费")
ZONE_OF_THREE_CITIES = Text(en="one fare zone of three cities", zh="三市同城票价")

OLDER_RIDERS = Text(en="a benefit for older riders", zh="老年乘客优待")
YOUNGER_RIDERS = Text(en="a benefit for children", zh="儿童优待")
PUPILS = Text(en="a benefit for pupils", zh="学生优待")
CARD_DISCOUNT = Text(en="the discount for paying by card", zh="刷卡乘车优惠")
CHANGING = Text(en="the discount for changing", zh="换乘优惠")
FREQUENT_RIDERS = Text(en="savings for frequent riders", zh="当月累计优惠")
