"""Stories that end in a card: today, people and cards imported from a file."""

from joincard_core.issuance.errors import BadImport
from joincard_core.issuance.importing import Imported, Importing, Rooms
from joincard_core.issuance.lines import Fault, PersonLine, read_line

__all__ = ["BadImport", "Fault", "Imported", "Importing", "PersonLine", "Rooms", "read_line"]
