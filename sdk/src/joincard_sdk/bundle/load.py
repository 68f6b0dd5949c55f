"""Reading a bundle. It trusts nothing: the bytes may come from anyone, and no code of a plugin runs here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from joincard_sdk.bundle import canonical
from joincard_sdk.bundle.contents import CHANGE_KINDS, OUTCOMES, Example, ServiceChange, Texts
from joincard_sdk.bundle.contract import CONTRACT, ContractVersion
from joincard_sdk.bundle.errors import BundleError
from joincard_sdk.bundle.limits import LIMITS, Limits
from joincard_sdk.bundle.model import FORMAT, Bundle, registry_of
from joincard_sdk.bundle.reading import each, members, once, text, texts, valid
from joincard_sdk.bundle.using import read_use
from joincard_sdk.money import yuan
from joincard_sdk.places import CitySet
from joincard_sdk.services import Service
from joincard_sdk.values import FactRegistry, FactType, RecordFact, read_facts

_PLUGIN = re.compile(r"[a-z][a-z_]{0,39}\.[a-z][a-z_]{0,39}\.[a-z][a-z_]{0,39}")
_VERSION = re.compile(r"(?:0|[1-9]\d{0,5})(?:\.(?:0|[1-9]\d{0,5})){2}", re.ASCII)
_CITY = re.compile(r"[0-9]{6}")


def load(data: bytes, limits: Limits = LIMITS) -> Bundle:
    """The release whose canonical bytes these are. Raises ``BundleError``, first what is outermost."""
    if len(data) > limits.octets:
        raise BundleError(
            "bundle.too-large", f"A bundle has at most {limits.octets} bytes, this one {len(data)}."
        )
    try:
        written = canonical.decode(data)
    except canonical.CanonicalError as error:
        raise BundleError("bundle.not-canonical", str(error)) from None
    bundle = _bundle(written, limits)
    if bundle.data != data:
        message = "The bundle is not in the order and form that a build writes; build it again."
        raise BundleError("bundle.not-normal", message)
    return bundle


def _bundle(written: object, limits: Limits) -> Bundle:
    _recognised(written)
    top = members(
        written,
        "bundle",
        **dict.fromkeys(("format", "contract", "plugin", "publisher", "version"), str),
        **dict.fromkeys(("sector", "name", "description", "purposes", "remedies", "cities"), dict),
        **dict.fromkeys(("facts", "services", "examples", "changes"), list),
    )
    plugin = _matching(top["plugin"], _PLUGIN, "bundle.plugin is publisher.sector.slug")
    facts = each(top["facts"], "facts", limits.facts, _fact)
    once([fact.name for fact in facts], "fact")
    registry = valid("bundle.facts", lambda: registry_of(plugin, facts))
    sets = _sets(top["cities"], limits)
    services = each(top["services"], "services", limits.services, lambda s, w: _service(s, w, registry, sets))
    _check_services(plugin, services)
    examples = each(top["examples"], "examples", limits.examples, lambda e, w: _example(e, w, registry))
    changes = each(top["changes"], "changes", limits.services, _change)
    remedies = Texts(text(top["sector"], "bundle.sector"), texts(top["remedies"], "bundle.remedies"))
    return Bundle(
        plugin=plugin,
        version=_matching(top["version"], _VERSION, "bundle.version is three numbers, as in 1.0.0"),
        name=text(top["name"], "bundle.name"),
        description=text(top["description"], "bundle.description"),
        purposes=texts(top["purposes"], "bundle.purposes"),
        texts=remedies,
        services=services,
        facts=facts,
        examples=examples,
        changes=changes,
        contract=ContractVersion.parse(top["contract"]),
    )


def _recognised(written: object) -> None:
    """Raise ``BundleError`` unless this is a bundle, and of a contract that this release knows."""
    if not isinstance(written, dict) or written.get("format") != FORMAT:
        raise BundleError("bundle.format", f'A bundle is a JSON object with "format": "{FORMAT}".')
    stated = str(written.get("contract"))[:20]
    contract = valid("bundle.contract", lambda: ContractVersion.parse(stated))
    if contract.major != CONTRACT.major or contract > CONTRACT:
        message = f"The bundle is built for contract {contract}; this release knows 1.0 to {CONTRACT}."
        raise BundleError("bundle.contract", message)


def _matching(written: str, pattern: re.Pattern[str], wanted: str) -> str:
    if not pattern.fullmatch(written):
        raise BundleError("bundle.format", f"{wanted}.")
    return written


def _sets(written: dict[str, Any], limits: Limits) -> Mapping[str, CitySet]:
    if len(written) > limits.sets:
        raise BundleError("bundle.too-large", f"A bundle has at most {limits.sets} sets of cities.")
    return {digest: _set(digest, item, limits) for digest, item in written.items()}


def _set(digest: str, written: object, limits: Limits) -> CitySet:
    where = f"cities.{digest[:20]}"
    read = members(written, where, name=str, version=int, members=list)
    cities = read["members"]
    if len(cities) > limits.members:
        raise BundleError("bundle.too-large", f"{where} has at most {limits.members} members.")
    if not all(isinstance(city, str) and _CITY.fullmatch(city) for city in cities):
        raise BundleError("bundle.format", f"{where}.members are six-digit codes of cities.")
    named = CitySet(read["name"], read["version"], frozenset(cities))
    if named.digest != digest:
        raise BundleError("bundle.invalid", f"{where}: the digest is not that of the set.")
    return named


def _fact(written: object, where: str) -> RecordFact:
    read = members(
        written, where, name=str, type=str, label=dict, description=str, values=list, unit=str, labels=list
    )
    labels = [members(label, f"{where}.labels", value=str, text=dict) for label in read["labels"]]
    if not all(isinstance(value, str) for value in read["values"]):
        raise BundleError("bundle.format", f"{where}.values are texts.")
    return valid(
        where,
        lambda: RecordFact(
            name=read["name"],
            type=FactType(read["type"]),
            label=text(read["label"], f"{where}.label"),
            description=read["description"],
            values=tuple(read["values"]),
            unit=read["unit"],
            labels=tuple((label["value"], text(label["text"], f"{where}.labels")) for label in labels),
        ),
    )


def _service(written: object, where: str, registry: FactRegistry, sets: Mapping[str, CitySet]) -> Service:
    return valid(where, lambda: Service.from_json(written, registry, sets))


def _check_services(plugin: str, services: tuple[Service, ...]) -> None:
    once([service.code for service in services], "service")
    sector = plugin.split(".")[1]
    for service in services:
        if service.sector != sector:
            message = f"The service {service.code!r} is outside the sector {sector!r} of {plugin}."
            raise BundleError("bundle.foreign-sector", message)


def _example(written: object, where: str, registry: FactRegistry) -> Example:
    nothing = type(None)
    read = members(
        written,
        where,
        service=str,
        facts=dict,
        expect=str,
        because=str,
        use=(dict, nothing),
        price=(str, nothing),
    )
    expect = next((outcome for outcome in OUTCOMES if outcome == read["expect"]), None)
    if expect is None:
        raise BundleError("bundle.format", f"{where}.expect is {' or '.join(OUTCOMES)}.")
    return valid(
        where,
        lambda: Example(
            service=read["service"],
            facts=read_facts(read["facts"], registry),
            expect=expect,
            because=read["because"],
            use=None if read["use"] is None else read_use(read["use"], f"{where}.use"),
            price=None if read["price"] is None else yuan(read["price"]),
        ),
    )


def _change(written: object, where: str) -> ServiceChange:
    read = members(written, where, service=str, kind=str, text=dict)
    kind = next((known for known in CHANGE_KINDS if known == read["kind"]), None)
    if kind is None:
        raise BundleError("bundle.format", f"{where}.kind is one of {', '.join(CHANGE_KINDS)}.")
    return ServiceChange(read["service"], kind, text(read["text"], f"{where}.text"))
