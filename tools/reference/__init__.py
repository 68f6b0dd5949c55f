"""Reference pages, each written from the code it describes."""

from __future__ import annotations

from importlib import import_module

#: File below ``docs/reference`` and the module that writes it.
PAGES = {
    "facts.md": "facts",
    "hooks.md": "hooks",
    "settings.md": "settings",
    "errors.md": "errors",
    "http.md": "http_api",
    "cli.md": "commands",
}


def written(name: str) -> str:
    """The text of one page, as the code says it now."""
    text: str = import_module(f"tools.reference.{PAGES[name]}").text()
    return text
