"""The typed base class of every plugin; its methods are the hook specifications too."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence

import pluggy

from joincard_sdk.bundle.contents import Example, ServiceChange, Texts
from joincard_sdk.fees import FeePolicy
from joincard_sdk.rules import Rule
from joincard_sdk.services import Service
from joincard_sdk.values import RecordFact

#: The name under which pluggy knows the hooks.
PROJECT = "joincard"

_specified = pluggy.HookspecMarker(PROJECT)


class SectorPlugin:
    """A sector's services, as plain values. Only ``services`` must be overridden.

    Hooks run once, in a build process without your environment, and only describe: no file, clock, network or
    random number. Return lists or tuples; their order means nothing, except of examples of one service.
    """

    @_specified(firstresult=True)
    @abstractmethod
    def services(self) -> Sequence[Service]:
        """Every service of this release, each with a rule, a fee, names and disclosures."""
        raise NotImplementedError

    @_specified(firstresult=True)
    def acceptance(self) -> Mapping[str, Rule]:
        """Acceptance rules by service code, in place of those that the services carry."""
        return {}

    @_specified(firstresult=True)
    def fees(self) -> Mapping[str, FeePolicy]:
        """Fee policies by service code, in place of those that the services carry."""
        return {}

    @_specified(firstresult=True)
    def examples(self) -> Sequence[Example]:
        """Worked examples: at least one accepted and one refused for every service."""
        return ()

    @_specified(firstresult=True)
    def texts(self) -> Texts:
        """The sector's name, and remedies by fact name."""
        return Texts()

    @_specified(firstresult=True)
    def facts(self) -> Sequence[RecordFact]:
        """Facts of this plugin's own, which the provider supplies with a request."""
        return ()

    @_specified(firstresult=True)
    def changes(self) -> Sequence[ServiceChange]:
        """What this release changes since the one before; nothing in a first release."""
        return ()


#: The hooks in the order in which a build calls them.
HOOKS = ("services", "acceptance", "fees", "facts", "texts", "examples", "changes")
