"""What plugins' own tests call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from joincard_sdk.bundle import Bundle, Catalogue, UnknownService
from joincard_sdk.checks.inspection import inspect
from joincard_sdk.decision import Permitted, Refused, Terms
from joincard_sdk.facts import Value
from joincard_sdk.fees import Use
from joincard_sdk.money import yuan
from joincard_sdk.testing import (
    accepts,
    built,
    conformance,
    decide,
    price_of,
    quote,
    reasons_for,
    run_conformance,
    terms_of,
)

Edit = Callable[[str, str, str], None]
ADULT: dict[str, Value] = {
    "card.status": "active",
    "holder.age": 34,
    "at.city": "330400",
    "now.date": date(2025, 3, 12),
}


@pytest.fixture
def visit(small_bundle: Bundle) -> Terms:
    return terms_of(small_bundle, "libraries.desk.visit")


class TestTheRun:
    def test_passes_for_a_plugin_that_keeps_the_contract(self, project: Path) -> None:
        run_conformance(str(project))

    def test_fails_once_with_every_finding(self, project: Path, edit: Edit) -> None:
        edit("desk.py", 'expect="refuse"', 'expect="accept"')
        edit("desk.py", "price=yuan(20)", "price=yuan(21)")
        with pytest.raises(AssertionError) as caught:
            run_conformance(str(project))
        for code in ("example.missing", "example.disagrees", "example.price-disagrees"):
            assert code in str(caught.value)

    @pytest.mark.parametrize("name", ["joincard_nowhere", "joincard_sdk", ""])
    def test_fails_when_there_is_no_plugin(self, name: str) -> None:
        with pytest.raises(AssertionError, match=r"plugin\.(not-found|entry-point)"):
            run_conformance(name)

    def test_is_a_test_class_too(self, project: Path) -> None:
        conformance(str(project))().test_the_plugin_keeps_the_contract()

    def test_builds_a_plugin_once(self, project: Path) -> None:
        assert built(str(project)) is built(str(project))


class TestTrials:
    def test_a_card_is_accepted_or_told_why_not(self, visit: Terms) -> None:
        assert accepts(visit, ADULT)
        assert not accepts(visit, ADULT | {"holder.age": 15})
        assert [reason.code for reason in reasons_for(visit, ADULT | {"holder.age": 15})] == ["holder.age"]

    def test_a_service_will_do_for_its_terms(self, visit: Terms) -> None:
        assert accepts(visit.service, ADULT)

    def test_a_price_is_that_of_the_use(self, visit: Terms) -> None:
        assert price_of(visit, ADULT) == yuan(20)
        assert price_of(visit, ADULT | {"holder.age": 70}, Use()) == yuan(0)

    def test_a_decision_is_whole(self, visit: Terms) -> None:
        assert decide(visit, ADULT) == Permitted(quote(visit, ADULT))
        assert decide(visit, ADULT | {"holder.age": 15}) == Refused(
            reasons_for(visit, ADULT | {"holder.age": 15})
        )
        assert quote(visit, ADULT).lines

    def test_a_service_that_is_not_there_is_an_error(self, small_bundle: Bundle) -> None:
        with pytest.raises(UnknownService):
            terms_of(small_bundle, "libraries.desk.loan")


def test_a_bundle_alone_can_be_inspected(small_bundle: Bundle) -> None:
    assert inspect(small_bundle) == []
    without = replace(small_bundle, examples=())
    assert {finding.code for finding in inspect(without)} == {"example.missing", "example.price-missing"}
    assert Catalogue.from_bundles([without]).services
