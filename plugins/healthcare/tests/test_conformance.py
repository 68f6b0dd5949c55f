"""The plugin keeps the contract."""

from joincard_healthcare.plugin import plugin
from joincard_sdk.testing import conformance

TestHealthcare = conformance(plugin)
