"""The plugin keeps the contract."""

from joincard_sdk.testing import conformance
from joincard_transport.plugin import plugin

TestTransport = conformance(plugin)
