"""The five bundles in one catalogue: 264 services, 6,220 verdicts, 636 prices, and digests that repeat."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from joincard_sdk.bundle import Bundle, Catalogue
from joincard_sdk.decision import Permitted

from tests.catalogue.bundled_rows import (
    EVALUATORS,
    EVERY,
    asked,
    built,
    decided,
    priced,
    rows,
    shown,
    written,
)

SECTORS = ("finance", "government", "healthcare", "tourism", "transport")
Bundles = Mapping[str, Bundle]


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> Bundles:
    """Each sector's bundle, by the command that an author runs."""
    folder = tmp_path_factory.mktemp("first")
    return {sector: built(sector, folder) for sector in SECTORS}


@pytest.fixture(scope="module")
def catalogue(bundles: Bundles) -> Catalogue:
    """What an authority has on offer once it admitted all five."""
    return Catalogue.from_bundles(bundles.values())


class TestTheFiveBundles:
    def test_built_again_have_the_same_digests(self, bundles: Bundles, tmp_path: Path) -> None:
        again = {sector: built(sector, tmp_path) for sector in SECTORS}
        assert {name: b.digest for name, b in again.items()} == {n: b.digest for n, b in bundles.items()}

    def test_make_one_catalogue_whatever_their_order(self, bundles: Bundles, catalogue: Catalogue) -> None:
        assert Catalogue.from_bundles(list(bundles.values())[::-1]).digest == catalogue.digest

    def test_hold_264_services_and_each_bundle_its_own_sector(
        self, bundles: Bundles, catalogue: Catalogue
    ) -> None:
        assert len(catalogue.services) == 264
        assert Counter(service.sector for service in catalogue.services.values()) == {
            sector: len(bundle.services) for sector, bundle in bundles.items()
        }

    def test_print_every_row_of_the_catalogue(self, catalogue: Catalogue) -> None:
        """Rule, fee, coverage, names and disclosures, 264 of 264."""
        wanted = [{n: t for n, t in row.items() if n != "source"} for row in rows(EVERY, "services.csv")]
        same = [row for row in wanted if written(catalogue.services[row["code"]]) == row]
        assert (len(same), len(wanted)) == (264, 264)

    @pytest.mark.parametrize("evaluator", EVALUATORS)
    def test_give_6220_verdicts_without_a_difference(self, catalogue: Catalogue, evaluator: str) -> None:
        cases = [asked(row) for row in rows(EVERY, "examples.csv")]
        wrong = [
            case
            for case in cases
            if isinstance(decided(catalogue, case, evaluator), Permitted) != (case.verdict == "accept")
        ]
        assert (len(cases), wrong) == (6_220, [])

    @pytest.mark.parametrize("evaluator", EVALUATORS)
    def test_give_636_prices_without_a_difference(self, catalogue: Catalogue, evaluator: str) -> None:
        cases = list(rows(EVERY, "fee_examples.csv"))
        wrong = [r for r in cases if shown(priced(catalogue, r, evaluator)) != (r["price"], r["deposit"])]
        assert (len(cases), wrong) == (636, [])
