"""Reference pages, each written from the code it describes."""

from __future__ import annotations

from importlib import import_module

#: File below ``docs`` and the module that writes it.
PAGES = {
    "reference/facts.md": "facts",
    "reference/hooks.md": "hooks",
    "reference/manifest.md": "manifest",
    "reference/bundle.md": "bundle",
    "reference/testing.md": "testing",
    "reference/settings.md": "settings",
    "reference/errors.md": "errors",
    "reference/checks.md": "checks",
    "reference/http.md": "http_api",
    "reference/cli.md": "commands",
    "decisions/README.md": "decisions",
    "security/requirements.md": "requirements",
}


def written(name: str) -> str:
    """The text of one page, as the code says it now."""
    text: str = import_module(f"tools.reference.{PAGES[name]}").text()
    return text
