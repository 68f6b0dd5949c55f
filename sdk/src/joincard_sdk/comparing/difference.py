"""One difference, and the words that several kinds of them share."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from joincard_sdk.places import CITIES
from joincard_sdk.texts import Text

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Difference:
    """``code`` is the kind, such as ``test.added``; ``service`` the code in the newer bundle.

    It is None for the bundle as a whole. A removed service is named by the code it had.
    """

    code: str
    text: Text
    service: str | None = None

    def to_json(self) -> dict[str, Any]:
        """``{"code", "service", "text"}``."""
        return {"code": self.code, "service": self.service, "text": self.text.to_json()}


def became(what: Text, old: Text, new: Text) -> Text:
    """One sentence on a value that became another; where a language is unchanged it quotes the other one."""
    en = (old.en, new.en) if old.en != new.en else (old.zh, new.zh)
    zh = (old.zh, new.zh) if old.zh != new.zh else (old.en, new.en)
    return Text(f"{what.en}: “{en[0]}” became “{en[1]}”.", f"{what.zh}：“{zh[0]}”改为“{zh[1]}”。")


def same(words: str) -> Text:
    """Words that both languages write alike."""
    return Text(words, words)


def joined_and_left(old: Collection[str], new: Collection[str]) -> Text | None:
    """Which cities joined a set and which left it; None when its members are the same."""
    said = [
        Text(f"{en}: {names.en}", f"{zh}：{names.zh}")
        for en, zh, codes in (
            ("new", "新增", set(new) - set(old)),
            ("no longer", "取消", set(old) - set(new)),
        )
        if codes
        for names in (_cities(sorted(codes)),)
    ]
    return Text("; ".join(t.en for t in said), "；".join(t.zh for t in said)) if said else None


def _cities(codes: list[str]) -> Text:
    names = [CITIES[code].name if code in CITIES else same(code) for code in codes[:_NAMED]]
    more = len(codes) - len(names)
    return Text(
        ", ".join(name.en for name in names) + (f" and {more} more" if more else ""),
        "、".join(name.zh for name in names) + (f"等{len(codes)}个城市" if more else ""),
    )


def mapped(kind: str, what: Text, old: Mapping[str, Text], new: Mapping[str, Text]) -> list[Difference]:
    """Texts by name: added, removed, changed; in the order of the names."""
    found = []
    for name in sorted({*old, *new}):
        named = Text(f"{what.en} {name}", f"{what.zh}{name}")
        if name not in old:
            text = Text(f"{named.en} is new: “{new[name].en}”.", f"新增{named.zh}：“{new[name].zh}”。")
            found.append(Difference(f"{kind}.added", text))
        elif name not in new:
            text = Text(f"{named.en} is gone: “{old[name].en}”.", f"取消{named.zh}：“{old[name].zh}”。")
            found.append(Difference(f"{kind}.removed", text))
        elif old[name] != new[name]:
            found.append(Difference(f"{kind}.changed", became(named, old[name], new[name])))
    return found
