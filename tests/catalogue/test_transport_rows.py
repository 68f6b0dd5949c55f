"""The transport plugin against the catalogue: 42 rows, 754 verdicts, 237 prices."""

from joincard_transport.plugin import plugin

from tests.catalogue.bundled_rows import BundledRows


class TestTransport(BundledRows):
    sector, plugin = "transport", plugin
    services, verdicts, accepted, prices = 42, 754, 167, 237
