"""Personas by key, each with the household that their card belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from types import MappingProxyType

from joincard_sdk.testing.personas.people import PEOPLE
from joincard_sdk.testing.personas.persona import Persona

_HOLDERS: Mapping[str, Persona] = MappingProxyType({each.key: each for each in PEOPLE if not each.principal})

#: Every persona by key, in the order of the table.
PERSONAS: Mapping[str, Persona] = MappingProxyType(
    {each.key: replace(each, household=_HOLDERS) if each.principal else each for each in PEOPLE}
)


class UnknownPersona(LookupError):
    """No persona has this key; the message names near ones."""

    code = "persona.unknown"

    def __init__(self, key: str) -> None:
        near = get_close_matches(key.lower(), PERSONAS, n=3, cutoff=0.5)
        said = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(PERSONAS)}."
        super().__init__(f"No persona is called {key[:40]!r}; {said}")


def persona(key: str) -> Persona:
    """The persona of this key. Raises ``UnknownPersona``."""
    found = PERSONAS.get(key)
    if found is None:
        raise UnknownPersona(key)
    return found
