"""Payment: at tills and machines, bills and fees, and transfers to other banks."""

from joincard_sdk.facts import holder, request, usage
from joincard_sdk.fees import WAIVED, Flat, Percent, Tiered, Waived, tier
from joincard_sdk.money import yuan
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_finance.vocabulary import (
    ACCOUNT_ACTIVATED,
    ACCOUNT_OWNER,
    ACTIVE_CARD,
    CARD_NOT_EXPIRED,
    DIGITAL_CARD,
    EMPLOYED,
    EMPLOYED_IN_THIS_PROVINCE,
    FROM_SIXTEEN,
    FULLY_CHECKED,
    INSURED_PAYEE,
    NATIONAL_START,
    PHYSICAL_CARD,
    SOME_AMOUNT,
)

SERVICES: tuple[Service, ...] = (
    Service(
        code="finance.payment.pos",
        name=Text(en="Pay at a till", zh="刷卡消费"),
        description=Text(
            en="Shops are paid without the charge that foreign cards attract.",
            zh="在商店刷卡付款，没有境外卡的手续费。",
        ),
        channel="in_person",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & PHYSICAL_CARD & ACCOUNT_ACTIVATED & request.amount.at_most(50_000),
        fee=Waived().no_surcharge().because(Text(en="no foreign-card surcharge", zh="不加收境外卡手续费")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.payment.qr",
        name=Text(en="Pay by code", zh="扫码支付"),
        description=Text(
            en="A domestic account avoids the fee set for foreign cards in wallets.",
            zh="用境内账户扫码付款，免去支付应用对境外卡收取的手续费。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & DIGITAL_CARD & ACCOUNT_ACTIVATED & request.amount.at_most(5_000),
        fee=Waived()
        .no_surcharge()
        .because(
            Text(
                en="no three per cent charge above two hundred yuan",
                zh="超过二百元也不收百分之三的手续费",
            )
        ),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.payment.small_nfc",
        name=Text(en="Small payments without a code", zh="小额免密支付"),
        description=Text(
            en="A tap pays up to a thousand yuan ten times a day.",
            zh="单笔一千元以内，碰一碰即可付款，每天最多十次。",
        ),
        channel="gate",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & PHYSICAL_CARD
        & ACCOUNT_ACTIVATED
        & request.amount.at_most(1_000)
        & usage.today.less_than(10),
        fee=Waived().no_surcharge().because(Text(en="no charge to the payer", zh="付款人不付手续费")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.payment.atm_own",
        name=Text(en="Cash from the issuing bank", zh="本行取现"),
        description=Text(
            en="Cash without charge at machines of the card's own bank.",
            zh="在发卡银行的自助取款机取现，不收手续费。",
        ),
        channel="gate",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & PHYSICAL_CARD & ACCOUNT_ACTIVATED & request.amount.at_most(20_000),
        fee=Waived().because(Text(en="no charge at the issuing bank", zh="在发卡银行取现不收费")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.payment.atm_other",
        name=Text(en="Cash from another bank", zh="跨行取现"),
        description=Text(
            en="Machines of other banks are free three times a month.",
            zh="在其他银行的自助取款机取现，每月前三次免费。",
        ),
        channel="gate",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & PHYSICAL_CARD
        & ACCOUNT_ACTIVATED
        & request.amount.at_most(10_000)
        & usage.today.less_than(5),
        fee=Flat(yuan("3.50"), per="transaction")
        .quota(3, per="month", effect=WAIVED)
        .because(Text(en="three free withdrawals a month", zh="每月免费取现三次")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.payment.wallet_bind",
        name=Text(en="Bind the account to a payment app", zh="绑定移动支付"),
        description=Text(
            en="The account joins payment apps as a local bank card.",
            zh="把账户作为境内银行卡绑定到支付应用。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & ACCOUNT_ACTIVATED & FROM_SIXTEEN & usage.open.less_than(5),
        fee=Waived()
        .no_surcharge()
        .because(Text(en="domestic account, no wallet charge", zh="境内账户，支付应用不收手续费")),
        discloses=("full_name", "passport_number", "bank_account"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.payment.utility",
        name=Text(en="Pay water, power and gas", zh="生活缴费"),
        description=Text(
            en="Household bills are paid from the card account.",
            zh="水、电、气等账单从卡内账户缴纳。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & ACCOUNT_ACTIVATED & request.amount.at_most(20_000),
        fee=Waived().no_surcharge().because(Text(en="the bill itself only", zh="只付账单金额，不收手续费")),
        discloses=("bank_account",),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.payment.school_fee",
        name=Text(en="Pay school fees", zh="学费代缴"),
        description=Text(
            en="Parents pay school and meal fees from their own account.",
            zh="家长用自己的账户缴纳孩子的学费和餐费。",
        ),
        channel="online",
        coverage=Coverage.provinces("34", "33"),
        accepts=ACTIVE_CARD & ACCOUNT_ACTIVATED & SOME_AMOUNT & holder.relation.is_in("self", "spouse"),
        fee=Waived().no_surcharge().because(Text(en="the fee itself only", zh="只付应缴费用，不收手续费")),
        discloses=("bank_account", "dependant_links"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.payment.merchant_offers",
        name=Text(en="Partner shop discount", zh="社保卡特约商户优惠"),
        description=Text(
            en="Several hundred Ningbo shops give card holders from anywhere the same offer.",
            zh="宁波数百家商户，对各地持卡人给予同样的优惠。",
        ),
        channel="in_person",
        coverage=Coverage.cities("330200"),
        accepts=ACTIVE_CARD & ACCOUNT_ACTIVATED,
        fee=Percent(92, of="amount")
        .no_surcharge()
        .because(Text(en="partner price for cards from any province", zh="特约商户价，各省的卡都适用")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.payment.staff_canteen",
        name=Text(en="Staff canteen", zh="机关食堂刷卡"),
        description=Text(
            en="Staff of taking-part employers pay for meals with the card.",
            zh="已开通此项服务的单位，职工可刷卡用餐。",
        ),
        channel="gate",
        coverage=Coverage.provinces("34"),
        accepts=ACTIVE_CARD & EMPLOYED & EMPLOYED_IN_THIS_PROVINCE & usage.today.less_than(3),
        fee=Flat(yuan(12), per="meal").because(Text(en="subsidised staff meal", zh="职工餐，单位有补贴")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.payment.tax_payment",
        name=Text(en="Pay taxes and premiums", zh="税费缴纳"),
        description=Text(
            en="Tax and insurance premiums are paid even while the card is reported lost.",
            zh="缴纳税款和社会保险费，卡片挂失期间也能办理。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=CARD_NOT_EXPIRED & ACCOUNT_ACTIVATED & SOME_AMOUNT,
        fee=Waived().because(Text(en="the tax itself only", zh="只缴应缴税费，不收手续费")),
        discloses=INSURED_PAYEE,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="finance.payment.transfer",
        name=Text(en="Send money to another bank", zh="跨行转账"),
        description=Text(
            en="Counter transfers are charged by size and phone transfers are free.",
            zh="柜台转账按金额收费，手机转账免费。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & ACCOUNT_ACTIVATED & FULLY_CHECKED & request.amount.at_most(500_000),
        fee=Tiered(
            "amount",
            tier(0, 10_000, yuan(0)),
            tier(10_000, 100_000, yuan(10)),
            tier(100_000, None, yuan(15)),
            per="transaction",
        )
        .waived_when(DIGITAL_CARD, because=Text(en="free by phone", zh="手机转账免费"))
        .because(Text(en="free by phone, charged at the counter", zh="手机转账免费，柜台转账收费")),
        discloses=ACCOUNT_OWNER,
        effective_from=NATIONAL_START,
    ),
)
