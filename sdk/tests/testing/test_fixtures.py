"""The fixtures, in a plugin's own test run."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

CONFTEST = """
import pytest

pytest_plugins = ["joincard_sdk.testing.fixtures"]


@pytest.fixture(scope="session")
def joincard_plugin():
    return {project!r}
"""
TESTS = """
from datetime import date


def test_the_desk(joincard_client, joincard_authority, catalogue):
    found = joincard_client.verify("libraries.desk.visit", "330400", joincard_authority.card("stephen"))
    assert found.catalogue == catalogue.digest


def test_somebody(persona, bundle_file):
    assert persona("stephen").facts(on=date(2026, 3, 12))["card.status"] == "active"
    assert bundle_file.exists()
"""


class TestTheFixtures:
    def test_serve_the_plugin_that_is_named(self, pytester: pytest.Pytester, project: Path) -> None:
        pytester.makeconftest(CONFTEST.format(project=str(project)))
        pytester.makepyfile(TESTS)
        pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=2)

    def test_ask_for_the_plugin(self, pytester: pytest.Pytester) -> None:
        pytester.makeconftest('pytest_plugins = ["joincard_sdk.testing.fixtures"]')
        pytester.makepyfile("def test_it(bundle): pass")
        result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
        result.stdout.fnmatch_lines(["*override the fixture joincard_plugin*"])
