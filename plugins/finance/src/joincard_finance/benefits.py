"""Benefits: pensions, allowances, refunds and savings paid into the card's account."""

from joincard_sdk.facts import insurance, now, record
from joincard_sdk.fees import Waived
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_finance.vocabulary import (
    ACCOUNT_ACTIVATED,
    ACTIVE_CARD,
    ADULT,
    CARD_NOT_EXPIRED,
    CLASS_A_OR_B,
    EMPLOYED,
    INSURED_PAYEE,
    NATIONAL_START,
    NO_DEBT,
    PAID_IN_FULL,
    PERMIT_HOLDER,
    PERMIT_VALID,
    RESIDENCE_VALID,
    TAX_RESIDENT,
)

SERVICES: tuple[Service, ...] = (
    Service(
        code="finance.benefits.pension_payout",
        name=Text(en="Receive a pension", zh="养老金发放到卡"),
        description=Text(
            en="Monthly pension paid into the card account.",
            zh="养老金每月发放到卡内账户。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=insurance.pension.is_("retired") & ACCOUNT_ACTIVATED & CARD_NOT_EXPIRED,
        fee=Waived().because(PAID_IN_FULL),
        discloses=INSURED_PAYEE,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.benefits.unemployment_payout",
        name=Text(en="Receive unemployment benefit", zh="失业保险金发放到卡"),
        description=Text(
            en="Payment stops when residence ends.",
            zh="居留证件有效期间按月发放，失效后停发。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=CARD_NOT_EXPIRED
        & insurance.unemployment.is_("claiming")
        & ACCOUNT_ACTIVATED
        & RESIDENCE_VALID,
        fee=Waived().because(PAID_IN_FULL),
        discloses=INSURED_PAYEE,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.benefits.allowance_payout",
        name=Text(en="Receive talent allowances", zh="人才津贴发放到卡"),
        description=Text(
            en="Talent allowances are paid into the card account while the job lasts.",
            zh="在职期间，人才津贴发放到卡内账户。",
        ),
        channel="online",
        coverage=Coverage.provinces("34", "33"),
        accepts=ACTIVE_CARD & PERMIT_HOLDER & PERMIT_VALID & CLASS_A_OR_B & ACCOUNT_ACTIVATED & EMPLOYED,
        fee=Waived().because(PAID_IN_FULL),
        discloses=("bank_account", "work_permit_category"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.benefits.tax_refund",
        name=Text(en="Receive a tax refund", zh="个税退税到卡"),
        description=Text(
            en="Refunds from the yearly settlement arrive on the card.",
            zh="个税年度汇算的退税款直接退到卡内账户。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & PERMIT_HOLDER & TAX_RESIDENT & ACCOUNT_ACTIVATED & now.month.between(3, 8),
        fee=Waived().because(Text(en="paid in full", zh="全额退还")),
        discloses=("full_name", "bank_account"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.benefits.fund_payout",
        name=Text(en="Housing fund into the account", zh="公积金提取到卡"),
        description=Text(
            en="Withdrawals from the housing fund arrive on the card.",
            zh="提取的住房公积金直接转入卡内账户。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & record.fund.is_in("active", "sealed") & ACCOUNT_ACTIVATED & ADULT & NO_DEBT,
        fee=Waived().because(Text(en="own savings paid in full", zh="本人积累全额发放")),
        discloses=("bank_account",),
        effective_from=NATIONAL_START,
    ),
)
