"""Every check that is switched off says why, on its own line or on the one above."""

from __future__ import annotations

import re
import tokenize
from collections.abc import Iterable, Iterator
from pathlib import Path

# A code in brackets or after a colon, then whatever the author has to say.
OFF = re.compile(
    r"#\s*(?:noqa|type:\s*ignore|pragma:\s*no\s+cover|fmt:\s*(?:off|skip)|nosec)"
    r"(?P<codes>(?:\[[\w, -]+\])?(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?)(?P<reason>.*)"
)
CODED = re.compile(r"#\s*(?:noqa|type:\s*ignore)\b")
SAYS_SOMETHING = re.compile(r"[A-Za-z]{2,}.*\s.*[A-Za-z]{2,}")
CONFIGURED_OFF = re.compile(
    r"^\s*(ignore:|ignore_\w+\s*=\s*True|disable_error_code|\"[A-Z]+\d*\",|\"[^\"]+\"\s*=\s*\[)"
)


def unexplained(paths: Iterable[Path]) -> Iterator[str]:
    """Places in Python files where a check is off without its code or without a reason."""
    for path in paths:
        above = ""
        for line, comment in comments(path):
            found = OFF.search(comment)
            if found and CODED.search(comment) and not found["codes"]:
                yield f"{path}:{line}: name the check that is switched off"
            elif found and not SAYS_SOMETHING.search(found["reason"]) and not above.endswith(f"\n{line - 1}"):
                yield f"{path}:{line}: say why the check is switched off"
            above = "" if found else f"{comment}\n{line}"


def comments(path: Path) -> Iterator[tuple[int, str]]:
    """Line and text of each comment."""
    with path.open("rb") as source:
        for token in tokenize.tokenize(source.readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string


def unexplained_settings(path: Path) -> Iterator[str]:
    """Lines of a configuration file that switch a check off without a comment beside or above them."""
    above = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if CONFIGURED_OFF.match(line) and "#" not in line and not above.lstrip().startswith("#"):
            yield f"{path}:{number}: say why: {line.strip()}"
        above = line
