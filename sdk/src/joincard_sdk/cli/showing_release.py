"""A release by whatever an author has at hand: a bundle, a folder with source, or an installed package."""

from __future__ import annotations

from pathlib import Path

from joincard_sdk.building import build
from joincard_sdk.bundle import Bundle
from joincard_sdk.cli.files import read_bundle

#: How the argument is explained in every command that takes one.
NAMED = "a bundle, a folder with a pyproject.toml, or the import name of an installed package"


def release(named: str) -> Bundle:
    """The release in a file, or the one that a build of the source gives.

    Raises ``BundleError``, ``BuildRefused``, ``OSError``.
    """
    path = Path(named)
    # What looks like a path to a file is read as one, so that a name mistyped is told as a missing file.
    if path.is_file() or path.suffix:
        return read_bundle(path)[1]
    return build(named)
