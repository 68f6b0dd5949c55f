"""Is the file of an SQLite database still the one that we opened?

A connection keeps working on a file that was removed, or that another one was moved over: whatever it
commits there is lost with the last process that has it open. SQLite does not look; so we do, before a
transaction and after its commit, before that is acknowledged. A look costs two microseconds.
"""

import os
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from joincard_core.storage.errors import DatabaseAway


class Place:
    """Where the file lies, and which file it was when it was first opened.

    The first one stays the right one for the life of the process, and of those forked from it: keys and
    catalogue in memory belong to it. Connections are kept while it is away, so that no other file can get
    its inode number; once it is back, they serve again.
    """

    __slots__ = ("_path", "_seen")

    def __init__(self, path: Path) -> None:
        self._path = str(path)
        self._seen: tuple[int, int] | None = None

    def guard(self, engine: Engine) -> None:
        """Check around every opening: that tells which file was opened."""
        for moment in ("do_connect", "connect"):
            event.listen(engine, moment, self.check)

    def check(self, *_: Any) -> None:
        """Raise ``DatabaseAway`` unless the file is in its place. Takes what SQLAlchemy tells a listener."""
        try:
            found = os.stat(self._path)
        except OSError:
            raise DatabaseAway("The database file is not in its place.") from None
        if self._seen is None:
            self._seen = (found.st_dev, found.st_ino)
        elif self._seen != (found.st_dev, found.st_ino):
            raise DatabaseAway(
                "Another file is in the place of the database. Put the right one back. "
                "Restart the authority if this is the right one."
            )
