"""Bills that funds of their own pay: childbirth, antenatal checks and work injuries."""

from joincard_sdk.facts import event, record, usage
from joincard_sdk.fees import Copay, Waived
from joincard_sdk.money import yuan
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_healthcare.vocabulary import (
    ACTIVE_CARD,
    CARD_NOT_EXPIRED,
    INJURY_COVER,
    INJURY_FUND_PAYS,
    INJURY_RECOGNISED,
    INSURED_HERE,
    INSURED_IN_ANOTHER_PROVINCE,
    INSURED_PERSON,
    MATERNITY_COVER,
    MATERNITY_FUND_PAYS,
    NATIONAL_START,
    TREATMENT_FILED,
)

SERVICES: tuple[Service, ...] = (
    Service(
        code="healthcare.settlement.delivery",
        name=Text(en="Childbirth", zh="生育医疗费用结算"),
        description=Text(
            en="The maternity fund of the mother or of her insured husband pays most of the bill.",
            zh="大部分分娩费用由产妇本人或其参保丈夫的生育保险支付。",
        ),
        channel="in_person",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & event.kind.is_("birth") & event.days.between(-3, 7) & MATERNITY_COVER,
        fee=Copay(10, of="covered_amount", cap=yuan(3000), cap_per="stay").because(MATERNITY_FUND_PAYS),
        discloses=INSURED_PERSON,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.settlement.prenatal",
        name=Text(en="Antenatal checks", zh="产前检查结算"),
        description=Text(
            en="Up to thirteen checks before the birth are settled on the spot.",
            zh="产前检查当场结算，最多十三次。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & record.pregnant.is_(True) & MATERNITY_COVER & usage.year.less_than(13),
        fee=Copay(20, of="covered_amount").because(MATERNITY_FUND_PAYS),
        discloses=INSURED_PERSON,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.settlement.work_injury_local",
        name=Text(en="Work injury treatment", zh="工伤医疗费用结算"),
        description=Text(
            en="Recognised injuries are treated without payment even after the job ended.",
            zh="已认定的工伤免费治疗，离职后也一样。",
        ),
        channel="in_person",
        coverage=Coverage.nationwide(),
        accepts=CARD_NOT_EXPIRED & INJURY_RECOGNISED & INJURY_COVER & INSURED_HERE,
        fee=Waived().because(INJURY_FUND_PAYS),
        discloses=INSURED_PERSON,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.settlement.work_injury_cross",
        name=Text(en="Work injury treatment in another province", zh="工伤跨省异地就医结算"),
        description=Text(
            en="With a filing the injury fund also pays away from home.",
            zh="办好备案，在外省治疗工伤也由工伤保险基金支付。",
        ),
        channel="in_person",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & INJURY_RECOGNISED
        & INJURY_COVER
        & INSURED_IN_ANOTHER_PROVINCE
        & TREATMENT_FILED,
        fee=Waived().because(INJURY_FUND_PAYS),
        discloses=INSURED_PERSON,
        effective_from=NATIONAL_START,
    ),
)
