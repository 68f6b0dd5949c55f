"""Hospital stays: at home, away with and without a filing, in an emergency, and the deposit nobody pays."""

from joincard_sdk.facts import bank, event, insurance
from joincard_sdk.fees import Copay, Waived, pay_percent
from joincard_sdk.money import yuan
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_healthcare.vocabulary import (
    ACTIVE_CARD,
    EMPLOYEE_SCHEME,
    EMPLOYEE_SCHEME_TERMS,
    INSURED_HERE,
    INSURED_IN_ANOTHER_PROVINCE,
    INSURED_PERSON,
    ISSUED_CARD,
    LONG_TERM_FILING,
    LOWER_AFTER_RETIREMENT,
    NATIONAL_START,
    NO_DEBT,
    NOT_BARRED,
    RETIRED_MEMBER,
)

SERVICES: tuple[Service, ...] = (
    Service(
        code="healthcare.settlement.inpatient_local",
        name=Text(en="Hospital stay at home", zh="本地住院结算"),
        description=Text(
            en="Only the patient's own share is paid at discharge.",
            zh="出院时只需支付个人自付的部分。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & EMPLOYEE_SCHEME & INSURED_HERE & NOT_BARRED,
        fee=Copay(15, of="covered_amount", after=yuan(800), after_per="stay")
        .concession(RETIRED_MEMBER, pay_percent(50), because=LOWER_AFTER_RETIREMENT)
        .because(EMPLOYEE_SCHEME_TERMS),
        discloses=INSURED_PERSON,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.settlement.inpatient_filed",
        name=Text(en="Hospital stay away, long-term filing", zh="跨省长期备案住院结算"),
        description=Text(
            en="People who moved away are treated as at home.",
            zh="长期居住外地并已备案的，住院待遇与参保地相同。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & EMPLOYEE_SCHEME & INSURED_IN_ANOTHER_PROVINCE & LONG_TERM_FILING,
        fee=Copay(15, of="covered_amount", after=yuan(800), after_per="stay").because(
            Text(en="as at home", zh="与参保地相同")
        ),
        discloses=INSURED_PERSON,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.settlement.inpatient_temporary",
        name=Text(en="Hospital stay away, temporary filing", zh="跨省临时备案住院结算"),
        description=Text(
            en="Travellers who filed in time pay a somewhat larger share.",
            zh="临时外出并及时备案的，自付比例比在参保地略高。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & EMPLOYEE_SCHEME
        & INSURED_IN_ANOTHER_PROVINCE
        & insurance.filing.is_("temporary"),
        fee=Copay(25, of="covered_amount", after=yuan(1200), after_per="stay").because(
            Text(en="ten points above home", zh="自付比例比参保地高十个百分点")
        ),
        discloses=INSURED_PERSON,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.settlement.inpatient_unfiled",
        name=Text(en="Hospital stay away without filing", zh="跨省未备案住院结算"),
        description=Text(
            en="Treatment without a filing is still settled but at the lowest rate.",
            zh="没有备案也能直接结算，但基金支付比例最低。",
        ),
        channel="in_person",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & EMPLOYEE_SCHEME & INSURED_IN_ANOTHER_PROVINCE & insurance.filing.is_("none"),
        fee=Copay(40, of="covered_amount", after=yuan(1600), after_per="stay").because(
            Text(en="lowest fund share", zh="基金支付比例最低")
        ),
        discloses=INSURED_PERSON,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.settlement.emergency_cross",
        name=Text(en="Emergency away from home", zh="跨省急诊抢救视同备案"),
        description=Text(
            en="An emergency counts as filed even when the card is lost or suspended.",
            zh="急诊抢救视同已备案，卡片挂失或停用时也一样。",
        ),
        channel="in_person",
        coverage=Coverage.nationwide(),
        accepts=ISSUED_CARD
        & EMPLOYEE_SCHEME
        & INSURED_IN_ANOTHER_PROVINCE
        & event.kind.is_("emergency")
        & event.days.between(0, 3),
        fee=Copay(25, of="covered_amount", after=yuan(800), after_per="stay").because(
            Text(en="counted as filed", zh="视同已备案")
        ),
        discloses=INSURED_PERSON,
        effective_from=NATIONAL_START,
    ),
    Service(
        code="healthcare.settlement.treat_first",
        name=Text(en="Treat first, pay later", zh="先诊疗后付费"),
        description=Text(
            en="Insured patients with a working account are admitted without a deposit.",
            zh="已参保且银行账户可用的患者，住院不用交押金。",
        ),
        channel="in_person",
        coverage=Coverage.provinces("33"),
        accepts=ACTIVE_CARD & EMPLOYEE_SCHEME & INSURED_HERE & bank.account.is_("activated") & NO_DEBT,
        fee=Waived()
        .deposit_waived()
        .because(Text(en="no admission deposit for insured patients", zh="参保患者住院免交押金")),
        discloses=("social_security_number", "bank_account"),
        effective_from=NATIONAL_START,
    ),
)
