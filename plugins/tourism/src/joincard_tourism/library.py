"""Libraries: borrowing without a deposit at home and with one elsewhere, reading rooms, and databases."""

from datetime import date

from joincard_sdk.facts import card, holder, now, record, request, residence, usage
from joincard_sdk.fees import WAIVED, Flat, Metered, Waived
from joincard_sdk.money import yuan
from joincard_sdk.places import YANGTZE_41, Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_tourism.vocabulary import (
    ACTIVE_CARD,
    CHILD,
    DIGITAL_CARD,
    ESCORTED,
    LIVES_ELSEWHERE,
    LIVES_HERE,
    NATIONAL_START,
    NOT_BARRED,
    NOTHING_OVERDUE,
    PILOT_START,
    PLACES_LEFT,
    PUBLIC_SERVICE,
    READER,
)

_DAYTIME = now.time.from_("07:00") & now.time.before("21:00")

SERVICES: tuple[Service, ...] = (
    Service(
        code="tourism.library.lending_jiaxing",
        name=Text(en="Borrow books in Jiaxing", zh="嘉兴图书馆免押金借阅"),
        description=Text(
            en="Residents borrow up to twenty books without a deposit.",
            zh="在嘉兴居住的读者免押金借书，最多可同时借二十册。",
        ),
        channel="gate",
        coverage=Coverage.cities("330400"),
        accepts=ACTIVE_CARD & NOTHING_OVERDUE & usage.open.less_than(20) & LIVES_HERE,
        fee=Waived().deposit_waived().because(Text(en="no deposit with the card", zh="持卡借阅免押金")),
        discloses=READER,
        effective_from=PILOT_START,
    ),
    Service(
        code="tourism.library.lending_chengdu",
        name=Text(en="Borrow books in Chengdu", zh="成都图书馆社保卡借阅"),
        description=Text(
            en="A card issued in Chengdu is a reader card without registration.",
            zh="成都发的社保卡就是读者证，不用另外办证。",
        ),
        channel="gate",
        coverage=Coverage.cities("510100"),
        accepts=ACTIVE_CARD & usage.open.less_than(8) & NOTHING_OVERDUE & card.issue_city.is_("510100"),
        fee=Metered(yuan("0.1"), per="overdue_day")
        .deposit_waived()
        .because(Text(en="free, a tenth of a yuan a day when late", zh="免费借阅，逾期每天收费一角")),
        discloses=READER,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.library.lending_baotou",
        name=Text(en="Borrow books in Baotou", zh="包头图书馆电子社保卡借阅"),
        description=Text(
            en="The digital card lends two books at a time and locks when one is late.",
            zh="用电子社保卡一次可借两册，有书逾期时暂停借阅。",
        ),
        channel="gate",
        coverage=Coverage.cities("150200"),
        accepts=ACTIVE_CARD & DIGITAL_CARD & usage.open.less_than(2) & NOTHING_OVERDUE,
        fee=Waived()
        .deposit_waived()
        .because(Text(en="no deposit with the digital card", zh="用电子社保卡借阅免押金")),
        discloses=READER,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.library.lending_jinan",
        name=Text(en="Borrow books in Jinan", zh="济南图书馆社保卡借阅"),
        description=Text(
            en="Three books worth two hundred yuan in all for registered readers.",
            zh="已注册的读者可借三册，图书总价不超过二百元。",
        ),
        channel="gate",
        coverage=Coverage.cities("370100"),
        accepts=ACTIVE_CARD
        & record.registered.is_(True)
        & usage.open.less_than(3)
        & request.amount.at_most(200)
        & NOTHING_OVERDUE,
        fee=Waived()
        .deposit_waived()
        .because(Text(en="no deposit up to two hundred yuan of books", zh="图书总价二百元以内免押金")),
        discloses=READER,
        effective_from=date(2025, 7, 15),
    ),
    Service(
        code="tourism.library.lending_visitor",
        name=Text(en="Borrow books away from home", zh="异地读者押金借阅"),
        description=Text(
            en="Readers who live elsewhere leave a deposit.",
            zh="居住在其他城市的读者，交押金即可借书。",
        ),
        channel="in_person",
        coverage=Coverage.cities("320500", "350200"),
        accepts=ACTIVE_CARD & NOTHING_OVERDUE & usage.open.less_than(6) & LIVES_ELSEWHERE,
        # A concession lowers the price only: a reader with a card of Xiamen leaves the deposit too.
        fee=Waived()
        .deposit(yuan(100))
        .waived_when(
            card.issue_city.is_("350200"), because=Text(en="a card issued in Xiamen", zh="厦门发的社保卡")
        )
        .because(Text(en="a visitor leaves a refundable deposit", zh="异地读者须交押金，押金可退")),
        discloses=("full_name", "card_number"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.library.lending_child",
        name=Text(en="Children's library", zh="少儿图书馆借阅"),
        description=Text(
            en="Five children's books at a time with an adult.",
            zh="由成年人陪同，一次可借五册少儿图书。",
        ),
        channel="gate",
        coverage=Coverage.in_set(YANGTZE_41),
        accepts=ACTIVE_CARD
        & CHILD
        & holder.age.less_than(14)
        & ESCORTED
        & usage.open.less_than(5)
        & NOTHING_OVERDUE,
        fee=Waived().deposit_waived().because(Text(en="children's collection", zh="少儿图书免费借阅")),
        discloses=("card_number", "dependant_links"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.library.interloan",
        name=Text(en="Delta inter-library return", zh="长三角图书通借通还"),
        description=Text(
            en="Books come from and go back to libraries in other delta cities.",
            zh="长三角其他城市图书馆的书，可以异地借、异地还。",
        ),
        channel="in_person",
        coverage=Coverage.in_set(YANGTZE_41),
        accepts=ACTIVE_CARD
        & residence.city.is_in_set(YANGTZE_41)
        & NOTHING_OVERDUE
        & usage.open.less_than(4),
        fee=Flat(yuan(3), per="item")
        .quota(2, per="month", effect=WAIVED, because=Text(en="the first two of a month", zh="每月前两件"))
        .because(Text(en="carriage after two items a month", zh="每月前两件免费，之后收取运送费")),
        discloses=READER,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.library.digital_resources",
        name=Text(en="Library databases from home", zh="数字图书馆资源访问"),
        description=Text(
            en="E-books and journals open with the digital card.",
            zh="用电子社保卡即可在线阅读电子书和期刊。",
        ),
        channel="online",
        coverage=Coverage.cities("510100", "330100"),
        accepts=ACTIVE_CARD & DIGITAL_CARD & NOT_BARRED,
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.library.study_room",
        name=Text(en="All-night study room", zh="二十四小时城市书房"),
        description=Text(
            en="Younger readers must leave at nine in the evening.",
            zh="书房昼夜开放，未满十六周岁的读者须在晚上九点前离开。",
        ),
        channel="gate",
        coverage=Coverage.provinces("33"),
        accepts=ACTIVE_CARD & NOT_BARRED & (holder.age.at_least(16) | _DAYTIME),
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="tourism.library.seat",
        name=Text(en="Reserve a reading seat", zh="阅览座位预约"),
        description=Text(
            en="Two sessions a day, none for readers who left seats unused.",
            zh="每天可预约两场；约座未到的读者，暂停预约。",
        ),
        channel="online",
        coverage=Coverage.in_set(YANGTZE_41),
        accepts=ACTIVE_CARD & NOT_BARRED & usage.today.less_than(2) & PLACES_LEFT,
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
)
