"""Building a bundle: the author's code runs in a process of its own, and nowhere else."""

from joincard_sdk.building.limits import BuildLimits
from joincard_sdk.building.run import Survey, build, survey
from joincard_sdk.building.source import BuildRefused, PluginSource, locate

__all__ = ["BuildLimits", "BuildRefused", "PluginSource", "Survey", "build", "locate", "survey"]
