"""What no tracked file may hold: one machine's paths, names of package indexes, unfinished work.

The words are put together here from pieces, so that this file may be looked at, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

FOLDERS = ("home", "root", "Users", "tmp", "work", "opt")
HOSTS = ("py" + "pi.org", "python" + "hosted.org", "registry.npm" + "js.org", "tuna.tsing" + "hua")
UNFINISHED = ("TO" + "DO", "FIX" + "ME", "XX" + "X")

MACHINE_PATH = re.compile(rf"(?<![\w.\-/*}}>]){'/'}(?:{'|'.join(FOLDERS)})/")
INDEX = re.compile("|".join(map(re.escape, HOSTS)) + r"|--(?:extra-)?index" + "-url")
LEFT_OPEN = re.compile(rf"\b(?:{'|'.join(UNFINISHED)})\b")


def unwanted(paths: Iterable[Path]) -> Iterator[str]:
    """Lines with a path of one machine, the name of an index, or a mark of unfinished work."""
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            for pattern in (MACHINE_PATH, INDEX, LEFT_OPEN):
                if found := pattern.search(line):
                    yield f"{path}:{number}: {found[0]}"
