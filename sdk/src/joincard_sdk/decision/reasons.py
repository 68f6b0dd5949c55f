"""Why a card was refused, in words, and what would change it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from joincard_sdk.decision.motion import Change, change_by_time
from joincard_sdk.decision.remedies import default_remedy
from joincard_sdk.rules import Clause, clause_sentence
from joincard_sdk.texts import Text
from joincard_sdk.values import FactRegistry, Facts, Motion

State = Literal["missing", "wrong"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One refusing test. ``code`` is the fact it is about; ``facts`` all it reads; no value is ever in it."""

    code: str
    facts: tuple[str, ...]
    state: State
    text: Text
    remedy: Text
    change: Change | None = None

    def to_json(self) -> dict[str, Any]:
        """The reason as the API writes it."""
        return {
            "code": self.code,
            "facts": list(self.facts),
            "state": self.state,
            "text": self.text.to_json(),
            "remedy": self.remedy.to_json(),
            "change": self.change and self.change.to_json(),
        }


@dataclass(frozen=True, slots=True)
class Explained:
    """A clause with its two possible reasons, made once for a service."""

    clause: Clause
    motion: Motion
    wrong: Reason
    missing: tuple[tuple[frozenset[str], Reason], ...]

    def reason(self, facts: Facts, on: date, origins: Mapping[str, date]) -> Reason:
        """Why this clause refuses, given the facts."""
        absent = frozenset(name for name in self.clause.facts if facts.get(name) is None)
        for names, reason in self.missing:
            if names == absent:
                return reason
        if self.motion is Motion.FIXED:
            return self.wrong
        change = change_by_time(self.clause, facts, on, self.motion, origins)
        return replace(self.wrong, change=change) if change else self.wrong


def explained(clause: Clause, registry: FactRegistry, remedies: Mapping[str, Text]) -> Explained:
    """Prepare the reasons of a clause; ``remedies`` are the plugin's, by fact."""
    names = clause.facts
    needed = clause_sentence(clause.test, clause.wanted, registry)
    wrong = Reason(
        code=names[0],
        facts=names,
        state="wrong",
        text=Text(en=f"Required: {needed.en}.", zh=f"要求：{needed.zh}。"),
        remedy=remedies.get(names[0]) or default_remedy(names[0]),
    )
    subsets = [frozenset(names)] if len(names) == 1 else [frozenset(names), *map(_single, names)]
    missing = tuple((absent, _missing(wrong, names, absent, registry)) for absent in subsets)
    return Explained(clause, registry[names[0]].motion, wrong, missing)


def _single(name: str) -> frozenset[str]:
    return frozenset((name,))


def _missing(wrong: Reason, names: tuple[str, ...], absent: frozenset[str], registry: FactRegistry) -> Reason:
    labels = [registry[name].label for name in names if name in absent]
    en = " and ".join(label.en for label in labels)
    zh = "、".join(label.zh for label in labels)
    return replace(
        wrong,
        state="missing",
        text=Text(en=f"Not known: {en}. {wrong.text.en}", zh=f"缺少信息：{zh}。{wrong.text.zh}"),
    )
