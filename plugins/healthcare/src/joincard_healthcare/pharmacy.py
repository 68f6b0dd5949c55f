"""Pharmacies: medicines from the medical account, on prescription, delivered, shared, or from a machine."""

from joincard_sdk.facts import bank, holder, insurance, principal, record, request, usage
from joincard_sdk.fees import Copay, Flat, Percent
from joincard_sdk.money import yuan
from joincard_sdk.places import YANGTZE_41, Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_healthcare.vocabulary import (
    ACTIVE_CARD,
    BALANCE_COVERS_THE_AMOUNT,
    CHRONIC_ENTITLEMENT,
    CHRONIC_TERMS,
    DIAGNOSED,
    DIGITAL_CARD,
    EMPLOYEE_SCHEME,
    INSURED,
    INSURED_ELSEWHERE,
    INSURED_HERE,
    INSURED_IN_THE_DELTA,
    INSURED_PERSON,
    NATIONAL_START,
    OLDER_PEOPLE,
    OWN_SAVINGS,
    PRESCRIBED,
)

SERVICES: tuple[Service, ...] = (
    Service(
        code="healthcare.pharmacy.personal_account",
        name=Text(en="Buy medicines from the medical account", zh="个人账户购药"),
        description=Text(
            en="Savings in the account can still be spent after contributions stop.",
            zh="停止缴费后，个人账户里的余额仍可用来买药。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & insurance.medical.is_in("active", "paused", "retired")
        & INSURED_HERE
        & BALANCE_COVERS_THE_AMOUNT,
        fee=Percent(100, of="amount").no_surcharge().because(OWN_SAVINGS),
        discloses=("social_security_number",),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.pharmacy.personal_account_yrd",
        name=Text(en="Delta pharmacies", zh="长三角异地个人账户购药"),
        description=Text(
            en="Sixty-two thousand pharmacies in the delta accept the account.",
            zh="长三角六万二千家药店可用个人账户买药。",
        ),
        channel="both",
        coverage=Coverage.in_set(YANGTZE_41),
        accepts=ACTIVE_CARD
        & EMPLOYEE_SCHEME
        & INSURED_IN_THE_DELTA
        & INSURED_ELSEWHERE
        & BALANCE_COVERS_THE_AMOUNT,
        fee=Percent(100, of="amount").no_surcharge().because(OWN_SAVINGS),
        discloses=("social_security_number",),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.pharmacy.pooled_pharmacy",
        name=Text(en="Insured prescription at a pharmacy", zh="定点药店门诊统筹购药"),
        description=Text(
            en="A prescription is settled at a pharmacy as it would be in a clinic.",
            zh="凭处方在定点药店买药，和在门诊一样结算。",
        ),
        channel="in_person",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & EMPLOYEE_SCHEME & INSURED_HERE & PRESCRIBED,
        fee=Copay(30, of="covered_amount", after=yuan(300), after_per="year").because(
            Text(en="as in a clinic", zh="与门诊相同")
        ),
        discloses=INSURED_PERSON,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.pharmacy.dual_channel",
        name=Text(en="High-cost medicines", zh="双通道药品购药"),
        description=Text(
            en="Costly negotiated medicines are handed out by listed pharmacies.",
            zh="价格较高的国家谈判药品，可在指定药店取药。",
        ),
        channel="in_person",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & EMPLOYEE_SCHEME & INSURED_HERE & PRESCRIBED & DIAGNOSED,
        fee=Copay(25, of="covered_amount").because(Text(en="negotiated medicines", zh="国家谈判药品")),
        discloses=INSURED_PERSON,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.pharmacy.long_prescription",
        name=Text(en="Twelve-week prescription", zh="慢病长处方取药"),
        description=Text(
            en="Stable chronic patients collect medicines for up to twelve weeks.",
            zh="病情稳定的慢性病患者，一次最多可取十二周的药。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & EMPLOYEE_SCHEME
        & CHRONIC_ENTITLEMENT
        & PRESCRIBED
        & record.family_doctor.is_(True)
        & usage.days_since_last.at_least(56),
        fee=Copay(15, of="covered_amount").because(CHRONIC_TERMS),
        discloses=INSURED_PERSON,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.pharmacy.online_prescription",
        name=Text(en="Prescription delivered home", zh="电子处方流转配送"),
        description=Text(
            en="An electronic prescription is filled and sent to the registered address.",
            zh="药店按电子处方配药，送到您登记的住址。",
        ),
        channel="online",
        coverage=Coverage.provinces("33"),
        accepts=ACTIVE_CARD & DIGITAL_CARD & PRESCRIBED & INSURED,
        fee=Flat(yuan(8), per="order")
        .waived_when(holder.age.at_least(65), because=OLDER_PEOPLE)
        .because(Text(en="delivery only, medicines are settled apart", zh="仅为配送费，药费另行结算")),
        discloses=("full_name", "residence"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.pharmacy.family_pool_purchase",
        name=Text(en="Buy from the shared family account", zh="家庭共济账户购药"),
        description=Text(
            en="Relatives spend the permit holder's account but must use their own card.",
            zh="家属可使用工作许可持有人的个人账户，但须刷自己的卡。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & holder.relation.is_in("spouse", "child", "parent")
        & insurance.family_pool.is_(True)
        & principal.insurance.medical.is_in("active", "retired")
        & request.amount.at_most(500),
        fee=Percent(100, of="amount")
        .no_surcharge()
        .because(Text(en="family savings", zh="使用家庭共济账户资金")),
        discloses=("social_security_number", "dependant_links"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.pharmacy.otc_vending",
        name=Text(en="Medicine vending machine", zh="自助售药机"),
        description=Text(
            en="Over-the-counter packs at any hour for adults.",
            zh="成年人可随时购买非处方药。",
        ),
        channel="gate",
        coverage=Coverage.cities("330100", "330400"),
        accepts=ACTIVE_CARD
        & holder.age.at_least(18)
        & bank.account.is_("activated")
        & usage.today.less_than(2),
        fee=Percent(100, of="face_price")
        .no_surcharge()
        .because(Text(en="shelf price, no card charge", zh="按标价付款，刷卡不加收费用")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
)
