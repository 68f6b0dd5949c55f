"""pytest fixtures for a plugin's tests.

In conftest.py:

    pytest_plugins = ["joincard_sdk.testing.fixtures"]

    @pytest.fixture(scope="session")
    def joincard_plugin() -> str:
        return "joincard_healthcare"

``bundle``, ``catalogue`` and ``bundle_file`` are of that plugin; ``joincard_authority`` serves it over HTTP,
with cards of all personas, and ``joincard_client`` asks there (both need the extra ``client``). ``persona``
finds a persona by key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from joincard_sdk.bundle import Bundle, Catalogue
from joincard_sdk.testing import personas
from joincard_sdk.testing.conformance import built

if TYPE_CHECKING:
    from joincard_sdk.client import Client
    from joincard_sdk.testing.authority import LocalAuthority


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


@pytest.fixture
def persona() -> Callable[[str], personas.Persona]:
    """A persona by key: ``persona("stephen").facts(on=date(2026, 3, 12))``."""
    return personas.persona


@pytest.fixture
def joincard_authority(bundle: Bundle) -> Iterator[LocalAuthority]:
    """An authority that serves the plugin under test, fresh for each test."""
    # Here, so that tests without it do not need the extra ``client``.
    from joincard_sdk.testing.authority import authority

    with authority(bundle) as opened:
        yield opened


@pytest.fixture
def joincard_client(joincard_authority: LocalAuthority) -> Client:
    """A provider's system that may ask that authority about everything."""
    return joincard_authority.client()
