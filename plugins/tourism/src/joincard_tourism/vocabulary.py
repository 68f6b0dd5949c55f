"""The words that tourism services share: rules, disclosures, effects, reasons and dates used repeatedly."""

from datetime import date

from joincard_sdk.facts import at, card, holder, permit, record, request, residence
from joincard_sdk.fees import pay_percent
from joincard_sdk.texts import Text

NATIONAL_START = date(2024, 12, 1)
"""The day on which notice no. 75 of 2024 merged permit and card nationwide."""

PILOT_START = date(2024, 6, 30)
"""The day on which the pilot in Jiaxing began."""

# The card. Every rule names the states it accepts; a service opens with one of these or says its own.

ACTIVE_CARD = card.status.is_("active")
DIGITAL_CARD = card.form.is_("digital")

# Where people live.

LIVES_HERE = residence.city.is_(at.city)
LIVES_ELSEWHERE = residence.city.is_not(at.city)
LIVES_IN_JIAXING = residence.city.is_("330400")

# Who comes, and with whom.

CHILD = holder.relation.is_("child")
CLASS_A = permit.class_.is_("A")
ESCORTED = request.escorted.is_(True)
ALONE = request.party.is_(1)
FROM_TWELVE_OR_ESCORTED = holder.age.at_least(12) | ESCORTED
FROM_FOURTEEN_OR_ESCORTED = holder.age.at_least(14) | ESCORTED
FROM_SIXTEEN_OR_ESCORTED = holder.age.at_least(16) | ESCORTED

# The ages at which prices change. Each site draws its own lines; these are drawn by more than one.

UNDER_SIX = holder.age.less_than(6)
UNDER_EIGHTEEN = holder.age.less_than(18)
FROM_SIXTY = holder.age.at_least(60)
SIXTY_TO_SIXTY_FOUR = holder.age.between(60, 64)
SIXTY_TO_SIXTY_NINE = holder.age.between(60, 69)
FROM_SIXTY_FIVE = holder.age.at_least(65)
FROM_SEVENTY = holder.age.at_least(70)

# What the provider has on file.

BOOKED = record.reservation.is_(True)
PLACES_LEFT = record.seats_left.more_than(0)
NOT_BARRED = record.blocked.is_(False)
NOTHING_OVERDUE = record.overdue.is_(0)
PASS_VALID = record.pass_.is_("valid")
NO_VALID_PASS = record.pass_.is_in("none", "expired")

# What a provider has to know to serve: codes of data elements, in the order in which they are handed over.

READER = ("card_number",)
PASS_BUYER = ("full_name", "card_number")

# What a concession does.

HALF_PRICE = pay_percent(50)

# Why a price is what it is.

PUBLIC_SERVICE = Text(en="public service", zh="公共服务，不收费")
ADULT_TICKET = Text(en="adult ticket", zh="成人票价")
GATE_PRICE = Text(en="gate price", zh="景区门票价")

OLDER_PEOPLE = Text(en="a benefit for older people", zh="老年人优待")
YOUNG_CHILDREN = Text(en="a benefit for young children", zh="幼儿优待")
YOUNG_PEOPLE = Text(en="a benefit for children and young people", zh="未成年人优待")
RESIDENTS = Text(en="a benefit for people who live here", zh="本地居民优待")
TALENT = Text(en="a courtesy to holders of a class A permit", zh="A类人才礼遇")
WINTER_SEASON = Text(en="winter price", zh="冬季票价")
