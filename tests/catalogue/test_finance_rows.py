"""The finance plugin against the catalogue: 40 rows, 983 verdicts, 65 prices."""

from joincard_finance.plugin import plugin

from tests.catalogue.bundled_rows import BundledRows


class TestFinance(BundledRows):
    sector, plugin = "finance", plugin
    services, verdicts, accepted, prices = 40, 983, 203, 65
