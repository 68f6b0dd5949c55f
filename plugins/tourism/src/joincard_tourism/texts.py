"""What a cardholder can do about each fact that tourism services read.

A refusal names the fact that stood in the way and adds the remedy given here. One remedy serves every
service that reads the fact, so it names the office or the step, never an amount or a date of one rule.
"""

from collections.abc import Mapping
from types import MappingProxyType

from joincard_sdk.texts import Text

SECTOR_NAME = Text(en="Tourism and culture", zh="文化旅游")

_CARD_AND_HOLDER = {
    "card.status": Text(
        en="Look up the state of the card in the app. A card desk lifts a suspension or a loss report, "
        "renews an expired card and issues a first one.",
        zh="请在手机应用中查看卡片状态。解除停用或挂失、换领到期卡片、首次申领，均可到社保卡服务网点办理。",
    ),
    "card.form": Text(
        en="Use the digital card in the app; if you have none yet, activate it with your physical card.",
        zh="请使用手机应用中的电子社保卡；尚未开通的，可凭实体卡开通。",
    ),
    "card.issue_city": Text(
        en="This library lends on cards issued in its own city. With a card from elsewhere, ask at the desk "
        "for a reader card.",
        zh="此处限本市发的社保卡直接借阅。持其他城市社保卡的，请到服务台咨询办理读者证。",
    ),
    "holder.age": Text(
        en="The service or its price is for another age group; children may need an adult with them. If your "
        "date of birth is recorded wrongly, take your passport to a card desk.",
        zh="此项服务或票价面向其他年龄段，儿童可能须由成年人陪同。出生日期登记有误的，"
        "请携带护照到社保卡服务网点更正。",
    ),
    "holder.relation": Text(
        en="Use the child's own card. If the family link is missing or wrong, bring the civil document that "
        "proves it to a card desk.",
        zh="请使用儿童本人的卡。家属关系缺失或有误的，请携带亲属关系证明到社保卡服务网点登记。",
    ),
}

_PERMIT_AND_RESIDENCE = {
    "permit.status": Text(
        en="Ask your employer to extend the work permit or to apply for a new one.",
        zh="请由用人单位为您办理工作许可延期或重新申请。",
    ),
    "permit.class": Text(
        en="This benefit is for another permit class; you are welcome with an ordinary ticket. If you now "
        "meet the conditions of that class, your employer can apply for a change.",
        zh="此项优待面向其他类别的工作许可，您可购买普通门票。已符合相应条件的，可由用人单位申请变更类别。",
    ),
    "residence.permit": Text(
        en="This service is for holders of certain residence documents. Ask the exit-entry office which one "
        "you can apply for, or buy an ordinary ticket.",
        zh="此项服务面向持规定居留证件的人员。请向出入境管理部门咨询您可以申请的证件，或购买普通门票。",
    ),
    "residence.status": Text(
        en="Extend your residence document, or apply for one, at the exit-entry office; meanwhile check in "
        "with your passport.",
        zh="请到出入境管理部门办理居留证件延期或申请居留证件；在此之前，可凭护照登记入住。",
    ),
    "residence.city": Text(
        en="Compare your registered city with the place of the service: residents and visitors often have "
        "services of their own. After a move, report the new address to the police and then to the "
        "exit-entry office.",
        zh="请核对您登记居住的城市与服务所在地，本地居民与外地来访者适用的服务往往不同。"
        "已搬家的，请先到派出所、再到出入境管理部门变更住址。",
    ),
    "residence.province": Text(
        en="Compare your registered province with the one the service is for. After a move, report the new "
        "address to the police and then to the exit-entry office.",
        zh="请核对您登记居住的省份是否符合要求。已搬家的，请先到派出所、再到出入境管理部门变更住址。",
    ),
}

_PLACE_AND_TIME = {
    "at.city": Text(
        en="Choose a library, park or site in a city where the service is open to you.",
        zh="请选择您可使用此项服务的城市的图书馆、公园或景区。",
    ),
    "now.date": Text(
        en="Check the date of the visit; prices change with the season.",
        zh="请核对游览日期，票价随季节变化。",
    ),
    "now.time": Text(
        en="Come back during the opening hours that apply to you.",
        zh="现在不在您可入场的时间内，请在开放时间再来。",
    ),
    "now.month": Text(
        en="Come back in the months in which this card is sold.",
        zh="现在不在发售期内，请在发售月份再来购买。",
    ),
    "now.weekday": Text(
        en="Come back on a day of the week on which the site is open.",
        zh="今天不开放，请在开放日再来。",
    ),
    "now.holiday": Text(
        en="Check the calendar of public holidays; prices on those days are different.",
        zh="请核对法定节假日安排，节假日票价有所不同。",
    ),
}

_REQUEST = {
    "request.amount": Text(
        en="Borrow fewer or less costly books, so that their prices together stay within the limit.",
        zh="请减少册数或换借价格较低的图书，使总价不超过限额。",
    ),
    "request.party": Text(
        en="Check the number of people who come in on this card; the others use their own cards or tickets.",
        zh="请核对持此卡入场的人数，其他人请使用自己的卡或门票。",
    ),
    "request.escorted": Text(
        en="Come with an adult who is responsible for you; the desk then enters that you are accompanied.",
        zh="请由负责照看的成年人陪同前来，并请服务台登记有人陪同。",
    ),
}

_USAGE = {
    "usage.today": Text(
        en="You have reached today's number; come back tomorrow.",
        zh="今日次数已用完，请明天再来。",
    ),
    "usage.month": Text(
        en="You have reached this month's number; come back next month.",
        zh="本月次数已用完，请下月再来。",
    ),
    "usage.year": Text(
        en="You have reached this year's number; come back next year, or buy an ordinary ticket.",
        zh="本年度次数已用完，请明年再来，或购买普通门票。",
    ),
    "usage.open": Text(
        en="Return a book, or finish an order that is still open, then try again.",
        zh="请先归还图书或办结未完成的订单，然后重试。",
    ),
}

_RECORDS = {
    "record.blocked": Text(
        en="Ask the service desk why you are barred and when that ends.",
        zh="请到服务台了解被限制使用的原因和解除时间。",
    ),
    "record.overdue": Text(
        en="Return the books that are overdue first.",
        zh="请先归还逾期图书。",
    ),
    "record.pass": Text(
        en="Look up your year card: a gate needs one that is valid, and a new one is sold when the old one "
        "has run out.",
        zh="请查看您的年票或年卡：入园须在有效期内，到期后才能重新购买。",
    ),
    "record.registered": Text(
        en="Register as a reader in the library's app or at its desk first.",
        zh="请先在图书馆的手机应用或服务台注册成为读者。",
    ),
    "record.reservation": Text(
        en="Book a time in the app or by telephone first.",
        zh="请先在手机应用中或电话预约。",
    ),
    "record.seats_left": Text(
        en="All places are taken; choose another session or another day.",
        zh="名额已满，请选择其他场次或改日再来。",
    ),
}

REMEDIES: Mapping[str, Text] = MappingProxyType(
    _CARD_AND_HOLDER | _PERMIT_AND_RESIDENCE | _PLACE_AND_TIME | _REQUEST | _USAGE | _RECORDS
)
