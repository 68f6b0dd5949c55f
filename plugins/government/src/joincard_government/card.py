"""The card itself: applying for it, switching it on, replacing, renewing and closing it."""

from joincard_sdk.facts import bank, card, event, holder, insurance, permit, principal, residence, usage
from joincard_sdk.fees import Flat, Waived
from joincard_sdk.money import yuan
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_government.vocabulary import (
    ACTIVE_CARD,
    ACTIVE_OR_EXPIRED_CARD,
    CARD_NOT_CANCELLED,
    CHILD,
    CONSENTED,
    DIGITAL_CARD,
    DIGITAL_ISSUE_FREE,
    ESCORTED,
    FAMILY_CARD_START,
    FIRST_CARD_FREE,
    NATIONAL_START,
    OWN_DATA,
    PENDING_OR_ACTIVE_CARD,
    PERMANENT_RESIDENT,
    PERMIT_ENDED,
    PERMIT_HOLDER,
    PERMIT_VALID,
    PHYSICAL_CARD,
    PRINCIPAL_PERMIT_VALID,
    RELATIVE,
    RESIDENCE_VALID,
    RESIDENCE_VALID_OR_RENEWING,
    WHOLE_IDENTITY,
)

RECEIPT_CONFIRMED = (
    (PERMIT_HOLDER & PERMIT_VALID)
    | (CHILD & holder.age.less_than(16) & ESCORTED)
    | (holder.relation.is_in("spouse", "parent") & PRINCIPAL_PERMIT_VALID)
)
"""Who may confirm that a card has arrived: its holder, and an adult for a child."""

SERVICES: tuple[Service, ...] = (
    Service(
        code="government.card.apply_integrated",
        name=Text(en="Apply for the integrated card", zh="聚英卡申领"),
        description=Text(
            en="One online application turns a valid work permit into a card with its digital twin.",
            zh="持有效工作许可，在网上申请一次，实体卡和电子卡一并办好。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=PERMIT_HOLDER
        & PERMIT_VALID
        & RESIDENCE_VALID_OR_RENEWING
        & card.status.is_in("none", "expired", "cancelled"),
        fee=Waived().because(FIRST_CARD_FREE),
        discloses=(*WHOLE_IDENTITY, "work_permit_number", "employer"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.card.dependant_apply",
        name=Text(en="Card for a family member", zh="随行家属社会保障卡申领"),
        description=Text(
            en="A relative who lives with the permit holder receives a linked card of their own.",
            zh="与工作许可持有人同住的家属，可以申领一张与其关联的社保卡。",
        ),
        channel="both",
        coverage=Coverage.provinces("33"),
        accepts=RELATIVE
        & principal.card.status.is_("active")
        & PRINCIPAL_PERMIT_VALID
        & RESIDENCE_VALID
        & residence.city.is_(principal.residence.city)
        & card.status.is_in("none", "expired"),
        fee=Waived().because(FIRST_CARD_FREE),
        discloses=(*WHOLE_IDENTITY, "dependant_links"),
        effective_from=FAMILY_CARD_START,
    ),
    Service(
        code="government.card.digital_issue",
        name=Text(en="Issue the digital card", zh="电子社保卡签发"),
        description=Text(
            en="The phone app signs a digital card that shows the work permit after a face check.",
            zh="在手机应用中刷脸核验后签发电子社保卡，可出示工作许可。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=PERMIT_HOLDER & PERMIT_VALID & permit.days_left.more_than(0) & PENDING_OR_ACTIVE_CARD,
        fee=Waived().because(DIGITAL_ISSUE_FREE),
        discloses=(
            "full_name",
            "portrait",
            "social_security_number",
            "work_permit_number",
            "work_permit_validity",
        ),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.card.family_binding",
        name=Text(en="Show a relative's digital card on my phone", zh="电子社保卡亲情服务"),
        description=Text(
            en="One phone may hold the digital cards of up to eight relatives who agree to it.",
            zh="经家属本人同意，一部手机最多可绑定八位家属的电子社保卡。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & DIGITAL_CARD & usage.open.less_than(8) & CONSENTED,
        fee=Waived().because(DIGITAL_ISSUE_FREE),
        discloses=("card_number", "dependant_links"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.card.activate",
        name=Text(en="Switch on the social security function", zh="社保功能启用"),
        description=Text(
            en="The delivered card starts to work once its holder, or a parent for a child, "
            "confirms receipt.",
            zh="收到卡后，由持卡人本人确认，孩子的卡由父母确认，卡即启用。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=card.status.is_("pending") & PHYSICAL_CARD & RECEIPT_CONFIRMED,
        fee=Waived().because(Text(en="part of issuing", zh="发卡流程的一部分，不另收费")),
        discloses=("card_number", "full_name"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.card.report_loss",
        name=Text(en="Report a lost card", zh="社保卡挂失"),
        description=Text(
            en="Blocks the card everywhere at once when it is lost or stolen.",
            zh="卡片遗失或被盗时，挂失后立即在各处停用。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=card.status.is_in("active", "suspended"),
        fee=Waived().because(Text(en="protection of the holder", zh="保护持卡人权益，不收费")),
        discloses=("card_number",),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.card.replace_lost",
        name=Text(en="Replace a lost card", zh="社保卡补卡"),
        description=Text(
            en="A new card is made after a loss report and sent to the registered address.",
            zh="挂失后补制新卡，寄送到登记的地址。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=card.status.is_("lost") & event.kind.is_("loss") & event.days.at_least(0),
        fee=Flat(yuan(20), per="card").because(
            Text(en="cost of making the card, same as residents", zh="制卡工本费，与本地居民相同")
        ),
        discloses=("full_name", "portrait", "card_number", "residence"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.card.replace_damaged",
        name=Text(en="Replace a damaged card", zh="社保卡换卡"),
        description=Text(
            en="Swaps a card that no longer reads for a new one at a service point.",
            zh="卡片损坏、无法读取时，到服务网点换领新卡。",
        ),
        channel="in_person",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & PHYSICAL_CARD & (holder.age.at_least(16) | ESCORTED),
        fee=Flat(yuan(20), per="card")
        .waived_when(
            card.valid_days.at_most(90),
            because=Text(en="a new card was due anyway", zh="卡片即将到期，本应换发新卡"),
        )
        .because(
            Text(
                en="cost of making the card, free close to its expiry",
                zh="制卡工本费，卡片临近到期时免收",
            )
        ),
        discloses=("full_name", "portrait", "card_number"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.card.renew",
        name=Text(en="Renew an expiring card", zh="社保卡到期换发"),
        description=Text(
            en="Opens ninety days before the card ends and closes half a year afterwards.",
            zh="卡片到期前九十天起、到期后半年内，均可申请换发。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_OR_EXPIRED_CARD
        & card.valid_days.between(-180, 90)
        & (PERMIT_VALID | PRINCIPAL_PERMIT_VALID | PERMANENT_RESIDENT),
        fee=Waived().because(Text(en="renewal carries no charge", zh="到期换发免费")),
        discloses=("full_name", "portrait", "card_number", "card_validity"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.card.update_particulars",
        name=Text(en="Update passport particulars", zh="持卡人信息变更"),
        description=Text(
            en="A holder with a new passport has ten days to bring the card record up to date.",
            zh="换发新护照后，应在十日内更新社保卡登记信息。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & event.kind.is_("passport_change")
        & event.days.between(0, 10)
        & RESIDENCE_VALID_OR_RENEWING,
        fee=Waived().because(Text(en="part of keeping the register correct", zh="保持登记信息准确，不收费")),
        discloses=("full_name", "passport_number", "nationality"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.card.cancel_on_departure",
        name=Text(en="Close the card on leaving China", zh="离境注销社保卡"),
        description=Text(
            en="Ends the card once its insurance accounts are settled and its bank account is closed.",
            zh="离境前结清社保账户、注销银行账户后，即可注销社保卡。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=PERMIT_HOLDER
        & PERMIT_ENDED
        & insurance.pension.is_in("none", "closed", "exempt")
        & bank.account.is_in("none", "opened", "closed")
        & CARD_NOT_CANCELLED,
        fee=Waived().because(Text(en="closing carries no charge", zh="注销免费")),
        discloses=("card_number", "social_security_number"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.card.usage_log",
        name=Text(en="See where the card was used", zh="用卡记录与授权管理"),
        description=Text(
            en="Lists every verification of the card and lets the holder withdraw standing consents.",
            zh="查看每一次用卡核验记录，并可随时撤回已给出的授权。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=CARD_NOT_CANCELLED & DIGITAL_CARD,
        fee=Waived().because(OWN_DATA),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
)
