"""The people of the worked examples: what the card authority holds about each, and where and when they go.

Nobody here is real. An example takes a person, a place and what is special about the request.
"""

from datetime import date

from joincard_sdk.facts import Value

Situation = dict[str, Value]

STEPHEN: Situation = {
    "card.status": "active",
    "card.form": "physical",
    "card.valid_days": 700,
    "holder.age": 38,
    "holder.relation": "self",
    "permit.status": "valid",
    "permit.class": "B",
    "permit.days_left": 400,
    "permit.months_held": 26,
    "residence.permit": "work",
    "residence.status": "valid",
    "residence.days_left": 400,
    "residence.city": "330400",
    "residence.province": "33",
    "residence.registered": True,
    "residence.months": 20,
    "insurance.pension": "active",
    "insurance.pension_months": 26,
    "insurance.medical": "active",
    "insurance.unemployment": "active",
    "insurance.unemployment_months": 26,
    "insurance.work_injury": "active",
    "insurance.city": "330400",
    "insurance.province": "33",
    "insurance.treaty_cert": False,
    "employer.present": True,
    "employer.city": "330400",
    "employer.province": "33",
    "employer.months": 26,
    "bank.account": "activated",
}
"""An engineer of 38 with a class B permit, who lives, works and is insured in Jiaxing."""

INGRID: Situation = STEPHEN | {
    "card.form": "digital",
    "holder.age": 45,
    "permit.class": "A",
    "permit.days_left": 900,
    "permit.months_held": 50,
    "residence.city": "330100",
    "residence.months": 48,
    "insurance.city": "330100",
    "employer.city": "330100",
}
"""A professor of 45 with a class A permit, who lives and works in Hangzhou."""

KOFI: Situation = STEPHEN | {
    "card.form": "digital",
    "holder.age": 27,
    "permit.months_held": 8,
    "residence.city": "310000",
    "residence.province": "31",
    "residence.months": 8,
    "insurance.pension_months": 8,
    "insurance.unemployment_months": 8,
    "insurance.city": "310000",
    "insurance.province": "31",
    "employer.city": "310000",
    "employer.province": "31",
    "employer.months": 8,
}
"""A graduate of 27 in his first job, in Shanghai."""

OLGA: Situation = KOFI | {"holder.age": 61, "permit.days_left": 60}
"""A translator of 61 in Shanghai whose class B permit ends in two months."""

PAVEL: Situation = KOFI | {
    "holder.age": 51,
    "permit.months_held": 20,
    "insurance.pension": "exempt",
    "insurance.medical": "none",
    "insurance.unemployment": "exempt",
    "insurance.treaty_cert": True,
}
"""A manager of 51 whom a company abroad has posted to Shanghai; a treaty keeps him insured at home."""

DAVID: Situation = KOFI | {
    "holder.age": 42,
    "permit.status": "cancelled",
    "permit.days_since_cancelled": 20,
    "permit.months_held": 60,
    "insurance.pension": "paused",
    "insurance.pension_months": 60,
    "insurance.unemployment": "paused",
    "insurance.unemployment_months": 60,
    "insurance.work_injury": "paused",
    "employer.present": False,
    "employer.days_since_exit": 25,
}
"""A designer of 42 in Shanghai who lost his job less than a month ago."""

HELENA: Situation = STEPHEN | {
    "holder.age": 72,
    "permit.status": "none",
    "residence.permit": "permanent",
    "residence.months": 90,
    "insurance.pension": "retired",
    "insurance.pension_months": 240,
    "insurance.medical": "retired",
    "insurance.unemployment": "none",
    "insurance.work_injury": "none",
    "employer.present": False,
}
"""A pensioner of 72 with permanent residence in Jiaxing."""

RUTH: Situation = {
    "card.status": "active",
    "card.form": "physical",
    "holder.age": 50,
    "permit.status": "none",
    "residence.permit": "permanent",
    "residence.status": "valid",
    "residence.city": "110000",
    "residence.province": "11",
    "insurance.pension": "none",
    "employer.present": False,
}
"""A painter of 50 with permanent residence in Beijing, without an employer."""

STEPHEN_AS_PRINCIPAL: Situation = {
    "principal.card.status": "active",
    "principal.permit.status": "valid",
    "principal.permit.class": "B",
    "principal.permit.days_left": 400,
    "principal.residence.city": "330400",
    "principal.insurance.pension": "active",
}
"""What a linked relative's card knows of Stephen."""

IN_INGRIDS_FAMILY: Situation = {
    "principal.card.status": "active",
    "principal.permit.status": "valid",
    "principal.permit.class": "A",
    "principal.permit.days_left": 900,
    "principal.residence.city": "330100",
    "residence.city": "330100",
}
"""What makes somebody a relative of Ingrid, of class A, in Hangzhou."""

CLARA: Situation = {
    "card.status": "active",
    "card.form": "digital",
    "holder.age": 34,
    "holder.relation": "spouse",
    "permit.status": "none",
    "residence.permit": "family",
    "residence.status": "valid",
    "residence.days_left": 400,
    "residence.city": "330400",
    "residence.province": "33",
    "residence.registered": True,
    "residence.months": 18,
    "insurance.medical": "resident",
    "employer.present": False,
    **STEPHEN_AS_PRINCIPAL,
}
"""Stephen's wife, 34, without a permit of her own."""

LEO: Situation = CLARA | {"card.form": "physical", "holder.age": 5, "holder.relation": "child"}
"""Stephen's son, five years old."""

NORA: Situation = LEO | {"holder.age": 15}
"""Stephen's daughter, fifteen years old."""


def on(day: date) -> Situation:
    """The day of a request, as the core's clock gives it."""
    return {"now.date": day, "now.month": day.month}


def at(city: str, day: date = date(2025, 3, 10)) -> Situation:
    """A city by its six-digit code, on a Monday in spring unless said otherwise."""
    return {"at.city": city, "at.province": city[:2], **on(day)}


def happened(kind: str, days: int) -> Situation:
    """What the request is about, so many days ago."""
    return {"event.kind": kind, "event.days": days}


def filed(kind: str, workdays: int) -> Situation:
    """What the employer files, so many working days after it happened."""
    return {"event.kind": kind, "event.workdays": workdays}


IN_BEIJING = at("110000")
IN_SHANGHAI = at("310000")
IN_HANGZHOU = at("330100")
IN_JIAXING = at("330400")
IN_HEFEI = at("340100")
IN_CHENGDU = at("510100")

IN_JULY = on(date(2025, 7, 1))
