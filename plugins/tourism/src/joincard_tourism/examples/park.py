"""Worked examples: city parks."""

from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_tourism.examples.people import (
    AMARA,
    HELENA,
    IN_HANGZHOU,
    IN_JULY,
    IN_SHANGHAI,
    IN_WUXI,
    NORA,
    STEPHEN,
    WITHOUT_AN_ADULT,
    clock,
)

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="tourism.park.hangzhou_annual",
        facts=STEPHEN | IN_HANGZHOU | {"residence.city": "330100", "record.pass": "none"},
        expect="accept",
        price=yuan(40),
        because="A year of parks for somebody who lives in Hangzhou.",
    ),
    Example(
        service="tourism.park.hangzhou_annual",
        facts=STEPHEN | IN_HANGZHOU | IN_JULY | {"residence.city": "330100", "record.pass": "expired"},
        expect="accept",
        price=yuan(20),
        because="From July on it is half.",
    ),
    Example(
        service="tourism.park.hangzhou_annual",
        facts=STEPHEN | IN_HANGZHOU | {"record.pass": "none"},
        expect="refuse",
        because="He lives in Jiaxing.",
    ),
    Example(
        service="tourism.park.hangzhou_gate",
        facts=STEPHEN | IN_HANGZHOU | {"record.pass": "valid", "usage.today": 9},
        expect="accept",
        price=yuan(0),
        because="The tenth gate of the day.",
    ),
    Example(
        service="tourism.park.hangzhou_gate",
        facts=STEPHEN | IN_HANGZHOU | {"record.pass": "expired", "usage.today": 0},
        expect="refuse",
        because="The year ticket has run out.",
    ),
    Example(
        service="tourism.park.talent_parks",
        facts=AMARA | IN_WUXI | {"request.party": 1},
        expect="accept",
        price=yuan(0),
        because="She holds a class A permit.",
    ),
    Example(
        service="tourism.park.talent_parks",
        facts=STEPHEN | IN_WUXI | {"request.party": 1},
        expect="refuse",
        because="His permit is of class B.",
    ),
    Example(
        service="tourism.park.zoo",
        facts=STEPHEN | IN_SHANGHAI | clock("16:29") | WITHOUT_AN_ADULT,
        expect="accept",
        price=yuan(40),
        because="The last minute before the gate closes.",
    ),
    Example(
        service="tourism.park.zoo",
        facts=NORA | IN_SHANGHAI | WITHOUT_AN_ADULT,
        expect="accept",
        price=yuan(20),
        because="At thirteen she comes alone and pays half.",
    ),
    Example(
        service="tourism.park.zoo",
        facts=HELENA | IN_SHANGHAI | WITHOUT_AN_ADULT,
        expect="accept",
        price=yuan(0),
        because="From seventy on it is free.",
    ),
    Example(
        service="tourism.park.zoo",
        facts=STEPHEN | IN_SHANGHAI | clock("16:30") | WITHOUT_AN_ADULT,
        expect="refuse",
        because="Nobody enters from half past four on.",
    ),
)
