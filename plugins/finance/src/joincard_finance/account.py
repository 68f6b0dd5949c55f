"""Account: opening, running, protecting and closing the bank account of the card."""

from joincard_sdk.facts import bank, card, holder, insurance, principal, request, usage
from joincard_sdk.fees import WAIVED, Flat, Waived
from joincard_sdk.money import yuan
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_finance.vocabulary import (
    ACCOUNT_ACTIVATED,
    ACCOUNT_OWNER,
    ACTIVE_CARD,
    CARD_NOT_CANCELLED,
    CARD_NOT_EXPIRED,
    EMPLOYED,
    FROM_SIXTEEN,
    FULLY_CHECKED,
    IDENTITY_CHECKED,
    NATIONAL_START,
    NO_DEBT,
    OLDER_PEOPLE,
    OPENING_FREE,
    PERSON,
    PHYSICAL_CARD,
)

NO_UNEMPLOYMENT_BENEFIT = insurance.unemployment.is_not("claiming")
NO_PENSION = insurance.pension.is_not("retired")
FIRST_YEAR = bank.months.less_than(12)

SERVICES: tuple[Service, ...] = (
    Service(
        code="finance.account.activate",
        name=Text(en="Activate the card's bank account", zh="社保卡金融账户激活"),
        description=Text(
            en="A branch checks the holder and switches on the account.",
            zh="银行网点核实本人身份后，开通卡内的金融账户。",
        ),
        channel="in_person",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & PHYSICAL_CARD & bank.account.is_("opened") & FROM_SIXTEEN & IDENTITY_CHECKED,
        fee=Waived().because(OPENING_FREE),
        discloses=(
            "full_name",
            "portrait",
            "date_of_birth",
            "nationality",
            "passport_number",
            "social_security_number",
            "bank_account",
        ),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.account.open_minor",
        name=Text(en="Account for a child", zh="未成年人代理开户"),
        description=Text(
            en="A parent opens the account tied to the child's card.",
            zh="由父母代为开立孩子社保卡的金融账户。",
        ),
        channel="in_person",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & holder.relation.is_("child")
        & holder.age.less_than(16)
        & principal.card.status.is_("active")
        & request.escorted.is_(True)
        & bank.account.is_in("none", "opened"),
        fee=Waived().because(OPENING_FREE),
        discloses=(*PERSON, "dependant_links"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.account.limit_raise",
        name=Text(en="Raise payment limits", zh="非柜面限额调整"),
        description=Text(
            en="Half a year of ordinary use and full checks allow higher limits.",
            zh="正常使用满半年、身份核实完备的，可以调高限额。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & ACCOUNT_ACTIVATED & bank.months.at_least(6) & FULLY_CHECKED & EMPLOYED,
        fee=Waived().because(Text(en="service of the account bank", zh="开户银行提供的服务，不收费")),
        discloses=(*ACCOUNT_OWNER, "employer"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.account.statement",
        name=Text(en="Certified account statement", zh="账户流水打印"),
        description=Text(
            en="Needed for visas, rents and tax matters.",
            zh="办理签证、租房和税务事项时使用。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=CARD_NOT_EXPIRED & bank.account.is_in("activated", "frozen"),
        fee=Flat(yuan(20), per="copy")
        .quota(12, per="year", effect=WAIVED)
        .because(Text(en="free once a month on average", zh="平均每月可免费打印一份")),
        discloses=("bank_account",),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.account.close",
        name=Text(en="Close the account", zh="金融账户销户"),
        description=Text(
            en="Closing waits until no benefit is paid into the account.",
            zh="账户不再用于发放待遇后，才能销户。",
        ),
        channel="in_person",
        coverage=Coverage.nationwide(),
        accepts=card.status.is_in("active", "suspended", "expired")
        & ACCOUNT_ACTIVATED
        & NO_UNEMPLOYMENT_BENEFIT
        & NO_PENSION
        & NO_DEBT,
        fee=Waived().because(Text(en="closing carries no charge", zh="销户不收费")),
        discloses=ACCOUNT_OWNER,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.account.tax_residency",
        name=Text(en="Declare tax residency", zh="税收居民身份声明"),
        description=Text(
            en="Account holders state where they pay tax.",
            zh="开户人声明自己是哪个国家（地区）的税收居民。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & bank.account.is_in("opened", "activated")
        & FROM_SIXTEEN
        & request.consent.is_(True)
        & usage.year.less_than(4),
        fee=Waived().because(Text(en="legal duty without charge", zh="依法应尽的义务，不收费")),
        discloses=("full_name", "nationality", "bank_account"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.account.sms_alerts",
        name=Text(en="Text alerts", zh="账户动账通知"),
        description=Text(
            en="A message for each movement, free in the first year.",
            zh="账户每有一笔收支就发短信通知，第一年免费。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & ACCOUNT_ACTIVATED & usage.open.less_than(1),
        fee=Flat(yuan(2), per="month")
        .waived_when(holder.age.at_least(60), because=OLDER_PEOPLE)
        .waived_when(FIRST_YEAR, because=Text(en="free in the first year", zh="第一年免费"))
        .because(Text(en="optional service", zh="自愿开通的服务")),
        discloses=("bank_account",),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.account.freeze",
        name=Text(en="Freeze the account", zh="账户临时冻结"),
        description=Text(
            en="Stops all debits at once while benefits still arrive.",
            zh="立即停止一切支出，待遇仍照常入账。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=ACCOUNT_ACTIVATED & CARD_NOT_CANCELLED,
        fee=Waived().because(Text(en="protection of the holder", zh="保护持卡人资金安全，不收费")),
        discloses=("bank_account",),
        effective_from=NATIONAL_START,
    ),
)
