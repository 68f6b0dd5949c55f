"""A run of a plan, against a suite in memory, and the page that is written of it."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tools.conformance.plans import ROWS, SIGN_IN_ROWS
from tools.conformance.running import Result, counted, one, results
from tools.conformance.suite import Module, Plan, Suite
from tools.conformance.table import beside, write

PLAN = Plan("p1", (Module("happy-flow", {}), Module("refresh-token", {"openid": "plain_oauth"})))


class SuiteInMemory(Suite):
    """Tells of each run what it was given, step by step."""

    def __init__(self, *steps: Mapping[str, Any], log: tuple[Mapping[str, Any], ...] = ()) -> None:
        self._steps: Iterator[Mapping[str, Any]] = iter(steps)
        self._log = log
        self.stopped: list[str] = []

    def start(self, plan: Plan, module: Module) -> str:
        return f"run of {module.name}"

    def info(self, run: str) -> Mapping[str, Any]:
        return next(self._steps)

    def log(self, run: str) -> list[Mapping[str, Any]]:
        return list(self._log)

    def stop(self, run: str) -> None:
        self.stopped.append(run)


def ended(result: str) -> Mapping[str, str]:
    return {"status": "FINISHED", "result": result}


def no_wait(seconds: float) -> None:
    """Time that a test need not spend."""


class TestAModule:
    def test_is_waited_for_until_it_ends(self) -> None:
        suite = SuiteInMemory({"status": "RUNNING"}, {"status": "WAITING"}, ended("PASSED"))
        assert one(suite, PLAN, PLAN.modules[0], 60, no_wait).result == "PASSED"

    def test_that_hangs_is_stopped_and_is_not_good(self) -> None:
        suite = SuiteInMemory({"status": "WAITING"})
        found = one(suite, PLAN, PLAN.modules[0], -1, no_wait)
        assert (found.result, found.good, suite.stopped) == ("HUNG", False, ["run of happy-flow"])

    def test_that_was_interrupted_is_not_good(self) -> None:
        suite = SuiteInMemory({"status": "INTERRUPTED", "result": None})
        assert not one(suite, PLAN, PLAN.modules[0], 60, no_wait).good

    def test_tells_failures_and_leaves_out_successes(self) -> None:
        log = (
            {"result": "SUCCESS", "src": "A", "msg": "fine"},
            {"result": "WARNING", "src": "B", "msg": "hm"},
        )
        found = one(SuiteInMemory(ended("WARNING"), log=log), PLAN, PLAN.modules[0], 60, no_wait)
        assert (found.notes, found.good) == (("WARNING B: hm",), False)


class TestAPlan:
    def test_runs_its_modules_in_order(self) -> None:
        suite = SuiteInMemory(ended("PASSED"), ended("FAILED"))
        assert [(r.module, r.result) for r in results(suite, PLAN)] == [
            ("happy-flow", "PASSED"),
            ("refresh-token", "FAILED"),
        ]

    def test_can_run_one_module_alone(self) -> None:
        assert [r.module for r in results(SuiteInMemory(ended("PASSED")), PLAN, ["refresh-token"])] == [
            "refresh-token"
        ]

    def test_is_counted(self) -> None:
        found = [Result("m", "r", result, 1.0, ()) for result in ("PASSED", "WARNING", "PASSED")]
        assert counted(found) == "3 modules: 2 passed, 1 warning"


class TestThePage:
    def test_wants_every_plan(self, tmp_path: Path) -> None:
        with pytest.raises(LookupError, match="was not run yet"):
            write(tmp_path / "page.md", tmp_path)

    def test_has_the_plans_of_openid_connect_that_were_run(self, tmp_path: Path) -> None:
        for row in (*ROWS, SIGN_IN_ROWS[0]):
            modules = [{"module": module, "result": "PASSED"} for module in beside(row.name)]
            kept = {"suite": "5.2.4", "modules": modules}
            (tmp_path / f"{row.name}.json").write_text(json.dumps(kept), encoding="utf-8")
        page = write(tmp_path / "page.md", tmp_path).read_text(encoding="utf-8")
        assert "325 modules, 325 passed" in page
        assert "\n| discovery-endpoint-verification | passed |\n" in page
        assert SIGN_IN_ROWS[1].name not in page

    def test_shows_where_oidc_provider_ended_otherwise(self, tmp_path: Path) -> None:
        for row in ROWS:
            modules = [{"module": module, "result": "PASSED"} for module in beside(row.name)]
            if row is ROWS[0]:
                modules[0] = {**modules[0], "result": "WARNING"}
            kept = {"suite": "5.2.4", "modules": modules}
            (tmp_path / f"{row.name}.json").write_text(json.dumps(kept), encoding="utf-8")
        page = write(tmp_path / "page.md", tmp_path).read_text(encoding="utf-8")
        assert "324 modules, 323 passed, 1 warning" in page
        assert page.count("warning (passed)") == 1
        assert "\n| happy-flow | passed | passed | passed | passed | passed | passed |\n" in page
