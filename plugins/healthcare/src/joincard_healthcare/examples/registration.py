"""Worked examples: coming to a doctor."""

from decimal import Decimal

from joincard_sdk.fees import Use
from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_healthcare.examples.people import (
    AMARA,
    CLARA,
    HELENA,
    IN_BEIJING,
    IN_HANGZHOU,
    IN_JIAXING,
    IN_SHANGHAI,
    IN_TAIAN,
    IN_WUXI,
    LEO,
    NORA,
    PAVEL,
    STEPHEN,
)

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="healthcare.registration.appointment",
        facts=STEPHEN | IN_JIAXING | {"record.blocked": False, "usage.open": 2},
        expect="accept",
        price=yuan(10),
        because="Two bookings are open, a third is allowed.",
    ),
    Example(
        service="healthcare.registration.appointment",
        facts=STEPHEN | IN_JIAXING | {"record.blocked": False, "usage.open": 3},
        expect="refuse",
        because="Three bookings are open already.",
    ),
    Example(
        service="healthcare.registration.walk_in",
        facts=STEPHEN | IN_JIAXING | {"usage.today": 3},
        expect="accept",
        price=yuan(12),
        because="The fourth registration of the day is the last.",
    ),
    Example(
        service="healthcare.registration.walk_in",
        facts=HELENA | IN_JIAXING | {"usage.today": 0},
        expect="accept",
        price=yuan(0),
        because="From sixty-five on the desk fee is waived.",
    ),
    Example(
        service="healthcare.registration.walk_in",
        facts=STEPHEN | IN_JIAXING | {"usage.today": 0, "card.status": "lost"},
        expect="refuse",
        because="A card reported lost is refused.",
    ),
    Example(
        service="healthcare.registration.specialist",
        facts=AMARA | IN_SHANGHAI | {"record.reservation": True, "usage.month": 0},
        expect="accept",
        price=yuan(50),
        because="She has a booking.",
    ),
    Example(
        service="healthcare.registration.specialist",
        facts=AMARA | IN_SHANGHAI | {"record.reservation": False, "usage.month": 0},
        expect="refuse",
        because="Expert clinics see nobody without a booking.",
    ),
    Example(
        service="healthcare.registration.emergency",
        facts=STEPHEN | IN_BEIJING | {"card.status": "lost"},
        expect="accept",
        price=yuan(20),
        because="At the emergency desk even a card reported lost tells who the patient is.",
    ),
    Example(
        service="healthcare.registration.emergency",
        facts=STEPHEN | IN_BEIJING | {"card.status": "cancelled"},
        expect="refuse",
        because="A cancelled card no longer tells who somebody is; treatment starts all the same.",
    ),
    Example(
        service="healthcare.registration.elder_priority",
        facts=HELENA | IN_TAIAN,
        expect="accept",
        because="She is seventy-two and of any nationality.",
    ),
    Example(
        service="healthcare.registration.elder_priority",
        facts=STEPHEN | IN_TAIAN,
        expect="refuse",
        because="At thirty-eight he waits like everybody else.",
    ),
    Example(
        service="healthcare.registration.child_appointment",
        facts=LEO | IN_JIAXING | {"request.escorted": True},
        expect="accept",
        price=yuan(5),
        because="Under six the fee is halved.",
    ),
    Example(
        service="healthcare.registration.child_appointment",
        facts=NORA | IN_JIAXING | {"request.escorted": True},
        expect="accept",
        price=yuan(10),
        because="At thirteen the fee is paid in full.",
    ),
    Example(
        service="healthcare.registration.child_appointment",
        facts=LEO | IN_JIAXING | {"request.escorted": True, "principal.card.status": "suspended"},
        expect="refuse",
        because="The father's card is suspended.",
    ),
    Example(
        service="healthcare.registration.international_desk",
        facts=PAVEL | IN_SHANGHAI | {"record.reservation": True, "record.registered": False},
        use=Use(basis=Decimal(680)),
        expect="accept",
        price=yuan(680),
        because="He has a booking and an account to pay from; the whole price is his.",
    ),
    Example(
        service="healthcare.registration.international_desk",
        facts=PAVEL
        | IN_SHANGHAI
        | {"record.reservation": True, "record.registered": False, "bank.account": "frozen"},
        expect="refuse",
        because="He is new at this clinic, and his account is frozen.",
    ),
    Example(
        service="healthcare.registration.talent_green_channel",
        facts=AMARA | IN_WUXI,
        expect="accept",
        price=yuan(50),
        because="She holds a class A permit.",
    ),
    Example(
        service="healthcare.registration.talent_green_channel",
        facts=CLARA | IN_WUXI | {"principal.permit.class": "A"},
        expect="accept",
        price=yuan(50),
        because="The husband or wife of a class A holder comes along.",
    ),
    Example(
        service="healthcare.registration.talent_green_channel",
        facts=STEPHEN | IN_WUXI,
        expect="refuse",
        because="His permit is of class B.",
    ),
    Example(
        service="healthcare.registration.family_doctor",
        facts=STEPHEN | IN_JIAXING | {"usage.year": 0},
        expect="accept",
        price=yuan(60),
        because="He has lived in Jiaxing for twenty months.",
    ),
    Example(
        service="healthcare.registration.family_doctor",
        facts=HELENA | IN_JIAXING | {"usage.year": 0},
        expect="accept",
        price=yuan(0),
        because="From sixty-five on the package is free.",
    ),
    Example(
        service="healthcare.registration.family_doctor",
        facts=STEPHEN | IN_HANGZHOU | {"usage.year": 0},
        expect="refuse",
        because="He lives in Jiaxing, not in Hangzhou.",
    ),
)
