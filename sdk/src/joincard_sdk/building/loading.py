"""Importing a plugin inside the build process, and telling an author's mistake from its traceback."""

from __future__ import annotations

import difflib
import importlib
import traceback
from pathlib import Path

from joincard_sdk.building.source import PluginSource
from joincard_sdk.building.sourcemap import line_starting, modules_of
from joincard_sdk.checks.families import expectation
from joincard_sdk.checks.finding import Finding, finding
from joincard_sdk.facts import vocabulary
from joincard_sdk.facts.expressions import FactExpression
from joincard_sdk.hooks import SectorPlugin

_LONGEST = 400


def load_plugin(source: PluginSource) -> tuple[SectorPlugin | None, list[Finding]]:
    """The plugin of a source, or what kept it from being imported: one finding for each module that fails."""
    try:
        module = importlib.import_module(source.module)
    except BaseException as error:
        return None, _each_module(source, mistake(error, source.folder, "plugin.import-failed"))
    found = f"{source.module} has no {source.attribute}."
    plugin = getattr(module, source.attribute, None)
    if isinstance(plugin, SectorPlugin):
        return plugin, []
    if plugin is not None:
        what = (
            f"the class {plugin.__name__}" if isinstance(plugin, type) else f"of type {type(plugin).__name__}"
        )
        found = f"{source.module}:{source.attribute} is {what}."
    path = Path(module.__file__ or source.folder / "__init__.py")
    return None, [
        finding("plugin.wrong-object", found, file=str(path), line=line_starting(path, source.attribute))
    ]


def _each_module(source: PluginSource, first: Finding) -> list[Finding]:
    """The first failure, and those of modules that the import did not reach."""
    findings = {(first.file, first.line): first}
    for path in modules_of(source.folder):
        inner = path.relative_to(source.root).with_suffix("")
        parts = inner.parts[:-1] if inner.name == "__init__" else inner.parts
        if inner.name == "__main__" or not all(part.isidentifier() for part in parts):
            continue
        try:
            importlib.import_module(".".join(parts))
        except BaseException as error:
            failed = mistake(error, source.folder, "plugin.import-failed")
            findings.setdefault((failed.file, failed.line), failed)
    return list(findings.values())


def mistake(error: BaseException, folder: Path, code: str, hook: str = "", service: str = "") -> Finding:
    """What the author did wrong, at the innermost line of theirs; ``code`` unless the error has its own."""
    if isinstance(error, MemoryError):
        code = "build.memory"
    elif isinstance(error, ModuleNotFoundError):
        code = "plugin.import-missing"
    file, line = place_of(error, folder)
    if unheard := _unheard_fact(error):
        return finding("fact.unknown", unheard, hook=hook, service=service, file=file, line=line)
    service = service or str(getattr(error, "service", ""))  # an error of a service says of which
    own = getattr(error, "code", None)
    if type(error).__module__.startswith("joincard_sdk.") and isinstance(own, str):
        expected, instead = expectation(own)
        return Finding(
            own, _short(error), expected, instead, hook=hook, service=service, file=file, line=line
        )
    return finding(
        code, f"{type(error).__name__}: {_short(error)}", hook=hook, service=service, file=file, line=line
    )


def _unheard_fact(error: BaseException) -> str:
    """What to say of ``holder.aeg``; nothing for any other error."""
    group = getattr(error, "obj", None)
    if (
        not isinstance(error, AttributeError)
        or not error.name
        or type(group).__module__ != vocabulary.__name__
    ):
        return ""
    known = {name: fact for name, fact in vars(type(group)).items() if isinstance(fact, FactExpression)}
    near = difflib.get_close_matches(error.name, known, 3, 0.5) or list(known)[:3]
    listed = ", ".join(str(known[name]) for name in near)
    name = next((str(fact).rpartition(".")[0] for fact in known.values()), "") + f".{error.name}"
    return f"{name} is no fact; near ones are {listed}." if listed else f"{error.name} is no fact."


def place_of(error: BaseException, folder: Path) -> tuple[str, int]:
    """File and line of the innermost frame in the plugin's own source; empty where there is none."""
    if isinstance(error, SyntaxError) and error.filename:
        return error.filename, error.lineno or 1
    own = str(folder) + "/"
    frames = traceback.extract_tb(error.__traceback__)
    inside = [
        frame for frame in frames if frame.filename.replace("\\", "/").startswith(own.replace("\\", "/"))
    ]
    return (inside[-1].filename, inside[-1].lineno or 1) if inside else ("", 0)


def _short(error: BaseException) -> str:
    try:
        words = str(error)
    except Exception:
        words = "(it has no message)"
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
