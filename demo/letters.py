"""The letters of the demo: files in a folder, since no mail leaves this machine."""

from __future__ import annotations

from email import message_from_bytes, policy
from pathlib import Path


def last(folder: Path) -> str:
    """The last letter, as its reader sees it. Raises ``LookupError`` when there is none."""
    found = sorted(folder.glob("*.eml"))
    if not found:
        raise LookupError("No letter was sent yet. Sign in first: the code comes by letter.")
    letter = message_from_bytes(found[-1].read_bytes(), policy=policy.default)
    body = letter.get_body(("plain",))
    text = body.get_content().replace("\r\n", "\n") if body is not None else ""
    return f"To: {letter['To']}\nSubject: {letter['Subject']}\n\n{text}"
