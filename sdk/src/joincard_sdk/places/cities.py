"""The 333 prefecture-level divisions and 4 municipalities, by their GB/T 2260 code."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType

from joincard_sdk.texts import Text


@dataclass(frozen=True, slots=True)
class City:
    """A city: ``code`` has six digits, ``province`` is its first two."""

    code: str
    name: Text
    province: str
    province_name: str
    in_transit_336: bool
    in_yangtze_41: bool


def _read() -> dict[str, City]:
    lines = files(__package__).joinpath("cities.csv").read_text(encoding="utf-8").splitlines()
    return {
        row["code"]: City(
            code=row["code"],
            name=Text(en=row["name_en"], zh=row["name_zh"]),
            province=row["province_code"],
            province_name=row["province_name"],
            in_transit_336=row["in_transit_336"] == "1",
            in_yangtze_41=row["in_yangtze_delta_41"] == "1",
        )
        for row in csv.DictReader(lines)
    }


#: Every city by code, in the order of the codes.
CITIES: Mapping[str, City] = MappingProxyType(_read())

#: English province names by two-digit code.
PROVINCES: Mapping[str, str] = MappingProxyType({c.province: c.province_name for c in CITIES.values()})
