"""Several bundles together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from joincard_sdk.bundle import Bundle, Catalogue, CatalogueError, UnknownService
from joincard_sdk.decision import NotCovered, NotInForce
from joincard_sdk.places import Coverage

VISIT = "libraries.desk.visit"


def other_plugin(bundle: Bundle, code: str = "libraries.desk.loan") -> Bundle:
    services = tuple(replace(service, code=code) for service in bundle.services)
    return replace(bundle, plugin="demo.libraries.more", services=services, examples=())


def test_services_are_found_by_code(small_bundle: Bundle) -> None:
    catalogue = Catalogue.from_bundles([small_bundle, other_plugin(small_bundle)])
    assert list(catalogue.services) == ["libraries.desk.loan", VISIT]
    assert catalogue.services[VISIT] == small_bundle.services[0]


def test_the_digest_does_not_depend_on_the_order(small_bundle: Bundle) -> None:
    pair = [small_bundle, other_plugin(small_bundle)]
    assert Catalogue.from_bundles(pair).digest == Catalogue.from_bundles(reversed(pair)).digest


def test_the_digest_names_what_is_in_it(small_bundle: Bundle) -> None:
    alone = Catalogue.from_bundles([small_bundle])
    newer = Catalogue.from_bundles([replace(small_bundle, version="0.1.1")])
    both = Catalogue.from_bundles([small_bundle, other_plugin(small_bundle)])
    assert len({alone.digest, newer.digest, both.digest, Catalogue.from_bundles([]).digest}) == 4


def test_a_service_has_one_owner(small_bundle: Bundle) -> None:
    with pytest.raises(CatalogueError, match=r"libraries\.desk\.visit is in") as caught:
        Catalogue.from_bundles([small_bundle, other_plugin(small_bundle, VISIT)])
    assert caught.value.code == "catalogue.overlap"


def test_a_plugin_is_there_once(small_bundle: Bundle) -> None:
    with pytest.raises(CatalogueError) as caught:
        Catalogue.from_bundles([small_bundle, replace(small_bundle, version="0.1.1")])
    assert caught.value.code == "catalogue.two-releases"


def test_an_offer_is_for_a_place_and_a_day(small_bundle: Bundle) -> None:
    local = tuple(replace(service, coverage=Coverage.provinces("33")) for service in small_bundle.services)
    catalogue = Catalogue.from_bundles([replace(small_bundle, services=local)])
    assert catalogue.offer(VISIT, "330400", date(2024, 12, 1)).service.code == VISIT
    with pytest.raises(NotCovered):
        catalogue.offer(VISIT, "310000", date(2024, 12, 1))
    with pytest.raises(NotInForce):
        catalogue.offer(VISIT, "330400", date(2024, 11, 30))
    with pytest.raises(UnknownService) as caught:
        catalogue.offer("libraries.desk.vist", "330400", date(2024, 12, 1))
    assert caught.value.code == "service.unknown"
