"""Worked examples: visits of a few people, and what the card answers."""

from joincard_sdk.hooks import Example

from joincard_healthcare.examples import (
    insurance_admin,
    pharmacy,
    public_health,
    records,
    registration,
    settlement_inpatient,
    settlement_maternity_and_injury,
    settlement_outpatient,
)

EXAMPLES: tuple[Example, ...] = (
    *registration.EXAMPLES,
    *settlement_outpatient.EXAMPLES,
    *settlement_inpatient.EXAMPLES,
    *settlement_maternity_and_injury.EXAMPLES,
    *pharmacy.EXAMPLES,
    *records.EXAMPLES,
    *insurance_admin.EXAMPLES,
    *public_health.EXAMPLES,
)
