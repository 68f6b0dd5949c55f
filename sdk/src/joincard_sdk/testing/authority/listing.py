"""``GET /v1/catalogue``: the services in words of both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from joincard_sdk import fees, rules
from joincard_sdk.bundle import Catalogue
from joincard_sdk.decision import Terms
from joincard_sdk.places import CITIES
from joincard_sdk.services import CHANNELS
from joincard_sdk.testing.authority.problems import Declined
from joincard_sdk.testing.authority.reading import CITY, Check, Member, form, held_to, text
from joincard_sdk.testing.authority.serving import Reply, Request
from joincard_sdk.texts import Text
from joincard_sdk.values import ELEMENTS, Origin, allowed_text, supplied_by_core

FRESH = "public, max-age=60"


def _whole(least: int, most: int) -> Check:
    sentence = f"A whole number from {least} to {most}."
    return lambda value: (
        "" if str(value).isascii() and str(value).isdigit() and least <= int(str(value)) <= most else sentence
    )


FILTERS: Mapping[str, Member] = {
    "sector": Member(text(0, 200)),
    "group": Member(text(0, 200)),
    "city": Member(CITY),
    "channel": Member(form("|".join(CHANNELS), f"One of {', '.join(CHANNELS)}.")),
    "q": Member(text(0, 100)),
    "lang": Member(form("en|zh", "en or zh.")),
    "limit": Member(_whole(1, 500)),
    "offset": Member(_whole(0, 100_000)),
}


def page(catalogue: Catalogue, request: Request) -> Reply:
    """The services that pass the filters of a query. Raises ``Declined``."""
    pairs = parse_qsl(request.query, keep_blank_values=True)
    asked = dict(pairs)
    if len(asked) != len(pairs):
        raise Declined(
            "request.invalid",
            "A filter may occur once only.",
            parts=[{"pointer": "", "detail": "Once only."}],
        )
    held_to(asked, FILTERS)
    if asked.get("city") and asked["city"] not in CITIES:
        raise Declined("catalogue.bad-filter", "city is the six-digit code of a city, such as 330400.")
    etag = f'"{catalogue.digest}"'
    headers = {"ETag": etag, "Cache-Control": FRESH}
    if etag in request.headers.get("if-none-match", ""):
        return Reply(304, headers=headers)
    found = [terms for terms in catalogue.terms.values() if passes(terms, asked)]
    start = int(asked.get("offset", 0))
    part = found[start : start + int(asked.get("limit", 50))]
    lang = asked.get("lang", "")
    services = [_in(lang, written(terms)) for terms in part]
    return Reply.of(200, {"total": len(found), "digest": catalogue.digest, "services": services}, headers)


def passes(terms: Terms, asked: Mapping[str, str]) -> bool:
    """Whether a service passes every filter that is set."""
    service = terms.service
    channels = ("in_person", "online", "both") if service.channel == "both" else (service.channel,)
    texts = (service.name.en, service.name.zh, service.description.en, service.description.zh)
    words = " ".join((service.code, *texts)).lower()
    return (
        asked.get("sector", "") in ("", service.sector)
        and asked.get("group", "") in ("", service.group)
        and (not asked.get("city") or service.coverage.covers(asked["city"]))
        and (not asked.get("channel") or asked["channel"] in channels)
        and all(word in words for word in asked.get("q", "").lower().split())
    )


def written(terms: Terms) -> dict[str, Any]:
    """A service as the API shows it."""
    service, registry = terms.service, terms.registry
    asked = (
        name
        for name in sorted(terms.needs)
        if registry[name].origin in (Origin.REQUEST, Origin.PROVIDER) and not supplied_by_core(name, registry)
    )
    until = service.effective_until
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
        "send": [{"fact": name, "takes": allowed_text(registry[name])} for name in asked],
        "discloses": [{"element": code, "name": ELEMENTS[code].name} for code in service.discloses],
        "effective_from": service.effective_from.isoformat(),
        "effective_until": until.isoformat() if until else None,
    }


def _in(lang: str, value: Any) -> Any:
    """The same value with every text as JSON, in one language or in both."""
    if isinstance(value, Text):
        both = value.to_json()
        return {lang: both[lang]} if lang else both
    if isinstance(value, Mapping):
        return {name: _in(lang, member) for name, member in value.items()}
    return [_in(lang, member) for member in value] if isinstance(value, list) else value
