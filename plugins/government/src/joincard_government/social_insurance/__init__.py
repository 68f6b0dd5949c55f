"""Social insurance: membership, the pension, and the benefits that replace a wage."""

from joincard_sdk.services import Service

from joincard_government.social_insurance import benefits, membership, pension

SERVICES: tuple[Service, ...] = (*membership.SERVICES, *pension.SERVICES, *benefits.SERVICES)
