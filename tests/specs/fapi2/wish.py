"""What a client wants: an authorization request before it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

Form = Mapping[str, str | None]
"""Parameters; None leaves one out."""


def kept(form: Form) -> dict[str, str]:
    """What is there of a form."""
    return {name: value for name, value in form.items() if value is not None}


@dataclass(frozen=True)
class Wish:
    """An authorization request. ``verifier`` belongs to its ``code_challenge``."""

    parameters: Mapping[str, str]
    verifier: str = field(repr=False)

    def but(self, **changes: str | None) -> Wish:
        """The same with other parameters; None takes one out."""
        return replace(self, parameters=kept({**self.parameters, **changes}))

    @property
    def told(self) -> dict[str, str]:
        """What of it comes back with every answer."""
        return {name: value for name, value in self.parameters.items() if name == "state"}
