"""Whether a text is really in both of its languages."""

from __future__ import annotations

from collections.abc import Iterator

from joincard_sdk.texts import Text

# Han characters: the unified ideographs, extension A, the compatibility block, and the planes of rare names.
_HAN = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))


def untranslated(text: Text) -> Iterator[str]:
    """One sentence for each language that is missing."""
    if not any(_is_han(letter) for letter in text.zh):
        yield f"The Chinese text {_short(text.zh)!r} has no Chinese character."
    if not any(letter.isascii() and letter.isalnum() for letter in text.en):
        yield f"The English text {_short(text.en)!r} has no Latin letter or digit."


def _is_han(letter: str) -> bool:
    return any(low <= ord(letter) <= high for low, high in _HAN)


def _short(words: str) -> str:
    return words if len(words) <= 40 else words[:39] + "…"
