"""Every check of a bundle, as data: for the build, for the registry, and for anyone who is handed one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from joincard_sdk.bundle import Bundle
from joincard_sdk.checks import examples, offers, wording
from joincard_sdk.checks.finding import Finding
from joincard_sdk.checks.places import Places

CHECKS: tuple[Callable[[Bundle], Iterator[tuple[Finding, str]]], ...] = (
    offers.card_states,
    offers.purposes,
    offers.remedies,
    wording.translations,
    examples.coverage,
    examples.outcomes,
    examples.prices,
)


def inspect(bundle: Bundle, places: Places | None = None) -> list[Finding]:
    """All findings of a bundle, in the order of the checks. Empty for one that may be admitted."""
    known = places or Places()
    return [
        replace(known.placed(found, because), plugin=bundle.plugin)
        for check in CHECKS
        for found, because in check(bundle)
    ]
