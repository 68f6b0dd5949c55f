"""Worked examples: filings, enrolment, claims and further cover."""

from decimal import Decimal

from joincard_sdk.fees import Use
from joincard_sdk.hooks import Example
from joincard_sdk.money import yuan

from joincard_healthcare.examples.people import (
    CLARA,
    HELENA,
    IN_AUGUST,
    IN_BEIJING,
    IN_HANGZHOU,
    IN_JIAXING,
    IN_OCTOBER,
    IN_SHANGHAI,
    LEO,
    STEPHEN,
    YUKI,
)

EXAMPLES: tuple[Example, ...] = (
    Example(
        service="healthcare.insurance_admin.filing_long_term",
        facts=YUKI
        | IN_JIAXING
        | {"residence.city": "330400", "residence.province": "33", "residence.months": 6},
        expect="accept",
        because="She has lived in Zhejiang for half a year and is insured in Beijing.",
    ),
    Example(
        service="healthcare.insurance_admin.filing_long_term",
        facts=YUKI | IN_BEIJING,
        expect="refuse",
        because="She lives where she is insured.",
    ),
    Example(
        service="healthcare.insurance_admin.filing_temporary",
        facts=STEPHEN | IN_JIAXING,
        expect="accept",
        because="He is about to travel and has filed nothing yet.",
    ),
    Example(
        service="healthcare.insurance_admin.filing_temporary",
        facts=YUKI | IN_BEIJING,
        expect="refuse",
        because="Her filing is in force already.",
    ),
    Example(
        service="healthcare.insurance_admin.family_pool_bind",
        facts=STEPHEN | IN_JIAXING | {"usage.open": 6, "request.consent": True},
        expect="accept",
        because="He adds a seventh relative.",
    ),
    Example(
        service="healthcare.insurance_admin.family_pool_bind",
        facts=STEPHEN | IN_JIAXING | {"usage.open": 7, "request.consent": True},
        expect="refuse",
        because="Seven relatives are the most.",
    ),
    Example(
        service="healthcare.insurance_admin.resident_enrol",
        facts=CLARA | IN_JIAXING | IN_OCTOBER | {"insurance.medical": "none"},
        expect="accept",
        price=yuan(400),
        because="She joins in October for the following year.",
    ),
    Example(
        service="healthcare.insurance_admin.resident_enrol",
        facts=LEO | IN_JIAXING | IN_OCTOBER | {"insurance.medical": "none"},
        expect="accept",
        price=yuan(300),
        because="Children pay three quarters of the premium.",
    ),
    Example(
        service="healthcare.insurance_admin.resident_enrol",
        facts=CLARA | IN_JIAXING | IN_AUGUST | {"insurance.medical": "none"},
        expect="refuse",
        because="The window opens in September.",
    ),
    Example(
        service="healthcare.insurance_admin.account_closure",
        facts=STEPHEN
        | IN_SHANGHAI
        | {
            "card.status": "expired",
            "insurance.pension": "closed",
            "record.debt": False,
            "record.reservation": False,
        },
        expect="accept",
        because="He is leaving China, and 1,200 yuan are paid out without an appointment.",
    ),
    Example(
        service="healthcare.insurance_admin.account_closure",
        facts=STEPHEN
        | IN_SHANGHAI
        | {
            "insurance.pension": "closed",
            "insurance.account_balance": Decimal("10000.01"),
            "record.debt": False,
            "record.reservation": False,
        },
        expect="refuse",
        because="More than ten thousand yuan need an appointment.",
    ),
    Example(
        service="healthcare.insurance_admin.manual_reimbursement",
        facts=STEPHEN
        | IN_JIAXING
        | {"card.status": "lost", "event.kind": "treatment", "event.days": 365, "record.registered": False},
        expect="accept",
        because="The last day of the year after the treatment, with a card reported lost.",
    ),
    Example(
        service="healthcare.insurance_admin.manual_reimbursement",
        facts=STEPHEN | IN_JIAXING | {"event.kind": "treatment", "event.days": 40, "record.registered": True},
        expect="refuse",
        because="The bill was settled on the spot.",
    ),
    Example(
        service="healthcare.insurance_admin.chronic_recognition",
        facts=STEPHEN | IN_JIAXING | {"record.diagnosis": True},
        expect="accept",
        because="The hospital has made the diagnosis.",
    ),
    Example(
        service="healthcare.insurance_admin.chronic_recognition",
        facts=HELENA | IN_JIAXING | {"record.diagnosis": True},
        expect="refuse",
        because="Her illness is recognised already.",
    ),
    Example(
        service="healthcare.insurance_admin.medical_transfer",
        facts=STEPHEN | IN_HANGZHOU | {"employer.city": "330100"},
        expect="accept",
        because="His new job is in Hangzhou, his fund still in Jiaxing.",
    ),
    Example(
        service="healthcare.insurance_admin.medical_transfer",
        facts=STEPHEN | IN_JIAXING,
        expect="refuse",
        because="He works where he is insured.",
    ),
    Example(
        service="healthcare.insurance_admin.catastrophic",
        facts=CLARA | IN_JIAXING | {"request.amount": Decimal("50000.00")},
        use=Use(basis=Decimal(50_000)),
        expect="accept",
        price=yuan(32000),
        because="Of 50,000 yuan she pays the first 20,000 and 40 per cent of the rest.",
    ),
    Example(
        service="healthcare.insurance_admin.catastrophic",
        facts=CLARA | IN_JIAXING | {"request.amount": Decimal("19999.99")},
        expect="refuse",
        because="The second layer begins at twenty thousand yuan.",
    ),
    Example(
        service="healthcare.insurance_admin.long_term_care",
        facts=HELENA | IN_JIAXING | {"record.diagnosis": True, "usage.days_since_last": 9999},
        expect="accept",
        price=yuan(200),
        because="Her first assessment.",
    ),
    Example(
        service="healthcare.insurance_admin.long_term_care",
        facts=HELENA
        | IN_JIAXING
        | {"holder.age": 80, "record.diagnosis": True, "usage.days_since_last": 180},
        expect="accept",
        price=yuan(0),
        because="From eighty on it is free.",
    ),
    Example(
        service="healthcare.insurance_admin.long_term_care",
        facts=HELENA | IN_JIAXING | {"record.diagnosis": True, "usage.days_since_last": 179},
        expect="refuse",
        because="Half a year has to pass between two assessments.",
    ),
)
