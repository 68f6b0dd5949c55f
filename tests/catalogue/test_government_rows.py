"""The government plugin against the catalogue: 78 rows, 2,205 verdicts, 100 prices."""

from joincard_government.plugin import plugin

from tests.catalogue.bundled_rows import BundledRows


class TestGovernment(BundledRows):
    sector, plugin = "government", plugin
    services, verdicts, accepted, prices = 78, 2205, 488, 100
