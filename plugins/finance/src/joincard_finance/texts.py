"""What a cardholder can do about each fact that finance services read.

A refusal names the fact that stood in the way and adds the remedy given here. One remedy serves every
service that reads the fact, so it names the office or the step, never an amount or a date of one rule.
"""

from collections.abc import Mapping
from types import MappingProxyType

from joincard_sdk.texts import Text

SECTOR_NAME = Text(en="Finance", zh="金融服务")

_CARD_AND_HOLDER = {
    "card.status": Text(
        en="Look up the state of the card in the app. A card desk lifts a suspension or a loss report, "
        "renews an expired card and issues a first one.",
        zh="请在手机应用中查看卡片状态。解除停用或挂失、换领到期卡片、首次申领，均可到社保卡服务网点办理。",
    ),
    "card.form": Text(
        en="Some services ask for the physical card and others for the digital one in the app; present the "
        "form that this service asks for.",
        zh="有的服务须使用实体卡，有的须使用手机应用中的电子社保卡，请按此项服务的要求出示。",
    ),
    "holder.age": Text(
        en="This service is for another age group. If your date of birth is recorded wrongly, take your "
        "passport to a card desk; otherwise ask the bank for a service for your age.",
        zh="此项服务面向其他年龄段。出生日期登记有误的，请携带护照到社保卡服务网点更正；"
        "无误的，请向银行咨询适合您年龄的服务。",
    ),
    "holder.relation": Text(
        en="Use the card of the person the service is for. If a family link is missing or wrong, bring the "
        "civil document that proves it to a card desk.",
        zh="请使用服务对象本人的卡。家属关系缺失或有误的，请携带亲属关系证明到社保卡服务网点登记。",
    ),
    "principal.card.status": Text(
        en="Ask the permit holder you are linked to to have their own card put in order first.",
        zh="请您的工作许可持有人家属先将其本人的卡恢复正常。",
    ),
}

_PERMIT_AND_RESIDENCE = {
    "permit.status": Text(
        en="Check the state of your work permit in the app. Your employer extends it, applies for a new one "
        "or, when the work has ended, cancels it.",
        zh="请在手机应用中查看工作许可状态。延期、重新申请，以及离职后注销，均由用人单位办理。",
    ),
    "permit.class": Text(
        en="This service is for another permit class. If you now meet its conditions, your employer can "
        "apply for a change of class.",
        zh="此项服务面向其他类别的工作许可。已符合相应条件的，可由用人单位申请变更类别。",
    ),
    "permit.days_left": Text(
        en="Your work permit ends too soon for this loan or card. Ask your employer to extend it, then "
        "apply again.",
        zh="工作许可剩余时间不够办理此项贷款或信用卡。请由用人单位办理延期后再申请。",
    ),
    "residence.permit": Text(
        en="Permanent residents meet this condition. Ask the exit-entry office whether you can apply for "
        "permanent residence.",
        zh="持有永久居留身份证即符合此项条件。能否申请永久居留，请向出入境管理部门咨询。",
    ),
    "residence.status": Text(
        en="Extend your residence document, or apply for one, at the exit-entry office.",
        zh="请到出入境管理部门办理居留证件延期或申请居留证件。",
    ),
    "residence.months": Text(
        en="You have not lived in this city for long enough yet by your registration; come back later.",
        zh="您在本市连续登记居住的月数还不够，期满后即可办理。",
    ),
}

_INSURANCE_AND_WORK = {
    "insurance.pension": Text(
        en="Check your pension insurance in the app; the social insurance agency corrects a wrong entry. An "
        "account that receives a pension stays open.",
        zh="请在手机应用中查看养老保险状态，有误的由社保经办机构更正。正在领取养老金的账户不能销户。",
    ),
    "insurance.medical": Text(
        en="Check your medical insurance in the app. Employees are enrolled by their employer, relatives "
        "join the residents' scheme.",
        zh="请在手机应用中查看医保参保状态。在职人员由用人单位办理参保，家属可参加城乡居民医保。",
    ),
    "insurance.unemployment": Text(
        en="Apply for unemployment benefit at the social insurance agency. An account that receives it can "
        "be closed when the payments have ended.",
        zh="请到社保经办机构申领失业保险金。正在领取的，待停发后方可销户。",
    ),
    "insurance.city": Text(
        en="Use the service in the city where you are insured. After a change of job, have your insurance "
        "moved first.",
        zh="请在参保城市使用此项服务。换工作后，请先办理医保关系转移。",
    ),
    "employer.present": Text(
        en="Check in the app which employer is on record. A new employer reports your employment to the "
        "social insurance agency.",
        zh="请在手机应用中查看登记的用人单位。新入职的，由用人单位向社保经办机构办理登记。",
    ),
    "employer.province": Text(
        en="Use the service in the province of your employer. If it is recorded wrongly, ask your employer "
        "to have it corrected.",
        zh="请在用人单位所在省份使用此项服务。登记有误的，请由用人单位更正。",
    ),
    "employer.months": Text(
        en="You have not been with this employer for long enough yet; come back later.",
        zh="您在现单位工作的月数还不够，期满后即可办理。",
    ),
    "employer.days_since_exit": Text(
        en="You left the last job too long ago. Bring a contract of your present job, or ask the bank which "
        "other proof of the income it takes.",
        zh="离职时间已超过规定期限。请提供现单位的劳动合同，或向银行咨询可用的其他收入证明。",
    ),
}

_BANK = {
    "bank.account": Text(
        en="Look up the state of the account in the app. A branch of the card's bank opens, activates or "
        "unfreezes it; bring your passport and the card.",
        zh="请在手机应用中查看账户状态。开立、激活、解冻账户，请携带护照和社保卡到发卡银行网点办理。",
    ),
    "bank.months": Text(
        en="The account has not been in use for long enough yet; come back later.",
        zh="账户使用的月数还不够，期满后即可办理。",
    ),
}

_REQUEST = {
    "at.city": Text(
        en="Choose a city where the service is open to you.",
        zh="请选择在您可使用此项服务的城市办理。",
    ),
    "at.province": Text(
        en="Choose a province where the service is open to you.",
        zh="请选择在您可使用此项服务的省份办理。",
    ),
    "now.month": Text(
        en="Come back in the months in which this service is open.",
        zh="现在不在办理时间内，请在开放办理的月份再来。",
    ),
    "request.amount": Text(
        en="Check the amount, and enter one within the limits of this service; a branch tells you what is "
        "possible beyond them.",
        zh="请核对金额，并在此项服务的限额内填写；超出限额的，请到银行网点咨询。",
    ),
    "request.consent": Text(
        en="Give your consent to this use of your data, in the app or at the branch, and try again.",
        zh="请在手机应用中或银行网点同意本次信息使用，然后重试。",
    ),
    "request.escorted": Text(
        en="Come with a parent who acts for the child.",
        zh="请由父母陪同并代为办理。",
    ),
}

_USAGE = {
    "usage.today": Text(
        en="You have reached today's number; come back tomorrow.",
        zh="今日次数已用完，请明天再来。",
    ),
    "usage.year": Text(
        en="You have reached this year's number; come back next year.",
        zh="本年度次数已用完，请明年再来。",
    ),
    "usage.open": Text(
        en="You have this service already, or as often as it is allowed. End one that you no longer need, "
        "then try again.",
        zh="您已开通此项服务或已达绑定上限。请先解除不再需要的一项，再重新办理。",
    ),
}

_RECORDS = {
    "record.kyc": Text(
        en="Have the bank check your identity in full: bring your passport, your residence document and "
        "proof of income to a branch.",
        zh="请携带护照、居留证件和收入证明到银行网点，完成身份核实。",
    ),
    "record.debt": Text(
        en="Settle the open bills or loans with this institution first.",
        zh="请先结清在该机构的欠费或贷款。",
    ),
    "record.contract": Text(
        en="Bring the employment contract or the purchase contract that this service asks for.",
        zh="请提供此项服务要求的劳动合同或购房合同。",
    ),
    "record.tax_clear": Text(
        en="Bring proof from the tax office that the income concerned has been taxed; the tax app issues it.",
        zh="请提供相关收入的完税证明，可在个人所得税应用中或税务部门开具。",
    ),
    "record.tax_months": Text(
        en="The months with declared income are too few. Check your tax records in the tax app, and ask "
        "your employer to declare a month that is missing.",
        zh="已申报收入的月数不足。请在个人所得税应用中核对；有漏报的，请由用人单位补报。",
    ),
    "record.taxpayer": Text(
        en="This service is for tax residents. Ask the tax office how your days in China count, and declare "
        "your residency to the bank.",
        zh="此项服务面向税收居民。请向税务部门咨询您的在华天数如何计算，并向银行作出声明。",
    ),
    "record.departure_declared": Text(
        en="Declare your departure from China to the bank first.",
        zh="请先向银行申报离境。",
    ),
    "record.fund": Text(
        en="Ask your employer or the housing fund centre about the state of your account.",
        zh="请向用人单位或住房公积金管理中心查询账户状态。",
    ),
    "record.homes_owned": Text(
        en="This loan is for a first home in the city. If a home has been sold, have the register corrected.",
        zh="此项贷款只用于在本市购买首套住房。住房已出售的，请到不动产登记机构更新登记。",
    ),
    "record.risk_grade": Text(
        en="Take the bank's risk test, in the app or at a branch; the result says which products fit you.",
        zh="请在手机应用中或银行网点完成风险测评，并按测评结果选择适合的产品。",
    ),
    "record.regulator_mou": Text(
        en="The securities regulator of your home country needs an agreement with China's. Ask the broker "
        "which countries have one.",
        zh="您本国的证券监管机构须与中国证监会有合作协议。已有协议的国家，请向证券公司查询。",
    ),
}

REMEDIES: Mapping[str, Text] = MappingProxyType(
    {
        **_CARD_AND_HOLDER,
        **_PERMIT_AND_RESIDENCE,
        **_INSURANCE_AND_WORK,
        **_BANK,
        **_REQUEST,
        **_USAGE,
        **_RECORDS,
    }
)
