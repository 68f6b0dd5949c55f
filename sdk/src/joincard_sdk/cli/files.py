"""The files that commands share: bundles, and the signatures beside them."""

from __future__ import annotations

import tempfile
from pathlib import Path

from joincard_sdk.bundle import LIMITS, Bundle, BundleError, load

SUFFIX = ".bundle.json"


def signatures_of(bundle: Path) -> Path:
    """Where the signatures of a bundle stand: the same name and ``.sig``."""
    return bundle.with_name(bundle.name + ".sig")


def read_bundle(path: Path) -> tuple[bytes, Bundle]:
    """The bytes of a bundle and what they say. Raises ``BundleError`` with the file's name, ``OSError``."""
    with path.open("rb") as file:
        data = file.read(LIMITS.octets + 1)
    try:
        return data, load(data)
    except BundleError as error:
        raise BundleError(error.code, f"{path}: {error}") from None


def read_folder(folder: Path) -> list[tuple[Path, Bundle]]:
    """Every bundle of a folder, by name. Raises ``BundleError``, also when there is none."""
    paths = sorted(folder.glob(f"*{SUFFIX}"))
    if not paths:
        raise BundleError(
            "bundle.none", f"{folder} holds no file *{SUFFIX}; build one with joincard plugin build."
        )
    return [(path, read_bundle(path)[1]) for path in paths]


def write_whole(path: Path, data: bytes) -> None:
    """Write a whole file or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as part:
        try:
            part.write(data)
            part.flush()
            Path(part.name).chmod(0o644)
            Path(part.name).replace(path)
        except BaseException:
            Path(part.name).unlink(missing_ok=True)
            raise
