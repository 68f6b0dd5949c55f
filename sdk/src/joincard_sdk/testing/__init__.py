"""For a plugin's own tests.

    from joincard_sdk.testing import run_conformance

    def test_the_plugin_keeps_the_contract() -> None:
        run_conformance("joincard_healthcare")

``built`` gives the bundle; ``accepts``, ``reasons_for``, ``price_of``, ``decide`` and ``quote`` try
a service.
Beside them, each in a module of its own because it needs more: ``testing.personas`` (people to try with),
``testing.fixtures`` (pytest), ``testing.strategies`` (random facts and rules for hypothesis) and
``testing.authority`` (an authority over real HTTP).
"""

from joincard_sdk.testing.cases import accepts, decide, price_of, quote, reasons_for, terms_of
from joincard_sdk.testing.conformance import built, conformance, run_conformance

__all__ = [
    "accepts",
    "built",
    "conformance",
    "decide",
    "price_of",
    "quote",
    "reasons_for",
    "run_conformance",
    "terms_of",
]
