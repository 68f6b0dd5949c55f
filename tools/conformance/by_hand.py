"""What a module asks a person to do before it goes on, done by the commands that staff have."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from demo.commands import run
from demo.founding import settings_of
from demo.place import Place
from tools.conformance.place import FOLDER

WORKERS_FOLLOW = 1.0  # s


def rotate_keys() -> None:
    """Let the authority under test sign with its next keys."""
    with settings_of(Place.of(FOLDER / "authority")):
        run("joincard-authority", "keys", "rotate", "token", "--alg", "RS256", "--force")
    time.sleep(WORKERS_FOLLOW)


BY_HAND: Mapping[str, Callable[[], None]] = {"oidcc-server-rotate-keys": rotate_keys}
"""What is done by hand, by the module that waits for it."""
