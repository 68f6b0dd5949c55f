"""Worked examples: outings of a few people, and what the card answers."""

from joincard_sdk.hooks import Example

from joincard_tourism.examples import (
    library,
    lodging_culture,
    museum,
    park,
    passes,
    scenic_elsewhere,
    scenic_jiaxing,
    sports,
)

EXAMPLES: tuple[Example, ...] = (
    *library.EXAMPLES,
    *museum.EXAMPLES,
    *scenic_jiaxing.EXAMPLES,
    *scenic_elsewhere.EXAMPLES,
    *park.EXAMPLES,
    *passes.EXAMPLES,
    *sports.EXAMPLES,
    *lodging_culture.EXAMPLES,
)
