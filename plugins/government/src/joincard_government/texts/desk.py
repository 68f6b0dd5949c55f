"""Remedies for what the desk knows: place and day, what is asked, earlier uses, and its own records."""

from joincard_sdk.texts import Text

_REQUEST = {
    "at.city": Text(
        en="Choose an office in a city where the service is open to you.",
        zh="请选择在您可使用此项服务的城市办理。",
    ),
    "at.province": Text(
        en="Choose an office in a province where the service is open to you.",
        zh="请选择在您可使用此项服务的省份办理。",
    ),
    "now.month": Text(
        en="Come back in the months in which this service is open.",
        zh="现在不在办理时间内，请在开放办理的月份再来。",
    ),
    "request.amount": Text(
        en="Check the amount that was entered.",
        zh="请核对所填金额。",
    ),
    "request.consent": Text(
        en="Give your consent to this use of your data, in the app or at the desk, and try again.",
        zh="请在手机应用中或窗口同意本次信息使用，然后重试。",
    ),
    "request.escorted": Text(
        en="Come with a parent or another adult who is responsible for the child, or let them file.",
        zh="请由家长或其他监护人陪同或代为办理。",
    ),
    "event.kind": Text(
        en="Choose the service that fits the occasion, or ask the desk to enter the right one.",
        zh="请选择与您的情况相符的服务，或请窗口更正所填事由。",
    ),
    "event.days": Text(
        en="Check the date that was given. If the time allowed is over, ask at the desk what is still open "
        "to you.",
        zh="请核对所填日期。已超过办理期限的，请到窗口咨询其他办法。",
    ),
    "event.workdays": Text(
        en="Check the date that was given. If the working days allowed are over, your employer has to "
        "explain the delay to the foreign experts office.",
        zh="请核对所填日期。已超过规定工作日的，须由用人单位向外国人来华工作管理部门说明情况。",
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
        en="You have received all that this programme offers; the office advises on others.",
        zh="您已享受此项目的全部次数；其他项目可向办理机构咨询。",
    ),
    "usage.open": Text(
        en="End one that is still open, then try again.",
        zh="请先结束或解除一项仍有效的申请或绑定，再重新办理。",
    ),
}

_WORK_AND_MONEY_RECORDS = {
    "record.wage_ratio": Text(
        en="Your declared salary is compared with the local average wage; bring recent tax proof if the "
        "office has an old figure.",
        zh="申报工资须达到当地平均工资的规定倍数。记录的工资不是最新的，请提供近期完税证明。",
    ),
    "record.tax_months": Text(
        en="The months with declared income are too few. Check your tax records in the tax app, and ask "
        "your employer to declare a month that is missing.",
        zh="已申报收入的月数不足。请在个人所得税应用中核对；有漏报的，请由用人单位补报。",
    ),
    "record.tax_clear": Text(
        en="Have the tax office confirm that the income concerned has been taxed.",
        zh="请到税务部门开具相关收入的完税证明。",
    ),
    "record.taxpayer": Text(
        en="The yearly settlement is for tax residents. Ask the tax office how your days in China count.",
        zh="年度汇算面向居民个人。请向税务部门咨询您的在华天数如何计算。",
    ),
    "record.fund": Text(
        en="Ask your employer or the housing fund centre about the state of your account: it is opened, "
        "sealed and opened again there.",
        zh="请向用人单位或住房公积金管理中心查询账户状态；开户、封存、启封均在那里办理。",
    ),
    "record.fund_months": Text(
        en="The deposits in a row are too few; come back when enough months are paid.",
        zh="公积金连续缴存月数不足，缴满规定月数后即可办理。",
    ),
    "record.homes_owned": Text(
        en="The homes you own in this city are counted. If one has been sold, have the register corrected.",
        zh="此项服务对您在本市拥有的住房套数有限制。住房已出售的，请到不动产登记机构更新登记。",
    ),
    "record.debt": Text(
        en="Settle the open bills or loans with this office first.",
        zh="请先结清在该机构的欠费或贷款。",
    ),
    "record.contract": Text(
        en="Bring the lease, the employment contract or the purchase contract that this service asks for.",
        zh="请提供此项服务要求的租赁合同、劳动合同或购买合同。",
    ),
    "record.involuntary": Text(
        en="The benefit is for people who lost a job against their will. If your record says otherwise, ask "
        "your last employer for a correct certificate.",
        zh="此待遇面向非因本人意愿失去工作的人员。离职原因登记有误的，请由原用人单位更正并出具证明。",
    ),
    "record.injury_recognised": Text(
        en="Have the injury recognised first: your employer applies, or else you yourself.",
        zh="请先申请工伤认定：由用人单位申请；单位未申请的，可由本人申请。",
    ),
    "record.pension_age": Text(
        en="The agency compares your age with the pension age that applies to you; ask there which service "
        "fits.",
        zh="社保经办机构按适用于您的法定退休年龄核定，请在那里咨询适合您的服务。",
    ),
    "record.departure_declared": Text(
        en="Declare your departure from China to this office first.",
        zh="请先向该机构申报离境。",
    ),
    "record.registered": Text(
        en="Ask the office to check your registration there: some services need one, others are for people "
        "without.",
        zh="请该机构核对您的登记情况：有的服务须先登记，有的只面向尚未登记的人员。",
    ),
}

_LEARNING_AND_DRIVING_RECORDS = {
    "record.degree": Text(
        en="Have your degree recognised, and bring the recognition to this office.",
        zh="请先办理学历学位认证，并将认证结果提交给该机构。",
    ),
    "record.exam_passed": Text(
        en="Pass the examination that this service asks for, then try again.",
        zh="请先通过此项服务要求的考试或测试，再来办理。",
    ),
    "record.school": Text(
        en="Bring a certificate of enrolment from the school.",
        zh="请提供学校出具的在读证明。",
    ),
    "record.seats_left": Text(
        en="All places are taken. Ask for the waiting list, or try another kindergarten.",
        zh="学位已满。请登记候补，或选择其他幼儿园。",
    ),
    "record.foreign_licence": Text(
        en="Bring your foreign driving licence with a certified translation.",
        zh="请提供境外驾驶证和经认证的中文翻译件。",
    ),
    "record.licence": Text(
        en="This service is for drivers with a Chinese licence; a foreign one can be converted first.",
        zh="此项服务面向持中国驾驶证的人员；持境外驾驶证的，请先办理换领。",
    ),
}

REMEDIES = {**_REQUEST, **_USAGE, **_WORK_AND_MONEY_RECORDS, **_LEARNING_AND_DRIVING_RECORDS}
