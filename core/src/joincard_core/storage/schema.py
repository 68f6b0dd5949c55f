"""The whole schema: the tables of every room, found where each room keeps them."""

import importlib
from pathlib import Path

from sqlalchemy import MetaData

import joincard_core
from joincard_core.storage.tables import metadata

ROOMS = Path(joincard_core.__path__[0])


def whole() -> MetaData:
    """``metadata`` with the tables of every ``joincard_core.<room>.store`` on it.

    By name, not by import statements: storage stands below the rooms and must not know them.
    """
    for store in sorted(ROOMS.glob("*/store.py")):
        importlib.import_module(f"joincard_core.{store.parent.name}.store")
    return metadata
