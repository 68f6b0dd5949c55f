"""Across the border: foreign currency, money sent home or received, and the last account before leaving."""

from joincard_sdk.facts import employer, permit, record, request, usage
from joincard_sdk.fees import Percent, Waived
from joincard_sdk.money import yuan
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_finance.vocabulary import (
    ACCOUNT_ACTIVATED,
    ACCOUNT_OWNER,
    ACTIVE_CARD,
    ADULT,
    BANK_RATE,
    CARD_NOT_CANCELLED,
    CARD_NOT_EXPIRED,
    CONTRACT_ON_FILE,
    FOREIGN_NATIONAL,
    FROM_SIXTEEN,
    FULLY_CHECKED,
    IDENTITY_CHECKED,
    NATIONAL_START,
    NO_DEBT,
    PERMIT_HOLDER,
    PERMIT_VALID,
    RESIDENCE_VALID,
    SOME_AMOUNT,
    TAX_PAID,
)

WORKS_OR_LEFT_WITHIN_A_YEAR = CONTRACT_ON_FILE | employer.days_since_exit.at_most(365)

SERVICES: tuple[Service, ...] = (
    Service(
        code="finance.cross_border.salary_fx",
        name=Text(en="Buy currency with salary", zh="境内薪酬购汇"),
        description=Text(
            en="Taxed salary may be changed without using the yearly allowance.",
            zh="已完税的工资可以购汇，不占用年度额度。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & PERMIT_HOLDER & PERMIT_VALID & ACCOUNT_ACTIVATED & CONTRACT_ON_FILE & TAX_PAID,
        fee=Percent(0, of="amount").because(BANK_RATE),
        discloses=(*FOREIGN_NATIONAL, "employer", "bank_account"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.cross_border.remit_out",
        name=Text(en="Send salary abroad", zh="薪酬汇出境外"),
        description=Text(
            en="Proof of work and of tax paid lets pay leave the country.",
            zh="凭工作证明和完税证明，可将工资汇往境外。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & PERMIT_HOLDER
        & ACCOUNT_ACTIVATED
        & TAX_PAID
        & FULLY_CHECKED
        & WORKS_OR_LEFT_WITHIN_A_YEAR,
        fee=Percent("0.1", of="amount", least=yuan(20), cap=yuan(200)).because(
            Text(en="bank tariff", zh="银行收费标准")
        ),
        discloses=(*FOREIGN_NATIONAL, "employer", "bank_account"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.cross_border.small_fx",
        name=Text(en="Change a small sum", zh="小额便利化购汇"),
        description=Text(
            en="About five hundred dollars a day can be bought without papers.",
            zh="每天可购买约五百美元的外汇，不必提交证明材料。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & ACCOUNT_ACTIVATED
        & ADULT
        & request.amount.at_most(3_500)
        & usage.today.less_than(1)
        & RESIDENCE_VALID,
        fee=Percent(0, of="amount").because(BANK_RATE),
        discloses=("full_name", "passport_number", "bank_account"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.cross_border.remit_in",
        name=Text(en="Receive money from abroad", zh="境外汇入"),
        description=Text(
            en="Money from abroad is paid into the card account.",
            zh="境外汇来的款项存入卡内账户。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=CARD_NOT_EXPIRED & ACCOUNT_ACTIVATED & IDENTITY_CHECKED & SOME_AMOUNT,
        fee=Waived().because(Text(en="incoming transfers carry no charge", zh="汇入款项不收费")),
        discloses=ACCOUNT_OWNER,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.cross_border.departure_fx",
        name=Text(en="Settle accounts on departure", zh="离境资金结清汇出"),
        description=Text(
            en="Leavers change and send home what is left after tax.",
            zh="离境人员可将完税后的余款购汇，汇回本国。",
        ),
        channel="in_person",
        coverage=Coverage.nationwide(),
        accepts=CARD_NOT_CANCELLED
        & PERMIT_HOLDER
        & permit.status.is_in("expired", "cancelled")
        & record.departure_declared.is_(True)
        & TAX_PAID
        & NO_DEBT
        & ACCOUNT_ACTIVATED,
        fee=Percent("0.1", of="amount", least=yuan(20), cap=yuan(120)).because(
            Text(en="reduced closing tariff", zh="离境结清优惠费率")
        ),
        discloses=(*FOREIGN_NATIONAL, "bank_account"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.cross_border.cash_exchange",
        name=Text(en="Exchange foreign notes", zh="外币现钞兑换"),
        description=Text(
            en="Notes are changed into the account up to the yearly allowance.",
            zh="在年度额度内，外币现钞可兑换成人民币存入账户。",
        ),
        channel="in_person",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & FROM_SIXTEEN & request.amount.at_most(70_000) & usage.year.less_than(50),
        fee=Waived().because(Text(en="the bank's note rate applies", zh="按银行现钞牌价兑换")),
        discloses=("full_name", "passport_number"),
        effective_from=NATIONAL_START,
    ),
)
