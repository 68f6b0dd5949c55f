"""Places: cities, named sets of cities, and where a service is delivered."""

from joincard_sdk.places.cities import CITIES, PROVINCES, City
from joincard_sdk.places.coverage import Coverage, CoverageError
from joincard_sdk.places.sets import NAMED_SETS, NATIONWIDE, TRANSIT_336, YANGTZE_41, CitySet, named_set

__all__ = [
    "CITIES",
    "NAMED_SETS",
    "NATIONWIDE",
    "PROVINCES",
    "TRANSIT_336",
    "YANGTZE_41",
    "City",
    "CitySet",
    "Coverage",
    "CoverageError",
    "named_set",
]
