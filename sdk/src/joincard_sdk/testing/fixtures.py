"""pytest fixtures for a plugin's tests: ``pytest_plugins = ["joincard_sdk.testing.fixtures"]``."""

from __future__ import annotations

from pathlib import Path

import pytest

from joincard_sdk.bundle import Bundle, Catalogue
from joincard_sdk.testing.conformance import built


@pytest.fixture(scope="session")
def joincard_plugin(request: pytest.FixtureRequest) -> str:
    """The plugin under test. Override it in conftest.py: ``return "joincard_healthcare"``."""
    raise pytest.UsageError(
        f"override the fixture {request.fixturename}: return the import name of your plugin"
    )


@pytest.fixture(scope="session")
def bundle(joincard_plugin: str) -> Bundle:
    """The built bundle of the plugin under test."""
    return built(joincard_plugin)


@pytest.fixture(scope="session")
def catalogue(bundle: Bundle) -> Catalogue:
    """A catalogue of that bundle alone."""
    return Catalogue.from_bundles([bundle])


@pytest.fixture
def bundle_file(bundle: Bundle, tmp_path: Path) -> Path:
    """The bundle as a file of its usual name, for commands."""
    path = tmp_path / bundle.file_name
    path.write_bytes(bundle.data)
    return path
