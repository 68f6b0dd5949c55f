"""Settlement: what a patient pays of a medical bill, and what the funds pay."""

from joincard_sdk.services import Service

from joincard_healthcare.settlement import inpatient, maternity_and_injury, outpatient

SERVICES: tuple[Service, ...] = (
    *outpatient.SERVICES,
    *inpatient.SERVICES,
    *maternity_and_injury.SERVICES,
)
