"""A text for people, always in English and in Chinese."""

from __future__ import annotations

from dataclasses import dataclass


class TextError(ValueError):
    """A text lacks one of its two languages, or is not a text at all."""

    code = "text.invalid"


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or name in both languages, neither of them blank.

    Raises ``TextError``: a text that only some readers can read is no text.
    """

    en: str
    zh: str

    def __post_init__(self) -> None:
        for language, words in (("en", self.en), ("zh", self.zh)):
            if not isinstance(words, str) or not words.strip():
                raise TextError(f"A text needs words in both languages; {language!r} has none.")

    def to_json(self) -> dict[str, str]:
        """``{"en": ..., "zh": ...}``."""
        return {"en": self.en, "zh": self.zh}

    @classmethod
    def from_json(cls, raw: object) -> Text:
        """Read what ``to_json`` wrote. Raises ``TextError`` for anything more, less or other."""
        if not isinstance(raw, dict) or set(raw) != {"en", "zh"}:
            raise TextError('A text is an object with exactly "en" and "zh".')
        return cls(raw["en"], raw["zh"])
