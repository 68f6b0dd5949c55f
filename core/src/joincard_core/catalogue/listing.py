"""The catalogue as people and programs read it: each service in words of both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from joincard_sdk import fees, rules
from joincard_sdk.decision import Terms
from joincard_sdk.places import CITIES
from joincard_sdk.services import CHANNELS, Service
from joincard_sdk.texts import Text
from joincard_sdk.values import ELEMENTS, Origin, allowed_text, supplied_by_core

from joincard_core.catalogue.errors import BadFilter
from joincard_core.catalogue.model import Filters, Page

LANGUAGES = ("en", "zh")
MOST = 500
LONGEST_Q = 100


@dataclass(frozen=True, slots=True)
class Listed:
    """A service with the text that a search looks through, in lower case."""

    service: Service
    words: str
    written: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Listing:
    """Every service in the order of its code."""

    digest: str
    listed: tuple[Listed, ...]

    @classmethod
    def of(cls, digest: str, terms: Mapping[str, Terms]) -> "Listing":
        """Write down every service."""
        return cls(digest, tuple(listed(terms[code]) for code in sorted(terms)))

    def page(self, filters: Filters) -> Page:
        """The services that pass. Raises ``BadFilter``."""
        check(filters)
        found = [entry for entry in self.listed if passes(entry, filters)]
        part = found[filters.offset : filters.offset + filters.limit]
        return Page(
            len(found), self.digest, tuple(in_language(entry.written, filters.lang) for entry in part)
        )


def check(filters: Filters) -> None:
    """Refuse a filter that cannot mean anything. Raises ``BadFilter``."""
    if filters.city and filters.city not in CITIES:
        raise BadFilter("city is the six-digit code of a city, such as 330400.")
    if filters.channel and filters.channel not in CHANNELS:
        raise BadFilter(f"channel is one of {', '.join(CHANNELS)}.")
    if filters.lang and filters.lang not in LANGUAGES:
        raise BadFilter("lang is en or zh; without it both are answered.")
    if not 1 <= filters.limit <= MOST or filters.offset < 0:
        raise BadFilter(f"limit lies from 1 to {MOST}, offset is 0 or more.")
    if len(filters.q) > LONGEST_Q:
        raise BadFilter(f"q has at most {LONGEST_Q} characters.")


def passes(entry: Listed, filters: Filters) -> bool:
    """Whether a service passes every filter that is set."""
    service = entry.service
    return (
        filters.sector in ("", service.sector)
        and filters.group in ("", service.group)
        and (not filters.city or service.coverage.covers(filters.city))
        and (not filters.channel or offered_over(service, filters.channel))
        and all(word in entry.words for word in filters.q.lower().split())
    )


def offered_over(service: Service, channel: str) -> bool:
    """A service of channel ``both`` is offered online and in person."""
    return service.channel == channel or (service.channel == "both" and channel in ("in_person", "online"))


def listed(terms: Terms) -> Listed:
    """One service in words."""
    service = terms.service
    texts = (service.name.en, service.name.zh, service.description.en, service.description.zh)
    return Listed(service, " ".join((service.code, *texts)).lower(), written(terms))


def written(terms: Terms) -> dict[str, Any]:
    """The service as the API shows it; a value of ``Text`` is put into the languages asked for."""
    service, registry = terms.service, terms.registry
    until = service.effective_until
    sent = [
        name
        for name in sorted(terms.needs)
        if registry[name].origin in (Origin.REQUEST, Origin.PROVIDER) and not supplied_by_core(name, registry)
    ]
    return {
        "code": service.code,
        "sector": service.sector,
        "group": service.group,
        "name": service.name,
        "description": service.description,
        "channel": service.channel,
        "coverage": service.coverage.text,
        "accepts": rules.sentence(service.accepts, registry),
        "prices": list(fees.sentences(service.fee)),
        "send": [{"fact": name, "takes": allowed_text(registry[name])} for name in sent],
        "discloses": [{"element": code, "name": ELEMENTS[code].name} for code in service.discloses],
        "effective_from": service.effective_from.isoformat(),
        "effective_until": until and until.isoformat(),
    }


def in_language(value: Any, lang: str) -> Any:
    """The same value with every text as JSON, in one language or in both."""
    if isinstance(value, Text):
        both = value.to_json()
        return {lang: both[lang]} if lang else both
    if isinstance(value, Mapping):
        return {name: in_language(member, lang) for name, member in value.items()}
    if isinstance(value, list):
        return [in_language(member, lang) for member in value]
    return value
