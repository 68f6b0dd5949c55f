"""One kind of mistake, as the reference tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Code:
    """What a mistake is, what the contract expects, what to write instead, and an example of each.

    An error stops a build; a warning is a question that a reviewer would ask, and never stops one.
    """

    code: str
    meaning: str
    expected: str
    instead: str
    wrong: str
    right: str
    level: Level = "error"

    @property
    def language(self) -> str:
        """What the two examples are written in."""
        if self.code == "plugin.not-found":
            return "console"
        toml = self.code in ("plugin.entry-point", "plugin.project-unreadable")
        return "toml" if toml or self.code.startswith("manifest.") else "python"
