"""The plugin keeps the contract."""

from joincard_sdk.testing import conformance
from joincard_tourism.plugin import plugin

TestTourism = conformance(plugin)
