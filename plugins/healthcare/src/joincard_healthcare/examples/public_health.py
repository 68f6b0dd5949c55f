"""Worked examples: vaccines, checks and giving blood."""

from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_healthcare.examples.people import (
    HELENA,
    IN_JIAXING,
    IN_NOVEMBER,
    IN_SHANGHAI,
    LEO,
    NORA,
    PAVEL,
    STEPHEN,
)

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="healthcare.public_health.child_immunisation",
        facts=LEO | IN_JIAXING | {"card.status": "none", "request.escorted": True},
        expect="accept",
        because="He has no card yet and is vaccinated all the same.",
    ),
    Example(
        service="healthcare.public_health.child_immunisation",
        facts=LEO | IN_JIAXING | {"residence.registered": False, "request.escorted": True},
        expect="refuse",
        because="Nobody has registered where he lives.",
    ),
    Example(
        service="healthcare.public_health.flu_elder",
        facts=HELENA | IN_JIAXING | IN_NOVEMBER | {"usage.year": 0},
        expect="accept",
        because="Her dose of this autumn.",
    ),
    Example(
        service="healthcare.public_health.flu_elder",
        facts=HELENA | IN_JIAXING | IN_NOVEMBER | {"usage.year": 1},
        expect="refuse",
        because="She has had her dose of this year.",
    ),
    Example(
        service="healthcare.public_health.hpv_girls",
        facts=NORA | IN_JIAXING | {"record.school": "junior", "request.escorted": True, "usage.lifetime": 1},
        expect="accept",
        because="Her second dose.",
    ),
    Example(
        service="healthcare.public_health.hpv_girls",
        facts=NORA | IN_JIAXING | {"record.school": "none", "request.escorted": True, "usage.lifetime": 0},
        expect="refuse",
        because="She goes to no local school.",
    ),
    Example(
        service="healthcare.public_health.elder_check",
        facts=HELENA | IN_JIAXING | {"usage.year": 0},
        expect="accept",
        because="Her check of this year.",
    ),
    Example(
        service="healthcare.public_health.elder_check",
        facts=STEPHEN | IN_JIAXING | {"usage.year": 0},
        expect="refuse",
        because="The programme begins at sixty-five.",
    ),
    Example(
        service="healthcare.public_health.entry_exit_exam",
        facts=PAVEL | IN_SHANGHAI | {"card.status": "none", "residence.status": "none", "usage.year": 0},
        expect="accept",
        price=yuan(500),
        because="He has just arrived and has neither card nor residence permit.",
    ),
    Example(
        service="healthcare.public_health.entry_exit_exam",
        facts=NORA | IN_JIAXING | {"usage.year": 0},
        expect="refuse",
        because="The certificate is for adults.",
    ),
    Example(
        service="healthcare.public_health.blood_donation",
        facts=STEPHEN | IN_JIAXING | {"usage.days_since_last": 180, "record.blocked": False},
        expect="accept",
        because="Half a year has passed.",
    ),
    Example(
        service="healthcare.public_health.blood_donation",
        facts=HELENA | IN_JIAXING | {"usage.days_since_last": 9999, "record.blocked": False},
        expect="refuse",
        because="Donors are between eighteen and fifty-five.",
    ),
)
