"""Remedies for what the card authority holds: card, permit, residence, insurance, work and family link."""

from joincard_sdk.texts import Text

_CARD_AND_HOLDER = {
    "card.status": Text(
        en="Look up the state of the card in the app. A card desk lifts a suspension or a loss report, "
        "renews an expired card and issues a first one; if you have a working card, use it as it is.",
        zh="请在手机应用中查看卡片状态。解除停用或挂失、换领到期卡片、首次申领，均可到社保卡服务网点办理；"
        "卡片正常的，继续使用即可。",
    ),
    "card.form": Text(
        en="Some services ask for the physical card and others for the digital one in the app; present the "
        "form that this service asks for.",
        zh="有的服务须使用实体卡，有的须使用手机应用中的电子社保卡，请按此项服务的要求出示。",
    ),
    "card.valid_days": Text(
        en="Look up the date on which the card expires. If it is still far away, keep the card; if it passed "
        "long ago, apply for a new card.",
        zh="请查看卡片有效期。离到期还早的，无需换发；到期已久的，请重新申领。",
    ),
    "holder.age": Text(
        en="This service is for another age group. If your date of birth is recorded wrongly, take your "
        "passport to a card desk; otherwise ask the office for the service for your age.",
        zh="此项服务面向其他年龄段。出生日期登记有误的，请携带护照到社保卡服务网点更正；"
        "无误的，请向办理机构咨询适合您年龄的服务。",
    ),
    "holder.relation": Text(
        en="Use the card of the person the service is for. If a family link is missing or wrong, bring the "
        "civil document that proves it to a card desk.",
        zh="请使用服务对象本人的卡。家属关系缺失或有误的，请携带亲属关系证明到社保卡服务网点登记。",
    ),
}

_PERMIT = {
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
        en="Check when your work permit ends. Too early, come back nearer to that day; too late, ask your "
        "employer to extend the permit first.",
        zh="请查看工作许可到期日。还没到办理时间的，请临近到期再办；剩余时间不够的，请由用人单位先办理延期。",
    ),
    "permit.days_since_cancelled": Text(
        en="The time allowed after the cancellation of the permit is over. Ask the foreign experts office or "
        "the exit-entry office what is still open to you.",
        zh="工作许可注销后的办理期限已过。请向外国人来华工作管理部门或出入境管理部门咨询其他办法。",
    ),
    "permit.months_held": Text(
        en="The time for which you have held the permit is too short or too long for this service. Check "
        "with your employer that earlier permits were counted.",
        zh="您持有工作许可的时间不符合此项服务的要求。请与用人单位核对以前的工作许可是否已计入。",
    ),
}

_RESIDENCE = {
    "residence.permit": Text(
        en="This service is for another kind of residence document. Ask the exit-entry office which one you "
        "can apply for.",
        zh="此项服务面向持其他居留证件的人员。请向出入境管理部门咨询您可以申请的证件。",
    ),
    "residence.status": Text(
        en="Extend your residence document, or apply for one, at the exit-entry office.",
        zh="请到出入境管理部门办理居留证件延期或申请居留证件。",
    ),
    "residence.days_left": Text(
        en="Check when your residence document ends. Too early, come back nearer to that day; too late, have "
        "it extended first at the exit-entry office.",
        zh="请查看居留证件到期日。还没到办理时间的，请临近到期再办；"
        "剩余时间不够的，请先到出入境管理部门办理延期。",
    ),
    "residence.city": Text(
        en="Use the service in the city where you are registered. After a move, report the new address to "
        "the police and then to the exit-entry office.",
        zh="请在您登记居住的城市使用此项服务。已搬家的，请先到派出所、再到出入境管理部门变更住址。",
    ),
    "residence.province": Text(
        en="Use the service in the province where you are registered. After a move, report the new address "
        "to the police and then to the exit-entry office.",
        zh="请在您登记居住的省份使用此项服务。已搬家的，请先到派出所、再到出入境管理部门变更住址。",
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
    "insurance.pension": Text(
        en="Check the state of your pension insurance in the app. The social insurance agency opens, moves "
        "or settles the account.",
        zh="请在手机应用中查看养老保险状态。参保、转移和结清账户，请到社保经办机构办理。",
    ),
    "insurance.pension_months": Text(
        en="Contribution months are still too few. Have those paid in other cities transferred and counted.",
        zh="养老保险缴费月数不足。在其他城市的缴费，可办理转移后合并计算。",
    ),
    "insurance.medical": Text(
        en="Check your medical insurance in the app. Employees are enrolled by their employer, relatives "
        "join the residents' scheme.",
        zh="请在手机应用中查看医保参保状态。在职人员由用人单位办理参保，家属可参加城乡居民医保。",
    ),
    "insurance.unemployment": Text(
        en="Check your unemployment insurance in the app. If its state is out of date, ask your last "
        "employer or the social insurance agency to correct it.",
        zh="请在手机应用中查看失业保险状态。状态有误的，请由原用人单位或社保经办机构更正。",
    ),
    "insurance.unemployment_months": Text(
        en="Contribution months are still too few. Have those paid in other cities transferred and counted.",
        zh="失业保险缴费月数不足。在其他城市的缴费，可办理转移后合并计算。",
    ),
    "insurance.maternity": Text(
        en="Ask your employer whether maternity contributions are paid.",
        zh="请向用人单位核实生育保险缴费情况。",
    ),
    "insurance.maternity_streak": Text(
        en="The contributions in a row are too few. Ask your employer to make up a month that is missing; "
        "otherwise wait until enough months are paid.",
        zh="连续缴费月数不足。有漏缴的，请由用人单位补缴；没有漏缴的，缴满规定月数后即可申领。",
    ),
    "insurance.work_injury": Text(
        en="Ask your employer at the time of the injury, or the social insurance agency, to confirm your "
        "work-injury enrolment.",
        zh="请向受伤时的用人单位或社保经办机构核实工伤保险参保记录。",
    ),
    "insurance.province": Text(
        en="Your pension is insured in this province already; there is nothing to move.",
        zh="您的养老保险关系已在本省，无需转移。",
    ),
    "insurance.treaty_cert": Text(
        en="A certificate of coverage under a treaty decides whether you pay here. File one, or have an old "
        "one removed, at the social insurance agency.",
        zh="是否在华缴费，以双边社保协定的参保证明为准。登记或撤销证明，请到社保经办机构办理。",
    ),
}

_WORK_AND_BANK = {
    "employer.present": Text(
        en="Check in the app which employer is on record. A new employer reports your employment to the "
        "social insurance agency, a former one reports that you have left.",
        zh="请在手机应用中查看登记的用人单位。入职由新单位、离职由原单位向社保经办机构办理登记。",
    ),
    "employer.city": Text(
        en="This service is for people who work in this city. If your employer's city is recorded wrongly, "
        "ask your employer to have it corrected.",
        zh="此项服务面向在本市工作的人员。用人单位所在城市登记有误的，请由用人单位更正。",
    ),
    "employer.province": Text(
        en="Apply in the province of your new employer.",
        zh="请在新用人单位所在省份申请。",
    ),
    "employer.months": Text(
        en="You have not been with this employer for long enough yet; come back later.",
        zh="您在现单位工作的月数还不够，期满后即可申报。",
    ),
    "employer.days_since_exit": Text(
        en="The time for this step ran from the day you left the employer and is over. Ask the labour "
        "inspectorate or a legal aid office what is still open to you.",
        zh="从离职之日起计算的办理期限已过。请向劳动监察部门或法律援助机构咨询其他办法。",
    ),
    "bank.account": Text(
        en="Visit a branch of the card's bank with your passport and the card: it activates or unfreezes the "
        "account, and closes it when you leave.",
        zh="请携带护照和社保卡到合作银行网点，办理账户激活、解冻；离境时可在网点注销账户。",
    ),
}

_PRINCIPAL = {
    "principal.card.status": Text(
        en="Ask the permit holder you are linked to to have their own card put in order first.",
        zh="请您的工作许可持有人家属先将其本人的卡恢复正常。",
    ),
    "principal.permit.status": Text(
        en="Ask the permit holder you are linked to to check their work permit and have it extended.",
        zh="请您的工作许可持有人家属查看其工作许可状态并办理延期。",
    ),
    "principal.permit.class": Text(
        en="This service is for households of another permit class; use the ordinary service.",
        zh="此项服务面向其他类别工作许可持有人的家庭，请使用普通服务。",
    ),
    "principal.permit.days_left": Text(
        en="Ask the permit holder you are linked to to have their work permit extended first.",
        zh="请您的工作许可持有人家属先办理其工作许可延期。",
    ),
    "principal.residence.city": Text(
        en="You and the permit holder are registered in different cities. Register your common address with "
        "the police first.",
        zh="您与工作许可持有人登记的居住城市不同。请先到派出所登记共同的住址。",
    ),
    "principal.insurance.pension": Text(
        en="Ask the social insurance agency what became of the pension account of the family member.",
        zh="请向社保经办机构查询该家属养老保险账户的情况。",
    ),
}

REMEDIES = {
    **_CARD_AND_HOLDER,
    **_PERMIT,
    **_RESIDENCE,
    **_INSURANCE,
    **_WORK_AND_BANK,
    **_PRINCIPAL,
}
