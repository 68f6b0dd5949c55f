"""Worked examples: the hall, the delta desk, utilities and everyday help."""

from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_government.examples.people import (
    HELENA,
    IN_JIAXING,
    IN_SHANGHAI,
    INGRID,
    RUTH,
    STEPHEN,
)

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="government.community.hall_queue",
        facts=STEPHEN | IN_JIAXING | {"card.status": "suspended"},
        expect="accept",
        because="He comes to have the suspension lifted.",
    ),
    Example(
        service="government.community.hall_queue",
        facts=STEPHEN | IN_JIAXING | {"card.status": "lost"},
        expect="refuse",
        because="Somebody may have found the card.",
    ),
    Example(
        service="government.community.yrd_window",
        facts=STEPHEN | IN_SHANGHAI,
        expect="accept",
        because="He lives in Jiaxing and files in Shanghai.",
    ),
    Example(
        service="government.community.yrd_window",
        facts=RUTH | IN_SHANGHAI,
        expect="refuse",
        because="Beijing is not in the delta.",
    ),
    Example(
        service="government.community.utility_account",
        facts=STEPHEN | IN_JIAXING | {"record.contract": True, "record.debt": False},
        expect="accept",
        price=yuan(0),
        because="He has a lease and no open bills.",
    ),
    Example(
        service="government.community.utility_account",
        facts=INGRID | IN_JIAXING | {"record.contract": True, "record.debt": False},
        expect="refuse",
        because="She lives in Hangzhou.",
    ),
    Example(
        service="government.community.community_canteen",
        facts=HELENA | IN_JIAXING | {"usage.today": 0},
        expect="accept",
        price=yuan("12.60"),
        because="From seventy on a meal costs seven tenths.",
    ),
    Example(
        service="government.community.community_canteen",
        facts=HELENA | IN_JIAXING | {"holder.age": 69, "usage.today": 0},
        expect="accept",
        price=yuan("15.30"),
        because="From sixty on it is somewhat cheaper.",
    ),
    Example(
        service="government.community.community_canteen",
        facts=STEPHEN | IN_JIAXING | {"usage.today": 2},
        expect="accept",
        price=yuan(18),
        because="His third meal of the day, at the ordinary price.",
    ),
    Example(
        service="government.community.community_canteen",
        facts=STEPHEN | IN_JIAXING | {"usage.today": 3},
        expect="refuse",
        because="Three meals a day are the most.",
    ),
    Example(
        service="government.community.senior_same_city",
        facts=HELENA | IN_JIAXING | {"residence.city": "310000", "residence.province": "31"},
        expect="accept",
        because="A pensioner from Shanghai is treated like one from Jiaxing.",
    ),
    Example(
        service="government.community.senior_same_city",
        facts=INGRID | IN_JIAXING,
        expect="refuse",
        because="She is forty-five.",
    ),
)
