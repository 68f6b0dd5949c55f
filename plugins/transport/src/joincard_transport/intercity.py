"""Between cities: coaches by name, and town buses that cross a provincial border."""

from joincard_sdk.facts import card
from joincard_sdk.fees import Percent, Tiered, pay_percent, tier
from joincard_sdk.money import yuan
from joincard_sdk.places import YANGTZE_41, Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_transport.vocabulary import (
    ACTIVE_CARD,
    BELOW_SIX,
    BOOKED,
    FROM_SEVENTY,
    FROM_SIX_TO_THIRTEEN,
    NAMED_TICKET,
    NATIONAL_START,
    OLD_ENOUGH_OR_ESCORTED,
    OLDER_RIDERS,
    PURSE_ON,
    YOUNGER_RIDERS,
)

SERVICES: tuple[Service, ...] = (
    Service(
        code="transport.intercity.coach_boarding",
        name=Text(en="Board a coach", zh="客运站刷卡检票"),
        description=Text(
            en="The card opens the platform gate for a ticket bought by name.",
            zh="实名购票后，刷卡即可检票乘车。",
        ),
        channel="gate",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & BOOKED & OLD_ENOUGH_OR_ESCORTED,
        fee=Percent(100, of="face_price")
        .waived_when(BELOW_SIX, because=YOUNGER_RIDERS)
        .concession(FROM_SIX_TO_THIRTEEN, pay_percent(50), because=YOUNGER_RIDERS)
        .because(Text(en="coach ticket by name", zh="实名客票")),
        discloses=NAMED_TICKET,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="transport.intercity.yrd_border_bus",
        name=Text(en="Delta border-town bus", zh="长三角毗邻公交"),
        description=Text(
            en="Town buses that cross a provincial border.",
            zh="跨越省界、连接相邻城镇的公交线路。",
        ),
        channel="gate",
        coverage=Coverage.in_set(YANGTZE_41),
        accepts=ACTIVE_CARD & PURSE_ON & card.issue_city.is_in_set(YANGTZE_41),
        fee=Tiered(
            "distance_km",
            tier(0, 15, yuan(2)),
            tier(15, 30, yuan(4)),
            tier(30, None, yuan(4), yuan(1), 10),
            per="ride",
        )
        .waived_when(FROM_SEVENTY, because=OLDER_RIDERS)
        .because(Text(en="short lines across provincial borders", zh="跨省毗邻公交短途票价")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
)
