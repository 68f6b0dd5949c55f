"""Write the next migration from the difference between the tables in the code and the migrations so far.

    python -m tools.new_migration "what changes, in a few words"

Read and correct the file that comes out: a machine sees that a column appeared, not that it was renamed.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config
from joincard_core.storage import Database, create_sqlite, head, migrate
from joincard_core.storage.migrating import MIGRATIONS
from joincard_core.storage.schema import whole


def write(message: str) -> None:
    """The next numbered file in ``migrations/versions``."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["metadata"] = whole()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'empty.db'}"
        create_sqlite(url)
        database = Database(url)
        number = "0001"
        if any(MIGRATIONS.glob("versions/[0-9]*.py")):
            migrate(database)
            number = f"{int(head()) + 1:04}"
        with database.write() as tx:
            config.attributes["connection"] = tx
            command.revision(config, message, autogenerate=True, rev_id=number)
        database.dispose()


if __name__ == "__main__":
    write(" ".join(sys.argv[1:]))
