"""Who holds a card in a test, and what the authority knows of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from joincard_sdk.testing.authority.problems import Declined
from joincard_sdk.testing.personas import Persona, moved
from joincard_sdk.values import (
    ELEMENTS,
    VOCABULARY,
    Facts,
    Value,
    read_facts,
    resolve_principal,
    write_value,
)

REGION = re.compile(r"[0-9]{6}", re.ASCII)
NUMBER = re.compile(r"[0-9A-Z]{6,24}", re.ASCII)
KEPT = (
    "card_validity",
    "work_permit_category",
    "work_permit_validity",
    "employer",
    "insurance_enrolment",
    "bank_account",
    "residence",
    "dependant_links",
)
"""Elements that consist of facts; every other one is what a document says."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A person with a card. ``name`` is what a test calls them, ``number`` what is printed on the card.

    ``facts`` are the authority's (``card.*``, ``holder.*``, ``permit.*`` ...), as JSON has them or typed,
    true on the day on which the authority opens; from then on they move with its clock. ``origins`` gives the
    day of zero of counted months and years, where it is known. ``elements`` are the identity elements that
    a service may disclose, by code. Raises ``FactError`` for facts that do not fit the vocabulary.
    """

    name: str
    facts: Mapping[str, object] = field(default_factory=dict, repr=False)
    number: str = field(default="JX26000017", repr=False)
    region: str = "330400"
    elements: Mapping[str, object] = field(default_factory=dict, repr=False)
    origins: Mapping[str, date] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", resolve_principal(read_facts(self.facts)))
        if unknown := sorted(self.elements.keys() - ELEMENTS.keys()):
            raise ValueError(f"{unknown[0]} is no data element. Allowed: {', '.join(ELEMENTS)}.")

    @classmethod
    def of(cls, persona: Persona, number: str, on: date) -> Holder:
        """A persona as described on a day, with a card of this number."""
        return cls(
            name=persona.key,
            facts=persona.facts(on),
            number=number,
            region=persona.city,
            elements={
                "full_name": {"printed": persona.name, "chinese": persona.chinese_name},
                "date_of_birth": persona.origins(on)["holder.age"].isoformat(),
                "nationality": persona.nationality,
            },
            origins=persona.origins(on),
        )

    def on(self, day: date, since: date) -> dict[str, Value]:
        """The facts on a day, which were true ``since`` another."""
        return moved(self.facts, since, max(day, since), self.origins)  # type: ignore[arg-type]  # read above

    def with_facts(self, facts: Mapping[str, object]) -> Holder:
        """The same person, of whom something else is true now; what is set counts from today."""
        origins = {name: day for name, day in self.origins.items() if name not in facts}
        return replace(self, facts={**self.facts, **facts}, origins=origins)

    def disclosed(self, elements: tuple[str, ...], facts: Facts, read: frozenset[str]) -> dict[str, object]:
        """What a service is told that discloses these elements; what is not known is left out.

        Of a record it is told the facts that it reads; a record of which it reads nothing stays whole.
        """
        told: dict[str, object] = {}
        partly = {VOCABULARY[name].element for name in read}
        for code in elements:
            if code == "card_number":
                told[code] = self.number
            elif code in KEPT:
                told[code] = {
                    name: write_value(value)
                    for name, value in sorted(facts.items())
                    if VOCABULARY[name].element == code and (name in read or code not in partly)
                }
            elif code in self.elements:
                told[code] = self.elements[code]
        return told


def shown(region: str, number: str) -> tuple[str, str]:
    """Region and number as they are compared. Raises ``Declined``."""
    plain = number.replace(" ", "").upper()
    if not REGION.fullmatch(region):
        raise Declined(
            "presentation.malformed", "The region of a card is a code of six digits, such as 330400."
        )
    if not NUMBER.fullmatch(plain):
        raise Declined("presentation.malformed", "A card number has 6 to 24 digits and letters.")
    return region, plain
