"""What a cardholder can do about each fact that healthcare services read.

A refusal names the fact that stood in the way and adds the remedy given here. One remedy serves every
service that reads the fact, so it names the office or the step, never an amount or a date of one rule.
"""

from collections.abc import Mapping
from types import MappingProxyType

from joincard_sdk.texts import Text

SECTOR_NAME = Text(en="Healthcare", zh="医疗健康")

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
    "holder.age": Text(
        en="This service is for another age group. If your date of birth is recorded wrongly, take your "
        "passport to a card desk; otherwise ask at the desk for the service for your age.",
        zh="此项服务面向其他年龄段。出生日期登记有误的，请携带护照到社保卡服务网点更正；"
        "无误的，请在窗口咨询适合您年龄的服务。",
    ),
    "holder.relation": Text(
        en="Use the card of the person the service is for. If a family link is missing or wrong, bring "
        "the civil document that proves it to a card desk.",
        zh="请使用服务对象本人的卡。家属关系缺失或有误的，请携带亲属关系证明到社保卡服务网点登记。",
    ),
}

_PERMIT_AND_RESIDENCE = {
    "permit.status": Text(
        en="Ask your employer to extend the work permit or to apply for a new one.",
        zh="请由用人单位为您办理工作许可延期或重新申请。",
    ),
    "permit.class": Text(
        en="This service is for another permit class. If you now meet its conditions, your employer can "
        "apply for a change of class.",
        zh="此项服务面向其他类别的工作许可。已符合相应条件的，可由用人单位申请变更类别。",
    ),
    "residence.status": Text(
        en="Extend your residence document, or apply for one, at the exit-entry office.",
        zh="请到出入境管理部门办理居留证件延期或申请居留证件。",
    ),
    "residence.city": Text(
        en="Use the service in the city where you are registered. After a move, report the new address "
        "to the police and then to the exit-entry office.",
        zh="请在您登记居住的城市使用此项服务。已搬家的，请先到派出所、再到出入境管理部门变更住址。",
    ),
    "residence.province": Text(
        en="Compare your registered province with the one the service asks for. After a move, report "
        "the new address to the police and then to the exit-entry office.",
        zh="请核对您登记的居住省份是否符合要求。已搬家的，请先到派出所、再到出入境管理部门变更住址。",
    ),
    "residence.registered": Text(
        en="Register where you live at the local police station; at a hotel the reception does it.",
        zh="请到居住地派出所办理住宿登记；住酒店的由酒店办理。",
    ),
    "residence.months": Text(
        en="You have not lived in this city for long enough yet by your registration; come back later.",
        zh="您在本市连续登记居住的月数还不够，期满后即可办理。",
    ),
}

_INSURANCE = {
    "insurance.medical": Text(
        en="Check your medical insurance in the app. Employees are enrolled by their employer, relatives "
        "join the residents' scheme; without insurance you can pay the bill in full by card.",
        zh="请在手机应用中查看医保参保状态。在职人员由用人单位办理参保，家属可参加城乡居民医保；"
        "未参保的，可刷卡自费支付。",
    ),
    "insurance.medical_months": Text(
        en="Contribution years are still too few. Have years paid in other cities transferred and counted.",
        zh="医保缴费年限不足。在其他城市的缴费年限，可办理转移后合并计算。",
    ),
    "insurance.city": Text(
        en="Compare your insured city with the place of treatment: use the service for care at home or "
        "for care elsewhere, and after a change of job have your insurance moved.",
        zh="请核对参保城市与就医地点，选用本地或异地就医服务；换工作后可办理医保关系转移。",
    ),
    "insurance.province": Text(
        en="Compare your insured province with the place of treatment, and use the service for care in "
        "your province or for care in another one.",
        zh="请核对参保省份与就医地点，选用省内或跨省就医服务。",
    ),
    "insurance.filing": Text(
        en="Check your filing in the app. One for a trip takes minutes on the phone; one for a long stay "
        "is made once.",
        zh="请在手机应用中查看备案情况。临时外出可在手机上即时备案，长期居住外地只需备案一次。",
    ),
    "insurance.chronic": Text(
        en="Check your chronic entitlement in the app; with a hospital diagnosis you can apply for it.",
        zh="请在手机应用中查看门诊慢特病待遇；已有医院诊断的，可申请认定。",
    ),
    "insurance.maternity": Text(
        en="Ask your employer whether maternity contributions are paid; without them, the medical "
        "insurance may cover part.",
        zh="请向用人单位核实生育保险缴费情况；没有生育保险的，可咨询能否由医疗保险支付一部分。",
    ),
    "insurance.work_injury": Text(
        en="Ask your employer at the time of the injury, or the social insurance agency, to confirm your "
        "work-injury enrolment.",
        zh="请向受伤时的用人单位或社保经办机构核实工伤保险参保记录。",
    ),
    "insurance.pension": Text(
        en="Settle your pension account with the social insurance agency first.",
        zh="请先到社保经办机构办结养老保险关系。",
    ),
    "insurance.family_pool": Text(
        en="Ask the permit holder to add you to the shared medical account in the app.",
        zh="请由工作许可持有人在手机应用中将您加入家庭共济账户。",
    ),
    "insurance.account_balance": Text(
        en="Look up the balance of your medical account in the app; pay a smaller amount from it, or pay "
        "by bank card.",
        zh="请在手机应用中查看个人账户余额；可减少从账户支付的金额，或改用银行卡支付。",
    ),
}

_WORK_AND_BANK = {
    "employer.present": Text(
        en="Ask your employer to report your employment to the social insurance agency.",
        zh="请由用人单位向社保经办机构办理就业登记。",
    ),
    "employer.city": Text(
        en="Your employer's city is the one that insures you already, or it is recorded wrongly; ask "
        "your employer to check.",
        zh="用人单位所在城市与您的参保城市相同，或登记有误，请向用人单位核实。",
    ),
    "bank.account": Text(
        en="Activate the card's bank account at a branch of the bank, with your passport and the card.",
        zh="请携带护照和社保卡，到社保卡合作银行网点激活银行账户。",
    ),
}

_PRINCIPAL = {
    "principal.card.status": Text(
        en="Ask the permit holder you are linked to to have their own card put in order first.",
        zh="请您的工作许可持有人家属先将其本人的卡恢复正常。",
    ),
    "principal.permit.status": Text(
        en="Ask the permit holder you are linked to to have their work permit extended.",
        zh="请您的工作许可持有人家属先办理其工作许可延期。",
    ),
    "principal.permit.class": Text(
        en="This service is for households of another permit class; use the ordinary service.",
        zh="此项服务面向其他类别工作许可持有人的家庭，请使用普通服务。",
    ),
    "principal.insurance.medical": Text(
        en="Ask the permit holder you are linked to to check their medical insurance with their employer.",
        zh="请您的工作许可持有人家属向用人单位核实其医保参保状态。",
    ),
    "principal.insurance.maternity": Text(
        en="Ask your spouse to check with their employer whether maternity contributions are paid.",
        zh="请您的配偶向用人单位核实生育保险缴费情况。",
    ),
}

_REQUEST = {
    "at.city": Text(
        en="Choose a hospital or office in a city where the service is open to you.",
        zh="请选择在您可使用此项服务的城市就医或办理。",
    ),
    "at.province": Text(
        en="Choose a hospital or office in a province where the service is open to you.",
        zh="请选择在您可使用此项服务的省份就医或办理。",
    ),
    "now.month": Text(
        en="Come back in the season of this service, in autumn.",
        zh="此项服务仅在秋季办理，请届时再来。",
    ),
    "request.amount": Text(
        en="Check the amount: this service covers only amounts within its limits.",
        zh="请核对金额，此项服务只适用于规定范围内的金额。",
    ),
    "request.escorted": Text(
        en="Come with a parent or another adult who is responsible for the child.",
        zh="请由家长或其他监护人陪同办理。",
    ),
    "request.consent": Text(
        en="Give your consent to this use of your data, in the app or at the desk, and try again.",
        zh="请在手机应用中或窗口同意本次信息使用，然后重试。",
    ),
    "event.kind": Text(
        en="Choose the service that fits the occasion, or ask the desk to enter the right one.",
        zh="请选择与您的情况相符的服务，或请窗口更正所填事由。",
    ),
    "event.days": Text(
        en="Check the date that was given. Outside the time allowed, ask for the ordinary service.",
        zh="请核对所填日期。超出规定时间的，请在窗口咨询普通服务。",
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
        en="You have reached this year's number; come back next year.",
        zh="本年度次数已用完，请明年再来。",
    ),
    "usage.lifetime": Text(
        en="You have received all that this programme offers; the clinic advises on further doses.",
        zh="您已享受此项目的全部次数；如需继续，请咨询接种门诊。",
    ),
    "usage.open": Text(
        en="Finish or cancel one that is still open, then try again.",
        zh="请先完成或取消一项尚未了结的记录，然后重试。",
    ),
    "usage.days_since_last": Text(
        en="Too little time has passed since the last time; come back when the interval is over.",
        zh="距上次办理的间隔时间还不够，请到期后再来。",
    ),
}

_RECORDS = {
    "record.blocked": Text(
        en="Ask the hospital's service desk why you are barred, and settle the matter there.",
        zh="请到医院服务台了解被限制的原因，并在那里解决。",
    ),
    "record.reservation": Text(
        en="Book a time in the app or by telephone first.",
        zh="请先在手机应用中或电话预约。",
    ),
    "record.registered": Text(
        en="Ask the desk to check your registration there: some services need one, while a bill already "
        "settled cannot be claimed again.",
        zh="请窗口核对您在该机构的登记：有的服务须先登记，而已结算过的费用不能重复报销。",
    ),
    "record.debt": Text(
        en="Pay the open bills at the cashier first.",
        zh="请先到收费处结清欠费。",
    ),
    "record.diagnosis": Text(
        en="Ask the treating doctor to put the required diagnosis on file.",
        zh="请由主治医生将所需诊断录入系统。",
    ),
    "record.pregnant": Text(
        en="Have an antenatal file opened at the hospital or the community health centre.",
        zh="请在医院或社区卫生服务中心建立孕产档案。",
    ),
    "record.injury_recognised": Text(
        en="Have the injury recognised first: the employer applies within thirty days, you yourself "
        "within a year.",
        zh="请先申请工伤认定：用人单位应在三十日内提出，本人可在一年内提出。",
    ),
    "record.prescription": Text(
        en="Ask a doctor for a prescription; one that has run out must be written anew.",
        zh="请由医生开具处方；处方过期的须重新开具。",
    ),
    "record.family_doctor": Text(
        en="Sign a contract with a family doctor at your community health centre.",
        zh="请与社区卫生服务中心的家庭医生签约。",
    ),
    "record.school": Text(
        en="Bring a certificate of enrolment from the school.",
        zh="请提供学校出具的在读证明。",
    ),
}

REMEDIES: Mapping[str, Text] = MappingProxyType(
    _CARD_AND_HOLDER
    | _PERMIT_AND_RESIDENCE
    | _INSURANCE
    | _WORK_AND_BANK
    | _PRINCIPAL
    | _REQUEST
    | _USAGE
    | _RECORDS
)
