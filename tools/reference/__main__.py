"""``make docs``: write every reference page that comes from the code."""

from __future__ import annotations

from tools.reference import PAGES, written
from tools.tree import ROOT


def main() -> None:
    """Write the pages, and say which ones changed."""
    for name in PAGES:
        path = ROOT / "docs" / name
        text = written(name)
        changed = not path.exists() or path.read_text(encoding="utf-8") != text
        path.write_text(text, encoding="utf-8")
        print(f"{'changed' if changed else 'same   '} docs/{name}")


if __name__ == "__main__":
    main()
