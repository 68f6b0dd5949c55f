"""The whole schema: the tables of every room, found where each room keeps them."""

import importlib
import importlib.util
import pkgutil

from sqlalchemy import MetaData

import joincard_core
from joincard_core.storage.tables import metadata


def whole() -> MetaData:
    """``metadata`` with the tables of every ``joincard_core.<room>.store`` on it.

    By name, not by import statements: storage stands below the rooms and must not know them.
    """
    for room in pkgutil.iter_modules(joincard_core.__path__):
        if room.ispkg and importlib.util.find_spec(f"joincard_core.{room.name}.store") is not None:
            importlib.import_module(f"joincard_core.{room.name}.store")
    return metadata
