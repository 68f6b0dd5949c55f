"""Traffic police: driving licences, cars and fines."""

from joincard_sdk.facts import holder, record, request, residence
from joincard_sdk.fees import Flat, Percent
from joincard_sdk.money import yuan
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_government.vocabulary import (
    ACCOUNT_ACTIVATED,
    ACTIVE_CARD,
    ADDRESS_REGISTERED,
    ADULT,
    CERTIFICATE_COST,
    CONTRACT_ON_FILE,
    EXAM_PASSED,
    LICENSED_DRIVER,
    LIVES_HERE,
    NATIONAL_START,
    RESIDENCE_VALID,
    WHOLE_IDENTITY,
)

SERVICES: tuple[Service, ...] = (
    Service(
        code="government.traffic_police.licence_conversion",
        name=Text(en="Convert a foreign driving licence", zh="境外驾驶证换领"),
        description=Text(
            en="Residents of more than three months pass a theory test and receive a local licence.",
            zh="居留期限超过三个月的，通过理论考试后换领中国驾驶证。",
        ),
        channel="in_person",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & holder.age.between(18, 69)
        & record.foreign_licence.is_(True)
        & EXAM_PASSED
        & RESIDENCE_VALID
        & residence.days_left.more_than(90),
        fee=Flat(yuan(10), per="licence").because(CERTIFICATE_COST),
        discloses=(*WHOLE_IDENTITY, "residence"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.traffic_police.licence_renewal",
        name=Text(en="Renew a driving licence", zh="驾驶证期满换证"),
        description=Text(
            en="Drivers over seventy also pass a yearly ability check.",
            zh="驾驶证到期换发；年满七十岁的，每年还须通过驾驶能力测试。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & LICENSED_DRIVER & RESIDENCE_VALID & (holder.age.less_than(70) | EXAM_PASSED),
        fee=Flat(yuan(10), per="licence").because(CERTIFICATE_COST),
        discloses=("full_name", "portrait", "date_of_birth"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.traffic_police.vehicle_registration",
        name=Text(en="Register a car", zh="机动车注册登记"),
        description=Text(
            en="A buyer with a registered address puts a car on the local register.",
            zh="已办理住宿登记的购车人，可在当地为车辆上牌。",
        ),
        channel="in_person",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & ADULT & RESIDENCE_VALID & ADDRESS_REGISTERED & LIVES_HERE & CONTRACT_ON_FILE,
        fee=Flat(yuan(125), per="vehicle").because(Text(en="plates and documents", zh="号牌和证件工本费")),
        discloses=("full_name", "passport_number", "residence"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.traffic_police.violation_payment",
        name=Text(en="Settle a traffic fine", zh="交通违法处理缴款"),
        description=Text(
            en="Shows open traffic fines and pays them from the card account.",
            zh="查询未处理的交通罚款，用社保卡银行账户缴纳。",
        ),
        channel="online",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD & LICENSED_DRIVER & ACCOUNT_ACTIVATED & request.amount.more_than(0),
        fee=Percent(100, of="amount")
        .no_surcharge()
        .because(Text(en="the fine itself", zh="按罚款金额收取，不另加价")),
        discloses=("full_name", "bank_account"),
        effective_from=NATIONAL_START,
    ),
)
