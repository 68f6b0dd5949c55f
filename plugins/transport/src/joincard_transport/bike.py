"""Public bicycles: one at a time, the first hour free, and the card in place of a deposit."""

from joincard_sdk.facts import bank, card, holder
from joincard_sdk.fees import Tiered, tier
from joincard_sdk.money import yuan
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_transport.vocabulary import (
    ACTIVE_CARD,
    HANGZHOU,
    JIAXING,
    NATIONAL_START,
    NO_BICYCLE_OUT,
    NOT_BARRED,
    PILOT_START,
    PURSE_OR_ACCOUNT,
    ZHOUSHAN,
)

FOUR_STEPS_BY_THE_HOUR = Tiered(
    "hours",
    tier(0, 1, yuan(0)),
    tier(1, 2, yuan(1)),
    tier(2, 3, yuan(3)),
    tier(3, None, yuan(3), yuan(3), 1),
    per="ride",
)
"""What most cities charge: nothing for an hour, then more by the hour, so that bicycles come back."""

SERVICES: tuple[Service, ...] = (
    Service(
        code="transport.bike.jiaxing",
        name=Text(en="Jiaxing public bicycles", zh="嘉兴公共自行车"),
        description=Text(
            en="One bicycle at a time with the first hour free.",
            zh="每次限租一辆，第一小时免费。",
        ),
        channel="gate",
        coverage=Coverage.cities(JIAXING),
        accepts=ACTIVE_CARD & holder.age.between(16, 70) & NO_BICYCLE_OUT & NOT_BARRED,
        fee=FOUR_STEPS_BY_THE_HOUR.deposit_waived().because(
            Text(en="first hour free, no deposit with the card", zh="第一小时免费，凭卡免押金")
        ),
        discloses=(),
        effective_from=PILOT_START,
    ),
    Service(
        code="transport.bike.zhoushan",
        name=Text(en="Zhoushan public bicycles", zh="舟山公共自行车"),
        description=Text(
            en="Only cards issued in Zhoushan ride without a deposit.",
            zh="仅限舟山发行的卡免押金租车。",
        ),
        channel="gate",
        coverage=Coverage.cities(ZHOUSHAN),
        accepts=ACTIVE_CARD & holder.age.between(16, 65) & card.issue_city.is_(ZHOUSHAN) & NO_BICYCLE_OUT,
        fee=Tiered(
            "hours",
            tier(0, 1, yuan(0)),
            tier(1, 2, yuan(1)),
            tier(2, None, yuan(1), yuan(2), 1),
            per="ride",
        )
        .deposit_waived()
        .because(Text(en="no deposit for locally issued cards", zh="本地发行的卡免押金")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="transport.bike.hangzhou",
        name=Text(en="Hangzhou public bicycles", zh="杭州公共自行车"),
        description=Text(
            en="An active bank account replaces the deposit.",
            zh="已激活银行账户的，免交押金。",
        ),
        channel="gate",
        coverage=Coverage.cities(HANGZHOU),
        accepts=ACTIVE_CARD & holder.age.at_least(16) & NO_BICYCLE_OUT & PURSE_OR_ACCOUNT,
        fee=FOUR_STEPS_BY_THE_HOUR.deposit(
            yuan(200),
            when=bank.account.is_not("activated"),
            because=Text(en="no active account stands in for it", zh="没有已激活的银行账户"),
        ).because(Text(en="an active account stands in for the deposit", zh="已激活的银行账户可代替押金")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
)
