"""Hotels and theatres: check-in by card, and seats at a subsidised price."""

from joincard_sdk.facts import holder, residence, usage
from joincard_sdk.fees import Percent, pay_percent
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_tourism.vocabulary import (
    ACTIVE_CARD,
    ESCORTED,
    FROM_SIXTY,
    HALF_PRICE,
    NATIONAL_START,
    OLDER_PEOPLE,
    PLACES_LEFT,
    UNDER_EIGHTEEN,
    YOUNG_PEOPLE,
)

SERVICES: tuple[Service, ...] = (
    Service(
        code="tourism.lodging_culture.hotel",
        name=Text(en="Hotel check-in by card", zh="宾馆酒店刷卡入住"),
        description=Text(
            en="The card fills in the police registration of the guest.",
            zh="刷卡即可填好住宿登记，并报送公安机关。",
        ),
        channel="in_person",
        coverage=Coverage.provinces("34"),
        accepts=ACTIVE_CARD
        & residence.status.is_in("valid", "renewing")
        & (holder.age.at_least(18) | ESCORTED),
        fee=Percent(100, of="face_price")
        .deposit_waived()
        .no_surcharge()
        .because(Text(en="room rate, no deposit with an active card", zh="按房价收费，持有效卡免押金")),
        discloses=("full_name", "nationality", "passport_number", "residence"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.lodging_culture.theatre",
        name=Text(en="Subsidised theatre seat", zh="文化惠民演出票"),
        description=Text(
            en="Two low-price seats a month for people living in the province.",
            zh="在本省居住的，每月可购买两张低价票。",
        ),
        channel="online",
        coverage=Coverage.cities("330400", "330100"),
        accepts=ACTIVE_CARD & usage.month.less_than(2) & PLACES_LEFT & residence.province.is_("33"),
        fee=Percent(60, of="face_price")
        .concession(FROM_SIXTY, pay_percent(80), because=OLDER_PEOPLE)
        .concession(UNDER_EIGHTEEN, HALF_PRICE, because=YOUNG_PEOPLE)
        .because(Text(en="public subsidy for residents", zh="政府补贴本省居民观演")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
)
