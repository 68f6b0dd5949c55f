"""For a plugin's own tests.

    from joincard_sdk.testing import run_conformance

    def test_the_plugin_keeps_the_contract() -> None:
        run_conformance("joincard_healthcare")

``built`` gives the bundle; ``accepts``, ``reasons_for`` and ``price_of`` try a service. The pytest fixtures
are in ``joincard_sdk.testing.fixtures``.
"""

from joincard_sdk.testing.cases import accepts, price_of, reasons_for, terms_of
from joincard_sdk.testing.conformance import built, conformance, run_conformance

__all__ = ["accepts", "built", "conformance", "price_of", "reasons_for", "run_conformance", "terms_of"]
