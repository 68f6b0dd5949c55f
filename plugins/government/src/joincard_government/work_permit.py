"""The work permit in the card: showing, extending, changing and ending it."""

from joincard_sdk.facts import card, event, holder, permit, record
from joincard_sdk.fees import Waived
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_government.vocabulary import (
    ACTIVE_CARD,
    CLASS_A,
    CONSENTED,
    DIGITAL_CARD,
    EMPLOYED,
    ISSUED_CARD,
    NATIONAL_START,
    NO_ADMINISTRATIVE_CHARGE,
    NOT_EMPLOYED,
    PERMIT_CANCELLED,
    PERMIT_DUE_FOR_EXTENSION,
    PERMIT_HOLDER,
    PERMIT_VALID,
    PRESENT_OR_FORMER_CARD,
    RESIDENCE_VALID,
    SIX_TIMES_THE_AVERAGE_WAGE,
    TRAVELLER,
)

WITHIN_TEN_WORKING_DAYS = event.workdays.between(0, 10)
EXTENSION_NOT_DUE_YET = permit.days_left.more_than(90)

SERVICES: tuple[Service, ...] = (
    Service(
        code="government.work_permit.show",
        name=Text(en="Show the work permit", zh="工作许可亮证核验"),
        description=Text(
            en="A third party scans the digital card to see whether its holder may work.",
            zh="对方扫描电子社保卡，即可核验持卡人能否在华工作。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=PERMIT_HOLDER
        & ACTIVE_CARD
        & DIGITAL_CARD
        & permit.status.is_in("valid", "expired")
        & CONSENTED,
        fee=Waived().because(Text(en="replaces the paper permit", zh="代替纸质许可证，不收费")),
        discloses=("full_name", "portrait", "work_permit_number", "work_permit_validity"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.work_permit.extend",
        name=Text(en="Extend the work permit", zh="工作许可延期"),
        description=Text(
            en="The employer asks for more time between ninety and thirty days before the permit ends.",
            zh="工作许可到期前九十日至三十日之间，由用人单位申请延期。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=ISSUED_CARD
        & PERMIT_HOLDER
        & PERMIT_VALID
        & PERMIT_DUE_FOR_EXTENSION
        & EMPLOYED
        & (CLASS_A | holder.age.less_than(60)),
        fee=Waived().because(NO_ADMINISTRATIVE_CHARGE),
        discloses=(*TRAVELLER, "work_permit_number", "work_permit_category", "employer"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.work_permit.extend_senior_b",
        name=Text(en="Extend a class B permit past sixty", zh="六十岁以上专业人才工作许可延期"),
        description=Text(
            en="Shanghai lets professionals keep working until seventy.",
            zh="在上海，专业人才可继续工作到七十岁。",
        ),
        channel="online",
        coverage=Coverage.cities("310000"),
        accepts=ISSUED_CARD
        & PERMIT_HOLDER
        & PERMIT_VALID
        & permit.class_.is_("B")
        & holder.age.between(60, 69)
        & PERMIT_DUE_FOR_EXTENSION
        & EMPLOYED,
        fee=Waived().because(NO_ADMINISTRATIVE_CHARGE),
        discloses=("full_name", "date_of_birth", "passport_number", "work_permit_number", "employer"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.work_permit.change_particulars",
        name=Text(en="Change permit particulars", zh="工作许可变更"),
        description=Text(
            en="A new passport or a new post must be filed within ten working days.",
            zh="换发护照或变动岗位后，应在十个工作日内申请变更。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=ISSUED_CARD
        & PERMIT_HOLDER
        & PERMIT_VALID
        & event.kind.is_in("passport_change", "post_change")
        & WITHIN_TEN_WORKING_DAYS
        & EMPLOYED,
        fee=Waived().because(NO_ADMINISTRATIVE_CHARGE),
        discloses=(*TRAVELLER, "work_permit_number", "employer"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.work_permit.cancel",
        name=Text(en="Cancel the work permit", zh="工作许可注销"),
        description=Text(
            en="The employer files the end of the contract within ten working days.",
            zh="合同终止后，用人单位应在十个工作日内申请注销。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=PRESENT_OR_FORMER_CARD
        & PERMIT_HOLDER
        & PERMIT_VALID
        & event.kind.is_("contract_end")
        & WITHIN_TEN_WORKING_DAYS,
        fee=Waived().because(NO_ADMINISTRATIVE_CHARGE),
        discloses=("work_permit_number", "employer"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.work_permit.transfer",
        name=Text(en="Move the permit to a new employer", zh="变更用人单位工作许可"),
        description=Text(
            en="A holder who left one employer may be taken on by another without going abroad first.",
            zh="离职后可由新单位聘用并办理工作许可，不必先出境。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=card.status.is_in("active", "suspended", "expired")
        & PERMIT_HOLDER
        & PERMIT_CANCELLED
        & permit.days_since_cancelled.at_most(30)
        & RESIDENCE_VALID
        & NOT_EMPLOYED,
        fee=Waived().because(NO_ADMINISTRATIVE_CHARGE),
        discloses=(*TRAVELLER, "work_permit_number", "work_permit_category"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.work_permit.cancellation_proof",
        name=Text(en="Proof of cancellation", zh="工作许可注销证明"),
        description=Text(
            en="Prints the certificate that the earlier permit has been cancelled.",
            zh="打印原工作许可已注销的证明。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=PRESENT_OR_FORMER_CARD & PERMIT_HOLDER & PERMIT_CANCELLED,
        fee=Waived().because(NO_ADMINISTRATIVE_CHARGE),
        discloses=("full_name", "work_permit_number"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.work_permit.electronic_reissue",
        name=Text(en="Swap a paper permit for the electronic one", zh="补领电子工作许可"),
        description=Text(
            en="Holders of an older plastic permit may ask for the electronic form before renewal is due.",
            zh="持旧版许可证卡的，不必等到延期，即可申领电子工作许可。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=PERMIT_HOLDER
        & PERMIT_VALID
        & EXTENSION_NOT_DUE_YET
        & EMPLOYED
        & card.status.is_in("none", "pending"),
        fee=Waived().because(Text(en="voluntary change of form", zh="自愿换领电子形式，不收费")),
        discloses=(*TRAVELLER, "work_permit_number"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.work_permit.reclassify",
        name=Text(en="Upgrade to class A", zh="工作许可类别变更为A类"),
        description=Text(
            en="A salary of six times the local average moves the holder into the high-end class.",
            zh="工资达到当地平均工资六倍的，可变更为A类（外国高端人才）。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & PERMIT_HOLDER
        & PERMIT_VALID
        & permit.class_.is_in("B", "C")
        & EXTENSION_NOT_DUE_YET
        & SIX_TIMES_THE_AVERAGE_WAGE
        & record.tax_months.at_least(3),
        fee=Waived().because(NO_ADMINISTRATIVE_CHARGE),
        discloses=("full_name", "work_permit_number", "work_permit_category", "employer"),
        effective_from=NATIONAL_START,
    ),
)
