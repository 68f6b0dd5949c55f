"""An authority with clients of every kind and a holder, one for these tests."""

from collections.abc import Iterator

import pytest

from tests.specs.hostile.target import Portal, Target


@pytest.fixture(scope="package")
def founded_target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    folder = tmp_path_factory.mktemp("requirements")
    made = Target.found(f"sqlite:///{folder / 'joincard.db'}", folder)
    yield made
    made.close()


@pytest.fixture
def target(founded_target: Target) -> Target:
    """The authority, an hour after the test before: no jti and no limit of an earlier one is in force."""
    founded_target.later(hours=1)
    return founded_target


@pytest.fixture
def portal(target: Target) -> Portal:
    """A client that sends people."""
    return target.portal()
