"""Scenic sites: gate prices by age, residence, season and hour, in Jiaxing and elsewhere."""

from joincard_sdk.services import Service

from joincard_tourism.scenic import elsewhere, jiaxing

SERVICES: tuple[Service, ...] = (
    *jiaxing.SERVICES,
    *elsewhere.SERVICES,
)
