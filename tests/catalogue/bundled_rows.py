"""A sector's plugin against the catalogue's rows; its bundle against every worked verdict and price.

A sector's test module names its plugin and how many rows it has; the tests are here.
"""

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

import pytest
from joincard_sdk import fees, rules
from joincard_sdk.bundle import Bundle, Catalogue, load
from joincard_sdk.decision import Decision, Offer, Permitted, Refused, decide, decide_plain
from joincard_sdk.fees import Charge, Use
from joincard_sdk.hooks import SectorPlugin
from joincard_sdk.services import Service
from joincard_sdk.values import Facts, read_facts, resolve_principal

HERE = Path(__file__).parent
EVALUATORS = ("plain", "compiled")
EVERY = ""
"""Rows of every sector."""

SOME_USE = Use(basis=Decimal(1))
"""A verdict does not depend on the price; every tariff of the catalogue has a price for a basis of one."""


class BundledRows:
    """What holds for every bundled sector; a subclass says which sector and how large it is."""

    sector: ClassVar[str]
    plugin: ClassVar[SectorPlugin]
    services: ClassVar[int]
    verdicts: ClassVar[int]
    accepted: ClassVar[int]
    prices: ClassVar[int]

    @pytest.fixture(scope="class")
    @classmethod
    def bundle(cls, tmp_path_factory: pytest.TempPathFactory) -> Bundle:
        """What ``joincard plugin build`` writes, read back as a server reads it."""
        return built(cls.sector, tmp_path_factory.mktemp("bundles"))

    @pytest.fixture(scope="class")
    @classmethod
    def catalogue(cls, bundle: Bundle) -> Catalogue:
        """A catalogue of this one bundle."""
        return Catalogue.from_bundles([bundle])

    def test_every_row_is_what_the_plugin_describes(self) -> None:
        wanted = [
            {name: text for name, text in row.items() if name != "source"}
            for row in rows(self.sector, "services.csv")
        ]
        described = {service.code: written(service) for service in self.plugin.services()}
        assert len(wanted) == len(described) == self.services
        assert [described[row["code"]] for row in wanted] == wanted

    def test_every_service_is_what_the_bundle_holds(self, bundle: Bundle) -> None:
        assert sorted(self.plugin.services(), key=lambda service: service.code) == list(bundle.services)

    @pytest.mark.parametrize("evaluator", EVALUATORS)
    def test_the_bundle_gives_every_verdict_without_a_difference(
        self, catalogue: Catalogue, evaluator: str
    ) -> None:
        cases = [asked(row) for row in rows(self.sector, "examples.csv")]
        outcomes = [isinstance(decided(catalogue, case, evaluator), Permitted) for case in cases]
        wrong = [
            case
            for case, permitted in zip(cases, outcomes, strict=True)
            if permitted != (case.verdict == "accept")
        ]
        assert wrong == []
        assert (len(cases), sum(outcomes)) == (self.verdicts, self.accepted)

    def test_the_bundle_decides_and_explains_alike_with_both_evaluators(self, catalogue: Catalogue) -> None:
        for case in map(asked, rows(self.sector, "examples.csv")):
            assert decided(catalogue, case, "plain") == decided(catalogue, case, "compiled")

    @pytest.mark.parametrize("evaluator", EVALUATORS)
    def test_the_bundle_gives_every_price_without_a_difference(
        self, catalogue: Catalogue, evaluator: str
    ) -> None:
        cases = list(rows(self.sector, "fee_examples.csv"))
        wrong = [
            row for row in cases if shown(priced(catalogue, row, evaluator)) != (row["price"], row["deposit"])
        ]
        assert wrong == []
        assert len(cases) == self.prices

    def test_every_remedy_is_the_plugins_own(self, catalogue: Catalogue) -> None:
        """Every reason that any refused example gives carries a remedy of ``texts.py``."""
        remedies = self.plugin.texts().remedies
        for case in map(asked, rows(self.sector, "examples.csv")):
            decision = decided(catalogue, case, "compiled")
            if isinstance(decision, Refused):
                assert all(reason.remedy == remedies[reason.code] for reason in decision.reasons)


def built(sector: str, folder: Path) -> Bundle:
    """The bundle of a sector, by the command that an author runs."""
    file = folder / f"{sector}.bundle.json"
    command = [
        sys.executable,
        "-m",
        "joincard_sdk.cli",
        "plugin",
        "build",
        f"joincard_{sector}",
        "-o",
        str(file),
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return load(file.read_bytes())


def rows(sector: str, name: str) -> Iterator[dict[str, str]]:
    """The rows of one of the six files, of one sector or of ``EVERY`` one."""
    prefix = sector and f"{sector}."
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        yield from (row for row in csv.DictReader(lines) if row["code"].startswith(prefix))


def written(service: Service) -> dict[str, str]:
    """A service in the columns of services.csv, as far as a service holds them."""
    return {
        "code": service.code,
        "sector": service.sector,
        "group": service.group,
        "name_en": service.name.en,
        "name_zh": service.name.zh,
        "description_en": service.description.en,
        "channel": service.channel,
        "coverage": service.coverage.text,
        "acceptance": rules.text(service.accepts),
        "fee": fees.text(service.fee),
        "discloses": " ".join(service.discloses) or "-",
        "effective_from": service.effective_from.isoformat(),
    }


@dataclass(frozen=True)
class Asked:
    """One row of examples.csv, ready to ask."""

    code: str
    verdict: str
    facts: Facts


def asked(row: dict[str, str]) -> Asked:
    facts = read_facts(json.loads(row["facts"], parse_float=Decimal))
    return Asked(row["code"], row["verdict"], resolve_principal(facts))


def offer(catalogue: Catalogue, facts: Facts, code: str) -> Offer | None:
    """The offer there and then; None where rule zero refuses."""
    city, on = facts["at.city"], facts["now.date"]
    assert isinstance(city, str)
    assert isinstance(on, date)
    terms = catalogue.terms[code]
    covered = terms.service.coverage.covers(city) and terms.service.in_force(on)
    return terms.offer(city, on) if covered else None


def decided(catalogue: Catalogue, case: Asked, evaluator: str) -> Decision | None:
    here = offer(catalogue, case.facts, case.code)
    if here is None:
        return None
    judge = decide if evaluator == "compiled" else decide_plain
    return judge(here, case.facts, SOME_USE)


def priced(catalogue: Catalogue, row: dict[str, str], evaluator: str) -> Charge:
    given = json.loads(row["given"], parse_float=Decimal)
    facts = read_facts(given.pop("facts"))
    terms = catalogue.terms[row["code"]]
    if evaluator == "plain":
        return fees.quote(terms.service.fee, facts, use(given))
    return terms.price(facts, use(given))


def use(given: dict[str, Any]) -> Use:
    """The use of a row; whole numbers of JSON are as exact as decimals."""
    exact: dict[str, Any] = {name: Decimal(given[name]) for name in ("basis", "units") if name in given}
    return Use(**(given | exact))


def shown(charge: Charge) -> tuple[str, str]:
    return charge.price.yuan, charge.deposit.yuan if charge.deposit is not None else ""
