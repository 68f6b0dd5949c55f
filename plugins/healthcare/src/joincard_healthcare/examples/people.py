"""The people of the worked examples: what the card authority holds about each, and where and when they go.

Nobody here is real. An example takes a person, a place and what is special about the visit.
"""

from datetime import date
from decimal import Decimal

from joincard_sdk.facts import Value

Situation = dict[str, Value]

STEPHEN: Situation = {
    "card.status": "active",
    "card.form": "physical",
    "holder.age": 38,
    "holder.relation": "self",
    "permit.status": "valid",
    "permit.class": "B",
    "residence.status": "valid",
    "residence.city": "330400",
    "residence.province": "33",
    "residence.registered": True,
    "residence.months": 20,
    "insurance.medical": "active",
    "insurance.city": "330400",
    "insurance.province": "33",
    "insurance.filing": "none",
    "insurance.chronic": False,
    "insurance.maternity": "active",
    "insurance.work_injury": "active",
    "insurance.pension": "active",
    "insurance.account_balance": Decimal("1200.00"),
    "employer.present": True,
    "employer.city": "330400",
    "bank.account": "activated",
}
"""An engineer of 38 with a class B permit, who lives, works and is insured in Jiaxing."""

HELENA: Situation = {
    "card.status": "active",
    "card.form": "physical",
    "holder.age": 72,
    "holder.relation": "self",
    "permit.status": "none",
    "residence.status": "valid",
    "residence.city": "330400",
    "residence.province": "33",
    "residence.registered": True,
    "residence.months": 90,
    "insurance.medical": "retired",
    "insurance.medical_months": 240,
    "insurance.city": "330400",
    "insurance.province": "33",
    "insurance.filing": "none",
    "insurance.chronic": True,
    "insurance.maternity": "none",
    "insurance.account_balance": Decimal("800.00"),
    "bank.account": "activated",
}
"""A pensioner of 72 with permanent residence, insured in Jiaxing, with a recognised chronic illness."""

YUKI: Situation = {
    "card.status": "active",
    "card.form": "physical",
    "holder.age": 29,
    "holder.relation": "self",
    "permit.status": "valid",
    "permit.class": "B",
    "residence.status": "valid",
    "residence.city": "110000",
    "residence.province": "11",
    "residence.months": 14,
    "insurance.medical": "active",
    "insurance.city": "110000",
    "insurance.province": "11",
    "insurance.filing": "temporary",
    "insurance.chronic": True,
    "insurance.maternity": "active",
    "insurance.work_injury": "active",
    "insurance.account_balance": Decimal("600.00"),
    "employer.present": True,
    "employer.city": "110000",
    "bank.account": "activated",
}
"""A designer of 29, insured in Beijing, who filed a trip before she left."""

AMARA: Situation = {
    "card.status": "active",
    "card.form": "physical",
    "holder.age": 45,
    "holder.relation": "self",
    "permit.status": "valid",
    "permit.class": "A",
    "residence.status": "valid",
    "residence.city": "320200",
    "residence.province": "32",
    "residence.months": 30,
    "insurance.medical": "active",
    "insurance.city": "320200",
    "insurance.province": "32",
    "insurance.filing": "none",
    "insurance.account_balance": Decimal("5000.00"),
    "bank.account": "activated",
}
"""A professor of 45 with a class A permit, insured in Wuxi, one of the delta's forty-one cities."""

PAVEL: Situation = {
    "card.status": "active",
    "card.form": "digital",
    "holder.age": 51,
    "holder.relation": "self",
    "permit.status": "valid",
    "permit.class": "B",
    "residence.status": "valid",
    "residence.city": "310000",
    "residence.province": "31",
    "insurance.medical": "none",
    "insurance.pension": "exempt",
    "bank.account": "activated",
}
"""A manager of 51 in Shanghai, exempt by treaty and without medical insurance here."""

STEPHEN_AS_PRINCIPAL: Situation = {
    "principal.card.status": "active",
    "principal.permit.status": "valid",
    "principal.permit.class": "B",
    "principal.insurance.medical": "active",
    "principal.insurance.maternity": "active",
}
"""What a linked relative's card knows of Stephen."""

CLARA: Situation = {
    "card.status": "active",
    "card.form": "digital",
    "holder.age": 34,
    "holder.relation": "spouse",
    "permit.status": "none",
    "residence.status": "valid",
    "residence.city": "330400",
    "residence.province": "33",
    "residence.months": 18,
    "insurance.medical": "resident",
    "insurance.city": "330400",
    "insurance.province": "33",
    "insurance.maternity": "none",
    "insurance.family_pool": True,
    **STEPHEN_AS_PRINCIPAL,
}
"""Stephen's wife, 34, without a permit of her own, in the residents' scheme."""

LEO: Situation = {
    "card.status": "active",
    "card.form": "physical",
    "holder.age": 5,
    "holder.relation": "child",
    "permit.status": "none",
    "residence.status": "valid",
    "residence.city": "330400",
    "residence.province": "33",
    "residence.registered": True,
    "insurance.medical": "resident",
    "insurance.city": "330400",
    "insurance.province": "33",
    "insurance.family_pool": True,
    **STEPHEN_AS_PRINCIPAL,
}
"""Stephen's son, five years old, in the residents' scheme."""

NORA: Situation = {**LEO, "holder.age": 13}
"""Stephen's daughter, thirteen years old."""


def on(day: date) -> Situation:
    """The day of a visit, as the core's clock gives it."""
    return {"now.date": day, "now.month": day.month}


def at(city: str, day: date = date(2025, 3, 10)) -> Situation:
    """A city by its six-digit code, on a Monday in spring unless said otherwise."""
    return {"at.city": city, "at.province": city[:2], **on(day)}


IN_BEIJING = at("110000")
IN_SHANGHAI = at("310000")
IN_WUXI = at("320200")
IN_HANGZHOU = at("330100")
IN_JIAXING = at("330400")
IN_TAIAN = at("370900")

IN_AUGUST = on(date(2025, 8, 31))
IN_OCTOBER = on(date(2025, 10, 20))
IN_NOVEMBER = on(date(2025, 11, 3))
