"""The people of the worked examples: what the card authority holds about each, and where and when they go.

Nobody here is real. An example takes a person, a place and what is special about the request.
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
    "permit.days_left": 400,
    "residence.permit": "work",
    "residence.status": "valid",
    "residence.city": "330400",
    "residence.months": 20,
    "insurance.pension": "active",
    "insurance.medical": "active",
    "insurance.unemployment": "active",
    "insurance.city": "330400",
    "employer.present": True,
    "employer.city": "330400",
    "employer.province": "33",
    "employer.months": 26,
    "bank.account": "activated",
    "bank.months": 25,
}
"""An engineer of 38 with a class B permit, who lives, works and banks in Jiaxing."""

INGRID: Situation = STEPHEN | {
    "holder.age": 45,
    "permit.class": "A",
    "permit.days_left": 900,
    "residence.city": "330100",
    "residence.months": 48,
    "insurance.city": "330100",
    "employer.city": "330100",
    "employer.months": 48,
    "bank.months": 47,
}
"""A professor of 45 with a class A permit, who lives and works in Hangzhou."""

AMARA: Situation = STEPHEN | {
    "holder.age": 41,
    "residence.city": "340100",
    "insurance.city": "340100",
    "employer.city": "340100",
    "employer.province": "34",
}
"""A researcher of 41 with a class B permit, at an institute in Hefei."""

KOFI: Situation = STEPHEN | {
    "holder.age": 27,
    "residence.city": "310000",
    "residence.months": 1,
    "insurance.city": "310000",
    "employer.city": "310000",
    "employer.province": "31",
    "employer.months": 1,
    "bank.account": "opened",
    "bank.months": 0,
}
"""A graduate of 27 in the first month of his first job, in Shanghai; nobody has activated his account yet."""

DAVID: Situation = STEPHEN | {
    "holder.age": 42,
    "permit.status": "cancelled",
    "permit.days_left": 0,
    "residence.city": "310000",
    "insurance.pension": "paused",
    "insurance.medical": "paused",
    "insurance.unemployment": "claiming",
    "insurance.city": "310000",
    "employer.present": False,
    "employer.days_since_exit": 25,
}
"""A designer of 42 in Shanghai who lost his job less than a month ago and receives unemployment benefit."""

HELENA: Situation = STEPHEN | {
    "holder.age": 72,
    "permit.status": "none",
    "residence.permit": "permanent",
    "residence.months": 90,
    "insurance.pension": "retired",
    "insurance.medical": "retired",
    "insurance.unemployment": "none",
    "employer.present": False,
    "bank.months": 120,
}
"""A pensioner of 72 with permanent residence in Jiaxing."""

MARTA: Situation = STEPHEN | {
    "holder.age": 50,
    "permit.status": "none",
    "residence.permit": "permanent",
    "residence.months": 70,
}
"""An architect of 50 with permanent residence, who works in Jiaxing without needing a permit."""

CLARA: Situation = {
    "card.status": "active",
    "card.form": "digital",
    "holder.age": 34,
    "holder.relation": "spouse",
    "permit.status": "none",
    "residence.permit": "family",
    "residence.status": "valid",
    "residence.city": "330400",
    "residence.months": 18,
    "insurance.medical": "resident",
    "insurance.city": "330400",
    "employer.present": False,
    "bank.account": "activated",
    "bank.months": 5,
    "principal.card.status": "active",
}
"""Stephen's wife, 34, without a permit of her own."""

LEO: Situation = CLARA | {
    "card.form": "physical",
    "holder.age": 5,
    "holder.relation": "child",
    "bank.account": "none",
}
"""Stephen's son, five years old, without an account."""

NORA: Situation = LEO | {"holder.age": 17}
"""Stephen's daughter, seventeen years old."""

BY_PHONE: Situation = {"card.form": "digital"}
CARD_LOST: Situation = {"card.status": "lost"}

KNOWN_TO_THE_BANK: Situation = {"record.kyc": "full", "record.debt": False}
IN_DEBT: Situation = {"record.kyc": "full", "record.debt": True}
BARELY_KNOWN: Situation = {"record.kyc": "basic", "record.debt": False}


def on(day: date) -> Situation:
    """The day of a request, as the core's clock gives it."""
    return {"now.date": day, "now.month": day.month}


def at(city: str, day: date = date(2025, 3, 10)) -> Situation:
    """A city by its six-digit code, on a Monday in spring unless said otherwise."""
    return {"at.city": city, "at.province": city[:2], **on(day)}


def amount(yuan: str) -> Situation:
    """The amount that is asked for, in yuan."""
    return {"request.amount": Decimal(yuan)}


IN_SHANGHAI = at("310000")
IN_HANGZHOU = at("330100")
IN_NINGBO = at("330200")
IN_JIAXING = at("330400")
IN_HEFEI = at("340100")
IN_CHENGDU = at("510100")

IN_SEPTEMBER = on(date(2025, 9, 1))
IN_NOVEMBER = on(date(2025, 11, 3))
