"""A developer at the registration endpoint."""

import pytest

from tests.specs.registrar import Registrar
from tests.specs.system import Running


@pytest.fixture
def registrar(authority: Running) -> Registrar:
    """A developer of a provider."""
    return Registrar(authority)
