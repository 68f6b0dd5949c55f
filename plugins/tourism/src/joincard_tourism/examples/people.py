"""The people of the worked examples: what the card authority holds about each, and where and when they go.

Nobody here is real. An example takes a person, a place and what is special about the visit.
"""

from datetime import date, time

from joincard_sdk.facts import Value

Situation = dict[str, Value]

STEPHEN: Situation = {
    "card.status": "active",
    "card.form": "physical",
    "card.issue_city": "330400",
    "holder.age": 38,
    "holder.relation": "self",
    "permit.status": "valid",
    "permit.class": "B",
    "residence.permit": "work",
    "residence.status": "valid",
    "residence.city": "330400",
    "residence.province": "33",
}
"""An engineer of 38 with a class B permit, who lives in Jiaxing."""

HELENA: Situation = {
    "card.status": "active",
    "card.form": "physical",
    "card.issue_city": "330400",
    "holder.age": 72,
    "holder.relation": "self",
    "permit.status": "none",
    "residence.permit": "permanent",
    "residence.status": "valid",
    "residence.city": "330400",
    "residence.province": "33",
}
"""A pensioner of 72 with permanent residence in Jiaxing."""

GEORGE: Situation = {
    "card.status": "active",
    "card.form": "physical",
    "card.issue_city": "310000",
    "holder.age": 63,
    "holder.relation": "parent",
    "permit.status": "none",
    "residence.permit": "family",
    "residence.status": "valid",
    "residence.city": "310000",
    "residence.province": "31",
}
"""A father of 63, who lives with his daughter's family in Shanghai."""

AMARA: Situation = {
    "card.status": "active",
    "card.form": "physical",
    "card.issue_city": "320200",
    "holder.age": 45,
    "holder.relation": "self",
    "permit.status": "valid",
    "permit.class": "A",
    "residence.permit": "work",
    "residence.status": "valid",
    "residence.city": "320200",
    "residence.province": "32",
}
"""A professor of 45 with a class A permit, who lives in Wuxi, one of the delta's forty-one cities."""

YUKI: Situation = {
    "card.status": "active",
    "card.form": "physical",
    "card.issue_city": "110000",
    "holder.age": 29,
    "holder.relation": "self",
    "permit.status": "valid",
    "permit.class": "B",
    "residence.permit": "work",
    "residence.status": "valid",
    "residence.city": "110000",
    "residence.province": "11",
}
"""A designer of 29, who lives in Beijing."""

RAVI: Situation = {
    "card.status": "active",
    "card.form": "digital",
    "card.issue_city": "510100",
    "holder.age": 26,
    "holder.relation": "self",
    "permit.status": "valid",
    "permit.class": "C",
    "residence.permit": "work",
    "residence.status": "valid",
    "residence.city": "510100",
    "residence.province": "51",
}
"""A trainee of 26 in Chengdu, who carries the card on the phone."""

LEO: Situation = {
    "card.status": "active",
    "card.form": "physical",
    "card.issue_city": "330400",
    "holder.age": 5,
    "holder.relation": "child",
    "permit.status": "none",
    "residence.permit": "family",
    "residence.status": "valid",
    "residence.city": "330400",
    "residence.province": "33",
}
"""Stephen's son, five years old."""

NORA: Situation = {**LEO, "holder.age": 13}
"""Stephen's daughter, thirteen years old."""

WITH_AN_ADULT: Situation = {"request.escorted": True}
WITHOUT_AN_ADULT: Situation = {"request.escorted": False}

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def on(day: date, *, holiday: bool = False) -> Situation:
    """The day of a visit, as the core's clock gives it."""
    return {
        "now.date": day,
        "now.month": day.month,
        "now.weekday": _WEEKDAYS[day.weekday()],
        "now.holiday": holiday,
    }


def clock(written: str) -> Situation:
    """The time of a visit from ``HH:MM``."""
    return {"now.time": time.fromisoformat(written)}


def at(city: str) -> Situation:
    """A city by its six-digit code, at ten on a Tuesday morning in spring unless said otherwise."""
    return {"at.city": city, "at.province": city[:2], **on(date(2025, 3, 11)), **clock("10:00")}


IN_BEIJING = at("110000")
IN_BAOTOU = at("150200")
IN_SHANGHAI = at("310000")
IN_NANJING = at("320100")
IN_WUXI = at("320200")
IN_CHANGZHOU = at("320400")
IN_SUZHOU = at("320500")
IN_HUAIAN = at("320800")
IN_ZHENJIANG = at("321100")
IN_HANGZHOU = at("330100")
IN_JIAXING = at("330400")
IN_HUANGSHAN = at("341000")
IN_XIAMEN = at("350200")
IN_JINAN = at("370100")
IN_TAIAN = at("370900")
IN_WUHAN = at("420100")
IN_ZHANGJIAJIE = at("430800")
IN_CHENGDU = at("510100")

ON_A_MONDAY = on(date(2025, 3, 10))
ON_A_FRIDAY = on(date(2025, 3, 14))
IN_WINTER = on(date(2025, 12, 9))
IN_APRIL = on(date(2025, 4, 15))
ON_THE_FIRST_DAY_IN_JINAN = on(date(2025, 7, 15))
IN_JULY = on(date(2025, 7, 1))
IN_THE_TIDE_SEASON = on(date(2025, 9, 15))
ON_LABOUR_DAY = on(date(2025, 5, 1), holiday=True)
