"""pluggy behind the base class: an overridden method is a hook, no decorator needed."""

from __future__ import annotations

from collections.abc import Mapping

import pluggy

from joincard_sdk.hooks.plugin import HOOKS, PROJECT, SectorPlugin


class HookManager(pluggy.PluginManager):
    """Takes the methods of a ``SectorPlugin`` that a hook is specified for. Holds one plugin at a time."""

    def __init__(self) -> None:
        super().__init__(PROJECT)
        self.add_hookspecs(SectorPlugin)

    def parse_hookimpl_opts(self, plugin: object, name: str) -> pluggy.HookimplOpts | None:
        """Every hook of a plugin counts; anything else of it is its own affair."""
        if not isinstance(plugin, SectorPlugin) or name not in HOOKS:
            return None
        return {
            "wrapper": False,
            "hookwrapper": False,
            "optionalhook": False,
            "tryfirst": False,
            "trylast": False,
            "specname": None,
        }


def hooks_of(plugin: SectorPlugin) -> Mapping[str, pluggy.HookCaller]:
    """The hooks of one plugin, ready to call. Raises ``PluginValidationError`` for a wrong signature."""
    manager = HookManager()
    manager.register(plugin)
    return {name: getattr(manager.hook, name) for name in HOOKS}
