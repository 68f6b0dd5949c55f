"""docs/reference/settings.md: the table of settings."""

from __future__ import annotations

from joincard_core.settings import SETTINGS, Setting

from tools.reference.markdown import code, page, table

INTRODUCTION = """
The authority reads its settings once, at the start, from environment variables. A setting that is
missing, cannot be read or is unsafe stops the start; the message names the variable and the remedy. A
variable that begins with `JOINCARD_` and is not in this table stops it, too: a misspelt name would
silently mean the default.

`joincard-authority doctor` says what would be refused, without starting anything.
"""


def text() -> str:
    """The page."""
    head = ("variable", "default", "unit", "range", "meaning")
    return page("Settings", INTRODUCTION, table(head, (row(setting) for setting in SETTINGS)))


def row(setting: Setting) -> tuple[str, ...]:
    """One setting."""
    return (code(setting.variable), default(setting), setting.unit, span(setting), setting.sentence)


def default(setting: Setting) -> str:
    """The default as it would be written in the environment."""
    if setting.default is None:
        return "must be given"
    if isinstance(setting.default, bool):
        return code("1" if setting.default else "0")
    return code(str(setting.default)) or "empty"


def span(setting: Setting) -> str:
    """What a number may be."""
    if isinstance(setting.default, bool) or not isinstance(setting.default, int):
        return ""
    return f"{setting.least} to {setting.most}" if setting.most is not None else f"{setting.least} and more"
