"""Education: a child's way from birth papers through kindergarten to the senior high exam."""

from joincard_sdk.facts import event, holder, record, residence
from joincard_sdk.fees import Flat, Percent, Waived, pay_percent
from joincard_sdk.money import yuan
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_government.vocabulary import (
    ACTIVE_CARD,
    ADDRESS_REGISTERED,
    CHILD,
    CONTRACT_ON_FILE,
    LIVES_HERE,
    NATIONAL_START,
    PENDING_OR_ACTIVE_CARD,
    PILOT_START,
    PRINCIPAL_OF_CLASS_A,
    PRINCIPAL_PERMIT_VALID,
    PUBLIC_SERVICE,
    RESIDENCE_VALID,
    SCHOOLING_FREE,
)

SERVICES: tuple[Service, ...] = (
    Service(
        code="government.education.compulsory_enrolment",
        name=Text(en="Enrol a child in public school", zh="外籍适龄儿童义务教育入学"),
        description=Text(
            en="One parent's permit, a year of residence and a home in the district open a school place.",
            zh="父母一方持有效工作许可、孩子居留期限还有一年以上、在区内有住所的，可申请入读公办学校。",
        ),
        channel="online",
        coverage=Coverage.cities("310000"),
        accepts=PENDING_OR_ACTIVE_CARD
        & CHILD
        & holder.age.between(6, 14)
        & PRINCIPAL_PERMIT_VALID
        & RESIDENCE_VALID
        & residence.days_left.at_least(365)
        & ADDRESS_REGISTERED
        & CONTRACT_ON_FILE,
        fee=Waived().because(SCHOOLING_FREE),
        discloses=("full_name", "date_of_birth", "passport_number", "dependant_links", "residence"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.education.kindergarten",
        name=Text(en="Enrol a child in kindergarten", zh="外籍幼儿入园登记"),
        description=Text(
            en="Places left after the first round are open to children of card holders.",
            zh="首轮招生后仍有空余学位的，持卡人子女可登记入园。",
        ),
        channel="online",
        coverage=Coverage.cities("330400"),
        accepts=ACTIVE_CARD
        & CHILD
        & holder.age.between(3, 6)
        & PRINCIPAL_PERMIT_VALID
        & LIVES_HERE
        & record.seats_left.more_than(0),
        fee=Flat(yuan(600), per="month")
        .concession(
            PRINCIPAL_OF_CLASS_A,
            pay_percent(50),
            because=Text(en="a benefit for talent families", zh="高端人才家庭优待"),
        )
        .because(Text(en="public kindergarten rate, same as residents", zh="公办园收费标准，与本地居民相同")),
        discloses=("full_name", "date_of_birth", "dependant_links", "residence"),
        effective_from=PILOT_START,
    ),
    Service(
        code="government.education.senior_high_exam",
        name=Text(en="Senior high entrance exam", zh="外籍学生中考报名"),
        description=Text(
            en="Pupils of local junior high schools sit the city exam.",
            zh="在本地初中就读的学生，可报名参加全市中考。",
        ),
        channel="in_person",
        coverage=Coverage.provinces("33"),
        accepts=ACTIVE_CARD
        & CHILD
        & holder.age.between(14, 17)
        & record.school.is_("junior")
        & residence.months.at_least(12),
        fee=Flat(yuan(120), per="application").because(
            Text(en="exam fee, same as residents", zh="考试报名费，与本地居民相同")
        ),
        discloses=("full_name", "date_of_birth", "nationality", "dependant_links"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.education.birth_one_thing",
        name=Text(en="Newborn paperwork in one go", zh="新生儿出生一件事"),
        description=Text(
            en="Birth certificate, medical enrolment and residence filing from one form.",
            zh="填一张表，出生医学证明、医保参保和居留登记一次办好。",
        ),
        channel="online",
        coverage=Coverage.provinces("33"),
        accepts=ACTIVE_CARD
        & holder.relation.is_in("self", "spouse")
        & PRINCIPAL_PERMIT_VALID
        & event.kind.is_("birth")
        & event.days.between(0, 60),
        fee=Waived().because(PUBLIC_SERVICE),
        discloses=("full_name", "passport_number", "dependant_links", "residence"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="government.education.school_account",
        name=Text(en="School gate and meals", zh="校园一卡通"),
        description=Text(
            en="The child's card opens the school gate and pays in the school canteen.",
            zh="孩子刷卡进出校门，在学校食堂刷卡用餐。",
        ),
        channel="gate",
        coverage=Coverage.provinces("34"),
        accepts=ACTIVE_CARD & CHILD & record.school.is_in("primary", "junior", "senior"),
        fee=Percent(100, of="face_price")
        .no_surcharge()
        .because(Text(en="meal price, no extra charge", zh="按餐价收取，不另加价")),
        discloses=("card_number",),
        effective_from=NATIONAL_START,
    ),
)
