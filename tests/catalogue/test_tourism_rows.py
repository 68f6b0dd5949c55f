"""The tourism plugin against the catalogue: 46 rows, 905 verdicts, 135 prices."""

from joincard_tourism.plugin import plugin

from tests.catalogue.bundled_rows import BundledRows


class TestTourism(BundledRows):
    sector, plugin = "tourism", plugin
    services, verdicts, accepted, prices = 46, 905, 217, 135
