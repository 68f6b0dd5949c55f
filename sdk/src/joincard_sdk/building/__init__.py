"""Building a bundle: the author's code runs in a process of its own, and nowhere else."""

from joincard_sdk.building.limits import BuildLimits
from joincard_sdk.building.run import build
from joincard_sdk.building.source import BuildRefused, PluginSource, locate

__all__ = ["BuildLimits", "BuildRefused", "PluginSource", "build", "locate"]
