"""What the authority knows of people in common circumstances, in the words of the fact registry.

Counts are as of the day on which a persona is described: a ``permit.days_left`` of 412 is 412 on that day,
whichever it is, so the same persona looks the same next year.
"""

from __future__ import annotations

Recorded = dict[str, str | int | bool]

INSURANCES = ("pension", "medical", "unemployment", "work_injury", "maternity")


def insured(state: str) -> Recorded:
    """All five insurances in one state, such as ``active`` or ``none``."""
    return {f"insurance.{kind}": state for kind in INSURANCES}


PENSIONER: Recorded = insured("none") | {
    "insurance.pension": "retired",
    "insurance.medical": "retired",
    "employer.present": False,
}


def settled(city: str, months: int) -> Recorded:
    """Somebody who has lived in a city for so many months, with a current registration."""
    return {
        "residence.status": "valid",
        "residence.days_left": 400,
        "residence.city": city,
        "residence.registered": True,
        "residence.months": months,
        "insurance.city": city,
        "insurance.medical_months": months,
        "insurance.filing": "none",
        "insurance.chronic": False,
        "insurance.treaty_cert": False,
    }


def employed(city: str, months: int) -> Recorded:
    """Somebody with a job in a city, every insurance and an activated account."""
    return {
        **settled(city, months),
        **insured("active"),
        "holder.relation": "self",
        "insurance.pension_months": months,
        "insurance.unemployment_months": months,
        "insurance.maternity_streak": months,
        "insurance.family_pool": False,
        "insurance.account_balance": f"{months * 108}.40",
        "employer.present": True,
        "employer.city": city,
        "employer.months": months,
        "bank.account": "activated",
        "bank.months": months,
    }


def working(city: str, months: int, *, permit_class: str = "B", days_left: int = 400) -> Recorded:
    """Somebody employed under a work permit, which has ``days_left`` to run."""
    return employed(city, months) | {
        "permit.status": "valid" if days_left >= 0 else "expired",
        "permit.class": permit_class,
        "permit.days_left": days_left,
        "permit.months_held": months,
        "residence.permit": "work",
        "residence.days_left": max(days_left, 12),
    }


def permanent(city: str, months: int) -> Recorded:
    """A permanent resident: employed, and without a permit because none is needed."""
    return employed(city, months) | {
        "permit.status": "none",
        "residence.permit": "permanent",
        "residence.days_left": 2_900,
    }


def relative(relation: str, city: str, months: int) -> Recorded:
    """A ``spouse``, ``child`` or ``parent`` of a permit holder, in the residents' insurance."""
    return {
        **settled(city, months),
        **insured("none"),
        "holder.relation": relation,
        "permit.status": "none",
        "residence.permit": "family",
        "insurance.medical": "resident",
        "insurance.family_pool": True,
        "employer.present": False,
        "bank.account": "none",
    }
