"""What an author implements. A plugin is one instance of a class derived from ``SectorPlugin``.

class Healthcare(SectorPlugin):
    def services(self) -> Sequence[Service]:
        return (DAY_CLINIC, ...)

plugin = Healthcare()
"""

from joincard_sdk.bundle.contents import Example, ServiceChange, Texts
from joincard_sdk.hooks.manager import HookManager, hooks_of
from joincard_sdk.hooks.plugin import HOOKS, PROJECT, SectorPlugin

__all__ = [
    "HOOKS",
    "PROJECT",
    "Example",
    "HookManager",
    "SectorPlugin",
    "ServiceChange",
    "Texts",
    "hooks_of",
]
