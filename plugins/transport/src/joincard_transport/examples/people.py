"""The people of the worked examples: what the card authority holds about each, and where and when they ride.

Nobody here is real. An example takes a person, a place and what is special about the trip.
"""

from datetime import date, time

from joincard_sdk.facts import Value

from joincard_transport.vocabulary import (
    BEIJING,
    CHANGZHOU,
    HANGZHOU,
    HUZHOU,
    JIAXING,
    JINHUA,
    NANJING,
    NINGBO,
    SHANGHAI,
    TAIAN,
    WUXI,
    YANGZHOU,
    ZHOUSHAN,
)

Situation = dict[str, Value]

STEPHEN: Situation = {
    "card.status": "active",
    "card.form": "physical",
    "card.transit_purse": True,
    "card.purse_days": 40,
    "card.issue_city": JIAXING,
    "holder.age": 38,
    "holder.relation": "self",
    "permit.class": "B",
    "residence.status": "valid",
    "bank.account": "activated",
}
"""An engineer of 38 with a class B permit and a card of Jiaxing."""

HELENA: Situation = {
    "card.status": "active",
    "card.form": "physical",
    "card.transit_purse": True,
    "card.purse_days": 12,
    "card.issue_city": JIAXING,
    "holder.age": 72,
    "holder.relation": "self",
    "residence.status": "valid",
    "bank.account": "activated",
}
"""A pensioner of 72 with permanent residence and a card of Jiaxing."""

RUTH: Situation = STEPHEN | {"holder.age": 64, "holder.relation": "parent", "bank.account": "none"}
"""Stephen's mother, sixty-four."""

CLARA: Situation = {
    "card.status": "active",
    "card.form": "digital",
    "card.transit_purse": False,
    "card.issue_city": JIAXING,
    "holder.age": 34,
    "holder.relation": "spouse",
    "residence.status": "valid",
    "bank.account": "activated",
}
"""Stephen's wife, 34, who carries the card on her phone and has not switched on a purse."""

NORA: Situation = {
    "card.status": "active",
    "card.form": "physical",
    "card.transit_purse": True,
    "card.purse_days": 3,
    "card.issue_city": JIAXING,
    "holder.age": 13,
    "holder.relation": "child",
    "residence.status": "valid",
    "bank.account": "none",
}
"""Stephen's daughter, thirteen, a pupil of a junior school."""

LEO: Situation = NORA | {"holder.age": 5}
"""Stephen's son, five years old."""

AMARA: Situation = STEPHEN | {"card.issue_city": WUXI, "holder.age": 45, "permit.class": "A"}
"""A professor of 45 with a class A permit and a card of Wuxi."""

GRACE: Situation = STEPHEN | {"card.issue_city": NANJING, "holder.age": 27}
"""A teacher of 27 with a card of Nanjing."""

PAVEL: Situation = STEPHEN | {"card.issue_city": SHANGHAI, "holder.age": 51}
"""A manager of 51 with a card of Shanghai."""

YUKI: Situation = STEPHEN | {"card.issue_city": BEIJING, "holder.age": 29}
"""A designer of 29 with a card of Beijing."""

TOMAS: Situation = STEPHEN | {"card.issue_city": ZHOUSHAN, "holder.age": 41}
"""A shipbuilder of 41 with a card of Zhoushan."""

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def on(day: date) -> Situation:
    """An ordinary day, as the core's clock gives it."""
    return {"now.date": day, "now.weekday": _WEEKDAYS[day.weekday()], "now.holiday": False}


def clock(written: str) -> Situation:
    """A time of day, from ``HH:MM``."""
    return {"now.time": time.fromisoformat(written)}


def at(city: str) -> Situation:
    """A city by its six-digit code, at noon of a Monday in spring unless said otherwise."""
    return {"at.city": city, "at.province": city[:2], **on(date(2025, 3, 10)), **clock("12:00")}


IN_BEIJING = at(BEIJING)
IN_SHANGHAI = at(SHANGHAI)
IN_NANJING = at(NANJING)
IN_YANGZHOU = at(YANGZHOU)
IN_CHANGZHOU = at(CHANGZHOU)
IN_HANGZHOU = at(HANGZHOU)
IN_NINGBO = at(NINGBO)
IN_JIAXING = at(JIAXING)
IN_HUZHOU = at(HUZHOU)
IN_JINHUA = at(JINHUA)
IN_ZHOUSHAN = at(ZHOUSHAN)
IN_TAIAN = at(TAIAN)

ON_A_SUNDAY = on(date(2025, 3, 9))
ON_NATIONAL_DAY = on(date(2025, 10, 1)) | {"now.holiday": True}
