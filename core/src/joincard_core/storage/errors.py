"""What can go wrong between the authority and its database."""

from joincard_core.errors import JoincardError


class DatabaseAway(JoincardError):
    """The database cannot be reached, or the connection broke: nothing was acknowledged."""

    code = "storage.away"


class DatabaseBusy(DatabaseAway):
    """The database is there, but a lock or a connection could not be had in time; a retry is safe."""

    code = "storage.busy"


class MigrationNeeded(JoincardError):
    """The tables are not those that this release was written for."""

    code = "storage.migration-needed"


class UnsafeDatabase(JoincardError):
    """The database may lose what it acknowledged."""

    code = "storage.unsafe"
