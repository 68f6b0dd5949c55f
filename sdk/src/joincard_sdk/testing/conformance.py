"""The conformance run: one line in a plugin's tests."""

from __future__ import annotations

from functools import cache

from joincard_sdk.building import BuildRefused, build
from joincard_sdk.bundle import Bundle
from joincard_sdk.hooks import SectorPlugin


@cache
def built(plugin: str) -> Bundle:
    """The bundle of a plugin, built once in a test run. Raises ``BuildRefused``.

    ``plugin`` is the import name of an installed package, or a folder with a pyproject.toml.
    """
    return build(plugin)


def run_conformance(plugin: str) -> None:
    """Hold a plugin against the whole contract. Raises one ``AssertionError`` that lists every finding.

    A plugin that is not there is a finding too, so that a test cannot pass by testing nothing.
    """
    __tracebackhide__ = True  # pytest shows the caller's line and the findings, nothing of us
    try:
        bundle = built(plugin)
    except BuildRefused as error:
        listed = "\n\n".join(str(finding) for finding in error.findings)
        raise AssertionError(f"{plugin} breaks the plugin contract.\n\n{listed}") from None
    if not bundle.services:
        raise AssertionError(f"{plugin} has no services.")


def conformance(plugin: SectorPlugin | str) -> type:
    """The same as a test class: ``TestHealthcare = conformance(plugin)`` in a test module.

    ``plugin`` is the plugin itself or the import name of its package.
    """
    package = plugin if isinstance(plugin, str) else type(plugin).__module__.split(".")[0]

    class Conformance:
        """What every plugin must do."""

        def test_the_plugin_keeps_the_contract(self) -> None:
            """Every hook, every value, every worked example."""
            __tracebackhide__ = True
            run_conformance(package)

    return Conformance
