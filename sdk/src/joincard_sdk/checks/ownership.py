"""Codes that another plugin of the authority owns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from joincard_sdk.bundle import Bundle
from joincard_sdk.checks.finding import Finding, finding
from joincard_sdk.checks.places import Places


def taken(bundle: Bundle, admitted: Sequence[Bundle], places: Places) -> Iterator[Finding]:
    """Services whose code an admitted plugin has; an earlier release of the same plugin owns nothing."""
    owners = {
        service.code: other
        for other in admitted
        if other.plugin != bundle.plugin
        for service in other.services
    }
    for service in bundle.services:
        if owner := owners.get(service.code):
            found = f"{service.code} belongs to {owner.plugin} {owner.version}."
            yield places.placed(finding("service.taken", found, hook="services", service=service.code))
