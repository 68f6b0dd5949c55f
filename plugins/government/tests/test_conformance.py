"""The plugin keeps the contract."""

from joincard_government.plugin import plugin
from joincard_sdk.testing import conformance

TestGovernment = conformance(plugin)
