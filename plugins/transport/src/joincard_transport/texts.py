"""What a cardholder can do about each fact that transport services read.

A refusal names the fact that stood in the way and adds the remedy given here. One remedy serves every
service that reads the fact, so it names the office or the step, never an amount or a date of one rule.
"""

from collections.abc import Mapping
from types import MappingProxyType

from joincard_sdk.texts import Text

SECTOR_NAME = Text(en="Transport", zh="交通出行")

_CARD = {
    "card.status": Text(
        en="Look up the state of the card in the app. A card desk lifts a suspension or a loss report, "
        "renews an expired card and issues a first one.",
        zh="请在手机应用中查看卡片状态。解除停用或挂失、换领到期卡片、首次申领，均可到社保卡服务网点办理。",
    ),
    "card.form": Text(
        en="Some services need the card itself, others the digital card in the app. Present the other form, "
        "or pay another way.",
        zh="有的服务须使用实体卡，有的须使用手机应用中的电子社保卡。请换用另一种形式，或改用其他方式付款。",
    ),
    "card.transit_purse": Text(
        en="Have the transport purse switched on, in the app or at a card desk, and load some money on it.",
        zh="请在手机应用中或到社保卡服务网点开通交通钱包，并先充值。",
    ),
    "card.purse_days": Text(
        en="Top the purse up regularly. One that has lain idle for too long is extended at a service point "
        "of the transport card; one still in use needs no extension.",
        zh="请定期给交通钱包充值。闲置过久的，可到交通卡服务网点办理续期；仍在使用的无需续期。",
    ),
    "card.issue_city": Text(
        en="This offer is for cards issued in certain cities. With your card you travel at the ordinary "
        "fare by purse or phone code.",
        zh="此项优惠仅限部分城市发行的卡。您的卡可用交通钱包或乘车码，按普通票价乘车。",
    ),
}

_HOLDER = {
    "holder.age": Text(
        en="This service is for another age group. If your date of birth is recorded wrongly, take your "
        "passport to a card desk.",
        zh="此项服务面向其他年龄段。出生日期登记有误的，请携带护照到社保卡服务网点更正。",
    ),
    "holder.relation": Text(
        en="This fare is for the linked card of a child. If a family link is missing or wrong, bring the "
        "civil document that proves it to a card desk.",
        zh="此票价仅适用于子女的随行家属卡。家属关系缺失或有误的，请携带亲属关系证明到社保卡服务网点登记。",
    ),
    "permit.class": Text(
        en="The class of your work permit decides the deposit. If you now meet the conditions of another "
        "class, your employer can apply for it.",
        zh="是否收取押金由工作许可类别决定。已符合其他类别条件的，可由用人单位申请变更。",
    ),
    "residence.status": Text(
        en="Extend your residence document, or apply for one, at the exit-entry office.",
        zh="请到出入境管理部门办理居留证件延期或申请居留证件。",
    ),
    "bank.account": Text(
        en="Activate the card's bank account at a branch of the bank, with your passport and the card; the "
        "bank also tells why an account is frozen.",
        zh="请携带护照和社保卡，到社保卡合作银行网点激活银行账户；账户被冻结的，可向银行了解原因。",
    ),
}

_REQUEST = {
    "request.amount": Text(
        en="Choose a smaller amount, or pay the rest another way.",
        zh="请减小金额，或将超出部分改用其他方式支付。",
    ),
    "request.escorted": Text(
        en="Travel with a parent or another adult who is responsible for the child.",
        zh="请由家长或其他成年监护人陪同乘坐。",
    ),
    "request.consent": Text(
        en="Give your consent in the app to your trips being shown, and try again.",
        zh="请在手机应用中同意查询出行记录，然后重试。",
    ),
}

_CLOCK = {
    "now.date": Text(
        en="Prices are higher around certain holidays; other days cost the ordinary price.",
        zh="部分节假日价格较高，其他日期按普通价格收费。",
    ),
    "now.time": Text(
        en="Come back during operating hours; prices that change with the hour are posted at the stop.",
        zh="请在运营时间内乘坐；分时段票价请看站点公告。",
    ),
    "now.weekday": Text(
        en="Some benefits do not hold in the rush hour of a working day; travel outside it.",
        zh="部分优惠在工作日高峰时段不适用，可改在其他时段出行。",
    ),
    "now.holiday": Text(
        en="The rush hour is not counted on public holidays; on other days travel outside it.",
        zh="法定节假日不计高峰时段；其他日期可避开高峰出行。",
    ),
}

_USAGE = {
    "usage.today": Text(
        en="You have reached today's number of rides; pay another way or come back tomorrow.",
        zh="今日乘车次数已达上限，请改用其他方式付款，或明天再来。",
    ),
    "usage.open": Text(
        en="Return the bicycle that is still out to a station. If you did return it, call the number on "
        "the station.",
        zh="请先将未还的自行车还到站点；已经归还的，请拨打站点上的服务电话。",
    ),
}

_RECORDS = {
    "record.blocked": Text(
        en="Ask the operator's service desk why you are barred, and settle the matter there.",
        zh="请到运营单位服务台了解被限制的原因，并在那里解决。",
    ),
    "record.reservation": Text(
        en="Buy a ticket by name first, online or at the counter, for this very departure.",
        zh="请先在网上或售票窗口实名购买本班次的票。",
    ),
    "record.debt": Text(
        en="Pay the open parking bills first, in the app or at the operator's desk.",
        zh="请先在手机应用中或到运营单位服务台缴清停车欠费。",
    ),
    "record.licence": Text(
        en="Have your foreign licence exchanged for a Chinese one at the vehicle administration office.",
        zh="请到车辆管理所，将境外驾驶证换领为中国驾驶证。",
    ),
    "record.vehicle": Text(
        en="Link your vehicle's plate to the card with the operator, then try again.",
        zh="请先在运营单位将车牌号与卡片绑定，然后重试。",
    ),
    "record.school": Text(
        en="Bring a certificate of enrolment from the school to the operator's desk.",
        zh="请向运营单位服务台提交学校出具的在读证明。",
    ),
}

REMEDIES: Mapping[str, Text] = MappingProxyType(_CARD | _HOLDER | _REQUEST | _CLOCK | _USAGE | _RECORDS)
