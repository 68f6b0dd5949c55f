"""``make screenshots``: write the pictures of docs/conformance-pages.md again."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from demo.place import ROOT
from tools import chromium
from tools.screenshots.authority import Authority, serving
from tools.screenshots.pictures import PICTURES, Picture
from tools.screenshots.visitor import Visitor

PLACE = ROOT / "docs" / "conformance"
COLOURS = 128  # text and a few buttons: a third of the size that a browser writes


def main() -> None:
    """Write every picture."""
    PLACE.mkdir(exist_ok=True)
    with serving() as authority, chromium.running() as browser:
        for name, picture in PICTURES.items():
            take(browser, authority, picture, PLACE / f"{name}.png")


def take(browser: Browser, authority: Authority, picture: Picture, file: Path) -> None:
    """Write one picture: the whole page, as high as it is."""
    visitor = Visitor.at(browser, authority, **picture.registers)
    try:
        picture.open(visitor)
        shot = visitor.page.screenshot(full_page=True, animations="disabled")
    finally:
        visitor.page.context.close()
    with Image.open(BytesIO(shot)) as image:
        image.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE).save(file, optimize=True)
    print(f"{file.stat().st_size / 1000:6.1f} kB  {file.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
