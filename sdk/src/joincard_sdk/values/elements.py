"""The sixteen personal data elements on the card."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from types import MappingProxyType

from joincard_sdk.texts import Text


class Sensitivity(StrEnum):
    """Our reading of the Personal Information Protection Law, not a legal opinion."""

    LOW = "low"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


@dataclass(frozen=True, slots=True)
class DataElement:
    """One element that a service may ask to have disclosed."""

    code: str
    name: Text
    description: str
    sensitivity: Sensitivity
    source_authority: str


def _read() -> dict[str, DataElement]:
    lines = files(__package__).joinpath("elements.csv").read_text(encoding="utf-8").splitlines()
    return {
        row["code"]: DataElement(
            code=row["code"],
            name=Text(en=row["name_en"], zh=row["name_zh"]),
            description=row["description"],
            sensitivity=Sensitivity(row["sensitivity"]),
            source_authority=row["source_authority"],
        )
        for row in csv.DictReader(lines)
    }


#: Every data element by code.
ELEMENTS: Mapping[str, DataElement] = MappingProxyType(_read())
