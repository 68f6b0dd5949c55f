"""Why a card was refused, in words, and what would change it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations
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
class Worded:
    """A reason with its JSON, written once."""

    reason: Reason
    written: bytes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        written = json.dumps(self.reason.to_json(), ensure_ascii=False, separators=(",", ":"))
        object.__setattr__(self, "written", written.encode())


@dataclass(frozen=True, slots=True)
class Explained:
    """A clause with its possible reasons, made once for a service: wrong, or some of its facts missing."""

    clause: Clause
    names: tuple[str, ...]
    motion: Motion
    wrong: Worded
    missing: Mapping[tuple[str, ...], Worded]

    def worded(self, facts: Facts, on: date, origins: Mapping[str, date]) -> Worded:
        """Why this clause refuses, given the facts."""
        absent = tuple([name for name in self.names if facts.get(name) is None])
        if absent:
            return self.missing[absent]
        if self.motion is Motion.FIXED:
            return self.wrong
        change = change_by_time(self.clause, facts, on, self.motion, origins)
        return Worded(replace(self.wrong.reason, change=change)) if change else self.wrong


def explained(clause: Clause, registry: FactRegistry, remedies: Mapping[str, Text]) -> Explained:
    """Prepare the reasons of a clause; ``remedies`` are the plugin's, by fact."""
    names = tuple(dict.fromkeys(clause.facts))
    needed = clause_sentence(clause.test, clause.wanted, registry)
    wrong = Reason(
        code=names[0],
        facts=names,
        state="wrong",
        text=Text(en=f"Required: {needed.en}.", zh=f"要求：{needed.zh}。"),
        remedy=remedies.get(names[0]) or default_remedy(names[0]),
    )
    absences = [some for count in range(1, len(names) + 1) for some in combinations(names, count)]
    missing = {absent: Worded(_missing(wrong, absent, registry)) for absent in absences}
    return Explained(clause, names, registry[names[0]].motion, Worded(wrong), missing)


def _missing(wrong: Reason, absent: tuple[str, ...], registry: FactRegistry) -> Reason:
    labels = [registry[name].label for name in absent]
    en = " and ".join(label.en for label in labels)
    zh = "、".join(label.zh for label in labels)
    return replace(
        wrong,
        state="missing",
        text=Text(en=f"Not known: {en}. {wrong.text.en}", zh=f"缺少信息：{zh}。{wrong.text.zh}"),
    )
