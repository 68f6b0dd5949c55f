"""What a cardholder can do about each fact that government services read.

A refusal names the fact that stood in the way and adds the remedy given here. One remedy serves every
service that reads the fact, so it names the office or the step, never an amount or a date of one rule.
"""

from collections.abc import Mapping
from types import MappingProxyType

from joincard_sdk.texts import Text

from joincard_government.texts import authority, desk

SECTOR_NAME = Text(en="Government services", zh="政务服务")

REMEDIES: Mapping[str, Text] = MappingProxyType({**authority.REMEDIES, **desk.REMEDIES})
