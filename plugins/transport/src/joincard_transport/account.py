"""The transport purse itself: topping up, extending, refunding, fare classes and the trips it made."""

from joincard_sdk.facts import card, holder, request
from joincard_sdk.fees import Waived
from joincard_sdk.places import TRANSIT_336, Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_transport.vocabulary import (
    ACTIVE_CARD,
    DIGITAL_CARD,
    NATIONAL_START,
    NO_TOPUP_CHARGE,
    PHYSICAL_CARD,
    PURSE_ON,
    SHANGHAI,
    THE_CARD,
    ZHEJIANG,
)

SERVICES: tuple[Service, ...] = (
    Service(
        code="transport.account.topup_shanghai",
        name=Text(en="Top up a Shanghai purse", zh="上海社保卡交通账户充值"),
        description=Text(
            en="The Shanghai purse holds two hundred yuan at most.",
            zh="上海交通账户余额最高二百元。",
        ),
        channel="both",
        coverage=Coverage.cities(SHANGHAI),
        accepts=ACTIVE_CARD & PHYSICAL_CARD & PURSE_ON & request.amount.at_most(200),
        fee=Waived().because(NO_TOPUP_CHARGE),
        discloses=THE_CARD,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="transport.account.topup",
        name=Text(en="Top up the transport purse", zh="交通钱包充值"),
        description=Text(
            en="Topping up by phone contact or at a partner bank.",
            zh="可将卡片贴近手机充值，也可到合作银行充值。",
        ),
        channel="both",
        coverage=Coverage.in_set(TRANSIT_336),
        accepts=ACTIVE_CARD & PHYSICAL_CARD & PURSE_ON & request.amount.at_most(1000),
        fee=Waived().because(NO_TOPUP_CHARGE),
        discloses=THE_CARD,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="transport.account.extend_shanghai",
        name=Text(en="Extend a dormant Shanghai purse", zh="上海交通账户续期"),
        description=Text(
            en="A purse idle for a year is extended by another year.",
            zh="交通账户闲置满一年的，可再延长一年。",
        ),
        channel="both",
        coverage=Coverage.cities(SHANGHAI),
        accepts=card.status.is_in("active", "suspended") & PURSE_ON & card.purse_days.more_than(365),
        fee=Waived().because(Text(en="extension carries no charge", zh="续期不收费")),
        discloses=THE_CARD,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="transport.account.refund",
        name=Text(en="Refund the purse balance", zh="交通钱包余额退还"),
        description=Text(
            en="The balance is paid back; a lost purse cannot be refunded.",
            zh="退还交通钱包余额；卡片遗失的，余额无法退还。",
        ),
        channel="in_person",
        coverage=Coverage.in_set(TRANSIT_336),
        # The money is on the chip, so the chip itself must come to the desk, but the card may have ended.
        accepts=PURSE_ON & card.status.is_in("active", "expired", "cancelled") & PHYSICAL_CARD,
        fee=Waived().because(Text(en="own money returned", zh="退还持卡人自己的钱款")),
        discloses=(*THE_CARD, "bank_account"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="transport.account.fare_class",
        name=Text(en="Set the fare class", zh="公交优惠类型设置"),
        description=Text(
            en="Writes the pupil or senior class into the purse.",
            zh="将学生或老年优惠类型写入交通钱包。",
        ),
        channel="in_person",
        coverage=Coverage.provinces(ZHEJIANG),
        accepts=ACTIVE_CARD & (holder.age.at_least(60) | holder.age.between(6, 18)) & PURSE_ON,
        fee=Waived().because(Text(en="public service", zh="公共服务，不收费")),
        discloses=(*THE_CARD, "date_of_birth"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="transport.account.trip_history",
        name=Text(en="See my trips", zh="出行记录查询"),
        description=Text(
            en="Movement data is shown to the holder alone.",
            zh="出行记录仅向持卡人本人展示。",
        ),
        channel="online",
        coverage=Coverage.in_set(TRANSIT_336),
        accepts=card.status.is_in("active", "suspended", "lost", "expired")
        & request.consent.is_(True)
        & DIGITAL_CARD,
        fee=Waived().because(Text(en="right of access to one's own data", zh="本人有权查阅自己的信息")),
        discloses=THE_CARD,
        effective_from=NATIONAL_START,
    ),
)
