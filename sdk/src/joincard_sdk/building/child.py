"""The build process itself: reads a source, runs its hooks, writes what it found to standard output.

The first line is JSON, ``{"findings", "places"}``; the bytes after it are the bundle, or nothing. Whoever
started this process trusts none of it: the author's code ran in here.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import sys
from pathlib import Path
from typing import Any

from joincard_sdk import manifest
from joincard_sdk.building.assembling import Assembly
from joincard_sdk.building.hooking import HookRun
from joincard_sdk.building.loading import load_plugin
from joincard_sdk.building.process import STACK_SIGNAL
from joincard_sdk.building.source import PluginSource
from joincard_sdk.building.sourcemap import SourceMap, read_source
from joincard_sdk.bundle import Bundle, Example
from joincard_sdk.checks.finding import Finding
from joincard_sdk.checks.places import example_key
from joincard_sdk.hooks import HOOKS


def main(arguments: str) -> int:
    """Build the source that ``arguments`` (JSON) names; 0 also when there are findings."""
    asked = json.loads(arguments)
    # What the author prints goes to standard error: this stream carries the result alone.
    result = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _limit(asked["memory"], asked["seconds"])
    if STACK_SIGNAL is not None:
        faulthandler.register(STACK_SIGNAL, all_threads=False)
    source = PluginSource(Path(asked["root"]), asked["package"], asked["module"], asked["attribute"])
    if str(source.root) not in sys.path:
        sys.path.insert(0, str(source.root))
    findings, places, bundle = _built(source)
    header = {"findings": [finding.to_json() for finding in findings], "places": places}
    result.write(json.dumps(header).encode() + b"\n" + (bundle.data if bundle else b""))
    result.flush()
    # No cleaning up: threads and exit handlers of the plugin have no say any more.
    os._exit(0)


def _built(source: PluginSource) -> tuple[list[Finding], dict[str, Any], Bundle | None]:
    known, findings = read_source(source.folder)
    if any(told.level == "error" for told in findings):
        return findings, {}, None
    plugin, failures = load_plugin(source)
    if plugin is None:
        return [*findings, *failures], {}, None
    run = HookRun(plugin, source.folder, known)
    returned = run.run()
    assembly = Assembly(manifest.read(source.folder / manifest.FILE_NAME), returned, known)
    bundle = assembly.bundle()
    places = {
        "services": _places(known, [service.code for service in returned.services]),
        "examples": _examples(known, returned.examples),
        "hooks": {hook: list(at) for hook in HOOKS if (at := run.place(hook))[1]},
    }
    return [*findings, *run.findings, *assembly.findings], places, bundle


def _places(known: SourceMap, codes: list[str]) -> dict[str, list[object]]:
    return {code: [place.file, place.line] for code in codes if (place := known.service(code))}


def _examples(known: SourceMap, examples: list[Example]) -> dict[str, list[object]]:
    found = {example_key(e.service, e.because): known.example(e.service, e.because) for e in examples}
    return {key: [place.file, place.line] for key, place in found.items() if place}


def _limit(memory: int, seconds: float) -> None:
    """Bound memory, processor time and files before the author's code is imported. Best effort off POSIX."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        for kind, most in (
            (resource.RLIMIT_AS, memory),
            (resource.RLIMIT_CPU, int(seconds) + 5),
            (resource.RLIMIT_FSIZE, memory),
            (resource.RLIMIT_CORE, 0),
        ):
            resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
