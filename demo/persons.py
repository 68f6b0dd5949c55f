"""The people of the demo: the personas that every author of a plugin may try a service with."""

from __future__ import annotations

from joincard_sdk.testing.personas import PERSONAS, Persona
from joincard_sdk.testing.personas.people import (
    BEIJING,
    CHENGDU,
    HANGZHOU,
    JIAXING,
    NANJING,
    NINGBO,
    SHANGHAI,
    SUZHOU,
    WUXI,
)

__all__ = [
    "BEIJING",
    "CHENGDU",
    "HANGZHOU",
    "JIAXING",
    "NANJING",
    "NINGBO",
    "PERSONS",
    "SHANGHAI",
    "SUZHOU",
    "WUXI",
    "Person",
]

Person = Persona
PERSONS: tuple[Person, ...] = tuple(PERSONAS.values())
