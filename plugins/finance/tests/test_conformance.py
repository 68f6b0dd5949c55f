"""The plugin keeps the contract."""

from joincard_finance.plugin import plugin
from joincard_sdk.testing import conformance

TestFinance = conformance(plugin)
