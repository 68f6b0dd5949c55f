"""Worked examples: trips of a few people, and what the card answers."""

from joincard_sdk.hooks import Example

from joincard_transport.examples import (
    account,
    bike,
    bus_across_cities,
    bus_by_city,
    intercity,
    metro,
    rail_ferry,
    vehicle,
)

EXAMPLES: tuple[Example, ...] = (
    *bus_across_cities.EXAMPLES,
    *bus_by_city.EXAMPLES,
    *metro.EXAMPLES,
    *rail_ferry.EXAMPLES,
    *bike.EXAMPLES,
    *vehicle.EXAMPLES,
    *account.EXAMPLES,
    *intercity.EXAMPLES,
)
