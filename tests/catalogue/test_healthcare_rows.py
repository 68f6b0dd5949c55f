"""The healthcare plugin against the catalogue: 58 rows, 1,373 verdicts, 99 prices."""

from joincard_healthcare.plugin import plugin

from tests.catalogue.bundled_rows import BundledRows


class TestHealthcare(BundledRows):
    sector, plugin = "healthcare", plugin
    services, verdicts, accepted, prices = 58, 1373, 289, 99
