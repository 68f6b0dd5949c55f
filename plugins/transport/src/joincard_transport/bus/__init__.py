"""Buses: fares that hold across cities, in Zhejiang, and in other cities."""

from joincard_sdk.services import Service

from joincard_transport.bus import across_cities, other_cities, zhejiang

SERVICES: tuple[Service, ...] = (
    *across_cities.SERVICES,
    *zhejiang.SERVICES,
    *other_cities.SERVICES,
)
