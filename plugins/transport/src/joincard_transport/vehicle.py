"""Cars: parking, charging, taxis, car rental and fuel."""

from joincard_sdk.facts import holder, permit, record, request, residence
from joincard_sdk.fees import WAIVED, Flat, Metered, Percent, Tiered, pay_percent, tier
from joincard_sdk.money import yuan
from joincard_sdk.places import Coverage
from joincard_sdk.services import Service
from joincard_sdk.texts import Text

from joincard_transport.vocabulary import (
    ACCOUNT_ACTIVE,
    ACTIVE_CARD,
    ADULT,
    JIANGSU,
    NAMED_TICKET,
    NATIONAL_START,
    NINGBO,
    NOT_BARRED,
    PURSE_ON,
    PURSE_OR_ACCOUNT,
    SHANGHAI,
    VEHICLE_REGISTERED,
    ZHEJIANG,
)

SERVICES: tuple[Service, ...] = (
    Service(
        code="transport.vehicle.meter_parking",
        name=Text(en="Street parking by card", zh="道路咪表停车"),
        description=Text(
            en="Tapping starts and ends the parking time.",
            zh="停车和离开时各刷一次卡，按时计费。",
        ),
        channel="gate",
        coverage=Coverage.cities(NINGBO),
        accepts=ACTIVE_CARD & VEHICLE_REGISTERED & ACCOUNT_ACTIVE & record.debt.is_(False),
        fee=Metered(yuan(5), per="hour", free="0.25", cap=yuan(40), cap_per="day")
        .window("20:00", "08:00", WAIVED, because=Text(en="free at night", zh="夜间免费"))
        .because(Text(en="street tariff", zh="道路停车收费标准")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="transport.vehicle.public_carpark",
        name=Text(en="Public car park", zh="公共停车场"),
        description=Text(
            en="The barrier opens on a tap and charges on exit.",
            zh="入场刷卡抬杆，离场时自动扣费。",
        ),
        channel="gate",
        coverage=Coverage.provinces(ZHEJIANG),
        accepts=ACTIVE_CARD & (ACCOUNT_ACTIVE | PURSE_ON),
        fee=Metered(yuan(4), per="hour", free="0.5", cap=yuan(30), cap_per="day").because(
            Text(en="car park tariff", zh="停车场收费标准")
        ),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="transport.vehicle.ev_charging",
        name=Text(en="Electric car charging", zh="新能源汽车充电"),
        description=Text(
            en="Power is cheaper at night and dearer before noon.",
            zh="夜间电价较低，中午前电价较高。",
        ),
        channel="gate",
        coverage=Coverage.provinces(JIANGSU),
        accepts=ACTIVE_CARD & ACCOUNT_ACTIVE & ADULT,
        fee=Metered(yuan("1.2"), per="kwh")
        .window("23:00", "07:00", pay_percent(60), because=Text(en="off-peak power", zh="低谷电价"))
        .window("10:00", "12:00", pay_percent(120), because=Text(en="peak power", zh="高峰电价"))
        .because(Text(en="off-peak and peak power", zh="峰谷分时电价")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="transport.vehicle.taxi",
        name=Text(en="Taxi", zh="出租汽车刷卡"),
        description=Text(
            en="Taxis take the purse or the account.",
            zh="乘出租车可用交通钱包或银行账户付款。",
        ),
        channel="in_person",
        coverage=Coverage.cities(SHANGHAI),
        accepts=ACTIVE_CARD & PURSE_OR_ACCOUNT & request.amount.at_most(1000),
        fee=Tiered(
            "distance_km",
            tier(0, 3, yuan(14)),
            tier(3, 15, yuan(14), yuan("2.7"), 1),
            tier(15, None, yuan("46.4"), yuan("4.05"), 1),
            per="ride",
        )
        .window("23:00", "05:00", pay_percent(130), because=Text(en="night fare", zh="夜间运价"))
        .no_surcharge()
        .because(Text(en="metered fare", zh="按计价器收费")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="transport.vehicle.car_rental",
        name=Text(en="Rent a car", zh="租车免押金"),
        description=Text(
            en="A local licence is needed because a foreign one does not count.",
            zh="须持中国驾驶证，境外驾驶证不能用于租车。",
        ),
        channel="both",
        coverage=Coverage.nationwide(),
        accepts=ACTIVE_CARD
        & record.licence.is_(True)
        & holder.age.between(20, 69)
        & ACCOUNT_ACTIVE
        & NOT_BARRED
        & residence.status.is_("valid"),
        fee=Flat(yuan(240), per="day")
        .deposit_waived(
            when=permit.class_.is_("A"), because=Text(en="a benefit of class A permits", zh="A类工作许可优待")
        )
        .deposit(yuan(3000))
        .season("10-01", "10-07", pay_percent(150), because=Text(en="National Day week", zh="国庆假期"))
        .because(
            Text(
                en="daily rate, the permit class decides the deposit",
                zh="按日计费，是否收押金由工作许可类别决定",
            )
        ),
        discloses=(*NAMED_TICKET, "bank_account"),
        effective_from=NATIONAL_START,
    ),
    Service(
        code="transport.vehicle.fuel",
        name=Text(en="Fuel station", zh="加油站刷卡"),
        description=Text(
            en="Partner stations give two in a hundred off the pump price.",
            zh="在合作加油站刷卡，油价享受九八折。",
        ),
        channel="in_person",
        coverage=Coverage.cities(SHANGHAI, NINGBO),
        accepts=ACTIVE_CARD & ACCOUNT_ACTIVE & VEHICLE_REGISTERED & ADULT,
        fee=Percent(98, of="amount").no_surcharge().because(Text(en="partner price", zh="合作优惠价")),
        discloses=(),
        effective_from=NATIONAL_START,
    ),
)
