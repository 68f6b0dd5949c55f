"""Residence: permits to stay, registering an address, permanent residence and police certificates."""

from joincard_sdk.facts import card, event, holder, permit, principal, record, residence
from joincard_sdk.fees import Flat, Tiered, Waived, at, tier
from joincard_sdk.money import yuan
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_government.vocabulary import (
    ACTIVE_CARD,
    ADDRESS_REGISTERED,
    CLASS_A_OR_B,
    FEE_BY_LENGTH_OF_STAY,
    LIVES_HERE,
    NATIONAL_START,
    PERMANENT_RESIDENT,
    PERMIT_HOLDER,
    PERMIT_VALID,
    PRINCIPAL_PERMIT_VALID,
    PUBLIC_SERVICE,
    RELATIVE,
    RESIDENCE_VALID,
    SIX_TIMES_THE_AVERAGE_WAGE,
    WHOLE_IDENTITY,
    WITH_OR_WITHOUT_A_CARD,
)

RESIDENCE_PERMIT_FEE = Tiered(
    "permit_years",
    tier(0, 1, yuan(400)),
    tier(1, 3, yuan(800)),
    tier(3, 5, yuan(1000)),
    per="permit",
)
"""One tariff for everyone's residence permit, by the years it is given for."""

SERVICES: tuple[Service, ...] = (
    Service(
        code="government.residence.permit_renewal",
        name=Text(en="Renew a work residence permit", zh="工作类居留许可延期"),
        description=Text(
            en="Renews the right to live here on the strength of the permit in the card.",
            zh="凭卡内的工作许可，延长居留期限。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=card.status.is_in("pending", "active", "expired")
        & PERMIT_VALID
        & permit.days_left.at_least(90)
        & residence.permit.is_("work")
        & RESIDENCE_VALID
        & residence.days_left.at_most(90),
        fee=RESIDENCE_PERMIT_FEE.because(FEE_BY_LENGTH_OF_STAY),
        discloses=(*WHOLE_IDENTITY, "work_permit_number", "work_permit_validity"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.residence.dependant_permit",
        name=Text(en="Residence permit for a relative", zh="家属居留许可办理"),
        description=Text(
            en="A relative's stay follows the length of the permit holder's own.",
            zh="家属的居留期限与工作许可持有人一致。",
        ),
        channel="in_person",
        coverage=Coverage.nationwide(),
        accepts=WITH_OR_WITHOUT_A_CARD
        & RELATIVE
        & PRINCIPAL_PERMIT_VALID
        & principal.permit.days_left.at_least(90)
        & ADDRESS_REGISTERED,
        fee=RESIDENCE_PERMIT_FEE.concession(
            holder.age.less_than(1),
            at(yuan(400)),
            because=Text(en="the lowest fee for a baby", zh="婴儿按最低档收费"),
        ).because(FEE_BY_LENGTH_OF_STAY),
        discloses=(*WHOLE_IDENTITY, "dependant_links"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.residence.stay_registration",
        name=Text(en="Register accommodation", zh="境外人员住宿登记"),
        description=Text(
            en="Everyone registers a new address within a day of arriving.",
            zh="入住新住处后，应在一天之内办理登记。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=card.status.is_in("none", "pending", "active", "suspended", "lost", "expired")
        & residence.status.is_in("none", "valid", "renewing")
        & event.kind.is_in("arrival", "move")
        & event.days.between(0, 1),
        fee=Waived().because(Text(en="legal duty without charge", zh="依法登记，不收费")),
        discloses=("full_name", "nationality", "passport_number", "residence"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.residence.permanent_intake",
        name=Text(en="Apply for permanent residence", zh="外国人永久居留申请"),
        description=Text(
            en="Four years of well-paid taxed work open the path to permanent residence.",
            zh="连续工作满四年、工资达到标准并依法纳税的，可申请永久居留。",
        ),
        channel="in_person",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & PERMIT_HOLDER
        & PERMIT_VALID
        & CLASS_A_OR_B
        & permit.months_held.at_least(48)
        & SIX_TIMES_THE_AVERAGE_WAGE
        & record.tax_clear.is_(True),
        fee=Flat(yuan(1500), per="application").because(
            Text(en="national application fee", zh="全国统一的申请费")
        ),
        discloses=(*WHOLE_IDENTITY, "work_permit_number", "employer"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.residence.pr_card_reissue",
        name=Text(en="Reissue a permanent resident card", zh="外国人永久居留身份证补发"),
        description=Text(
            en="Replaces a permanent resident card that was lost or damaged.",
            zh="永久居留身份证遗失或损坏的，可申请补发。",
        ),
        channel="in_person",
        coverage=Coverage.nationwide(),
        accepts=WITH_OR_WITHOUT_A_CARD & PERMANENT_RESIDENT & event.kind.is_("loss") & event.days.at_least(0),
        fee=Flat(yuan(600), per="card").because(Text(en="national reissue fee", zh="全国统一的补发费")),
        discloses=("full_name", "portrait", "nationality", "passport_number"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.residence.no_crime_certificate",
        name=Text(en="Certificate of no criminal record", zh="无犯罪记录证明"),
        description=Text(
            en="Issued by the city where the holder has lived for at least half a year.",
            zh="在同一城市居住满半年的，可在当地申请开具。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & holder.age.at_least(16) & LIVES_HERE & residence.months.at_least(6),
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=("full_name", "nationality", "passport_number"),
        effective_from=NATIONAL_START,
    ),
)
