"""Which authority fact is kept where: one table for reading, importing and disclosing.

``card.*`` facts stand on the card, all others on the person's facts. ``principal.x`` is kept nowhere: it
is ``x`` of the linked permit holder. A test holds this table equal to the registry of facts.
"""

from collections.abc import Mapping
from types import MappingProxyType

from joincard_core.cards.kept import (
    Age,
    AsIs,
    CardStatus,
    DaysLeft,
    DaysSince,
    Kept,
    Lapsing,
    Months,
    Province,
    Yuan,
)

PRINCIPAL = "principal."
RELATION = "holder.relation"

CARD: Mapping[str, Kept] = MappingProxyType(
    {
        "card.status": CardStatus("status", "expires_on"),
        "card.valid_days": DaysLeft("expires_on"),
        "card.transit_purse": AsIs("transit_purse"),
        "card.purse_days": DaysSince("purse_topped_on"),
        "card.issue_city": AsIs("issue_city"),
    }
)

PERSON: Mapping[str, Kept] = MappingProxyType(
    {
        "holder.age": Age("born_on"),
        RELATION: AsIs("relation"),
        "permit.status": Lapsing("permit_status", "permit_expires_on"),
        "permit.class": AsIs("permit_class"),
        "permit.days_left": DaysLeft("permit_expires_on"),
        "permit.days_since_cancelled": DaysSince("permit_cancelled_on"),
        "permit.months_held": Months("permit_held_since", ("permit_expires_on", "permit_cancelled_on")),
        "residence.permit": AsIs("residence_permit"),
        "residence.status": Lapsing("residence_status", "residence_expires_on"),
        "residence.days_left": DaysLeft("residence_expires_on"),
        "residence.city": AsIs("residence_city"),
        "residence.province": Province("residence_city"),
        "residence.registered": AsIs("residence_registered"),
        "residence.months": Months("residence_since"),
        "insurance.pension": AsIs("insurance_pension"),
        "insurance.medical": AsIs("insurance_medical"),
        "insurance.unemployment": AsIs("insurance_unemployment"),
        "insurance.work_injury": AsIs("insurance_work_injury"),
        "insurance.maternity": AsIs("insurance_maternity"),
        "insurance.city": AsIs("insurance_city"),
        "insurance.province": Province("insurance_city"),
        "insurance.pension_months": AsIs("insurance_pension_months"),
        "insurance.medical_months": AsIs("insurance_medical_months"),
        "insurance.unemployment_months": AsIs("insurance_unemployment_months"),
        "insurance.maternity_streak": AsIs("insurance_maternity_streak"),
        "insurance.filing": AsIs("insurance_filing"),
        "insurance.chronic": AsIs("insurance_chronic"),
        "insurance.family_pool": AsIs("insurance_family_pool"),
        "insurance.account_balance": Yuan("insurance_balance_fen"),
        "insurance.treaty_cert": AsIs("insurance_treaty_cert"),
        "employer.present": AsIs("employer_present"),
        "employer.city": AsIs("employer_city"),
        "employer.province": Province("employer_city"),
        "employer.months": Months("employer_since"),
        "employer.days_since_exit": DaysSince("employer_left_on"),
        "bank.account": AsIs("bank_account"),
        "bank.months": Months("bank_activated_on"),
    }
)


def kept(name: str) -> Kept | None:
    """How a fact is kept, ``principal.x`` like ``x``; ``None`` for a fact that is not ours to keep."""
    own = name.removeprefix(PRINCIPAL)
    return CARD.get(own) or PERSON.get(own)


def date_columns() -> Mapping[str, str]:
    """The dates behind moving facts, by the name under which they are imported: ``permit.expires_on``."""
    moving = (k for k in PERSON.values() if isinstance(k, DaysLeft | Months | Lapsing))
    names = {column for k in moving for column in k.columns if column.endswith(("_on", "_since"))}
    return {column.replace("_", ".", 1): column for column in sorted(names)}
