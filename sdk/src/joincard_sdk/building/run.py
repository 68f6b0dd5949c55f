"""``build``: from a plugin's source to a bundle, with the author's code kept in processes of its own."""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from joincard_sdk import manifest
from joincard_sdk.building.limits import BuildLimits
from joincard_sdk.building.process import Child, Ending, Outcome
from joincard_sdk.building.source import BuildRefused, PluginSource, locate
from joincard_sdk.building.sourcemap import line_starting
from joincard_sdk.bundle import Bundle, BundleError, load
from joincard_sdk.checks.families import expectation
from joincard_sdk.checks.finding import Finding, finding, in_reading_order
from joincard_sdk.checks.inspection import inspect
from joincard_sdk.checks.ownership import taken
from joincard_sdk.checks.places import Places
from joincard_sdk.checks.reviewing import review
from joincard_sdk.manifest import Manifest, ManifestError

LIMITS = BuildLimits()

# Two runs that differ in everything that must not matter; each has nothing else in its environment.
_SURROUNDINGS: tuple[Mapping[str, str], ...] = (
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "20241201", "TZ": "JCT-13:45", "LC_ALL": "C.UTF-8"},
)
_FRAME = re.compile(r'File "(?P<file>[^"]+)", line (?P<line>\d+) in ')


@dataclass(frozen=True, slots=True)
class _Written:
    """What one child wrote."""

    findings: tuple[Finding, ...]
    places: Places
    data: bytes


@dataclass(frozen=True, slots=True)
class Survey:
    """What is to say of a plugin, in reading order, and its bundle where it has no error."""

    bundle: Bundle | None
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What stops a build."""
        return tuple(found for found in self.findings if found.level == "error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What a reviewer would ask."""
        return tuple(found for found in self.findings if found.level == "warning")


@dataclass(frozen=True, slots=True)
class _Surveyed(Survey):
    """A survey, and where in the source things stand."""

    places: Places


Beside = Callable[[Bundle, Places], Iterator[Finding]]


def build(named: str | Path, limits: BuildLimits = LIMITS) -> Bundle:
    """The bundle of the plugin in a folder, or of an installed package by import name.

    Raises ``BuildRefused`` with every finding. The author's code runs twice, with other hash seeds, zones and
    locales: a plugin whose bytes depend on them is refused here and not noticed by the registry.
    """
    surveyed = _surveyed(named, limits, lambda bundle, places: iter(()))
    if surveyed.bundle is None:
        raise BuildRefused(surveyed.errors)
    return surveyed.bundle


def survey(
    named: str | Path, limits: BuildLimits = LIMITS, *, today: date, admitted: Sequence[Bundle] = ()
) -> Survey:
    """Everything that can be said of a plugin: what stops its build, and what a reviewer would ask.

    ``admitted`` are the bundles beside which it is to stand. Nothing is raised for an author's mistake.
    """

    def beside(bundle: Bundle, places: Places) -> Iterator[Finding]:
        yield from taken(bundle, admitted, places)

    try:
        surveyed = _surveyed(named, limits, beside)
    except BuildRefused as error:
        return Survey(None, tuple(map(_shortened, error.findings)))
    if surveyed.bundle is None:
        return surveyed
    asked = [_shortened(told) for told in review(surveyed.bundle, today, surveyed.places)]
    findings = in_reading_order([*surveyed.findings, *asked], surveyed.bundle.plugin)
    return Survey(surveyed.bundle, findings)


def _surveyed(named: str | Path, limits: BuildLimits, beside: Beside) -> _Surveyed:
    """Build twice and compare. Raises ``BuildRefused`` where a build did not come to its end."""
    source = locate(named)
    stated = _manifest(source)
    with contextlib.ExitStack() as running:
        # Both at once; and both end with us, whatever happens here.
        children = [running.enter_context(_child(source, around, limits)) for around in _SURROUNDINGS]
        first, second = [child.outcome() for child in children]
    written = _read(first, source, limits)
    bundle, findings = _judged(written)
    if bundle:
        findings += beside(bundle, written.places)
        findings += [] if _stopping(findings) else _differences(written, second, source, limits)
    placed = [f.at(*_where(f.code, source)) for f in findings]
    told = tuple(_shortened(f) for f in in_reading_order(placed, str(stated.id)))
    return _Surveyed(None if _stopping(findings) else bundle, told, written.places)


def _stopping(findings: Sequence[Finding]) -> bool:
    return any(found.level == "error" for found in findings)


def _manifest(source: PluginSource) -> Manifest:
    path = source.folder / manifest.FILE_NAME
    try:
        stated = manifest.read(path)
    except ManifestError as error:
        raise BuildRefused([_shortened(f) for f in error.findings]) from None
    if source.released and source.released != stated.version:
        found = f"joincard.toml says {stated.version}, the package says {source.released}."
        line = line_starting(path, "version")
        raise BuildRefused([_shortened(finding("manifest.version", found, file=str(path), line=line))])
    return stated


@contextlib.contextmanager
def _child(source: PluginSource, around: Mapping[str, str], limits: BuildLimits) -> Iterator[Child]:
    """A build process in an empty folder of its own."""
    asked = {
        "root": str(source.root),
        "package": source.package,
        "module": source.module,
        "attribute": source.attribute,
        "memory": limits.memory,
        "seconds": limits.seconds,
    }
    # -P and -s: neither the folder we stand in nor the user's own packages. -I would hide the hash seed too.
    command = (
        sys.executable,
        "-P",
        "-s",
        "-B",
        "-X",
        "utf8",
        "-m",
        "joincard_sdk.building.child",
        json.dumps(asked),
    )
    with contextlib.ExitStack() as held:
        empty = held.enter_context(tempfile.TemporaryDirectory(prefix="joincard-build-"))
        environment = {**around, "HOME": empty, **_system()}
        yield held.enter_context(Child(command, environment, Path(empty), limits))


def _system() -> Mapping[str, str]:
    """The one variable without which Python does not start, on the one system that needs it."""
    return {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}


def _read(outcome: Outcome, source: PluginSource, limits: BuildLimits) -> _Written:
    """What the child wrote. Raises ``BuildRefused`` when it did not come to an end of its own."""
    broken = _ended(outcome, limits)
    if broken is not None:
        placed = broken.at(*_last_place(outcome.printed, source)).at(*_where(broken.code, source))
        raise BuildRefused([_shortened(placed)])
    head, _, data = outcome.result.partition(b"\n")
    try:
        header = json.loads(head)
        findings = tuple(Finding.from_json(written) for written in header["findings"])
        return _Written(findings, _places(header["places"]), data)
    except (ValueError, TypeError, KeyError, AttributeError):
        found = "The build process wrote something else than a result."
        raise BuildRefused([_shortened(finding("build.died", found).at(*_where("", source)))]) from None


def _ended(outcome: Outcome, limits: BuildLimits) -> Finding | None:
    match outcome.ending:
        case Ending.DONE:
            return None
        case Ending.TIMEOUT:
            return finding("build.timeout", f"The build was stopped after {limits.seconds:g} seconds.")
        case Ending.TOO_MUCH:
            found = (
                f"The result is limited to {limits.result} bytes, what a plugin prints to {limits.printed}."
            )
            return finding("build.output-too-large", found)
        case Ending.DIED:
            code = "build.memory" if "MemoryError" in outcome.printed else "build.died"
            last = outcome.printed.strip().splitlines()[-1:]
            words = f": {last[0][:300]}" if last else "."
            return finding(code, f"The build process ended with status {outcome.status}{words}")


def _last_place(printed: str, source: PluginSource) -> tuple[str, int]:
    """The innermost line of the plugin in the stack that the child wrote down before its deadline."""
    for frame in _FRAME.finditer(printed):
        if frame["file"].startswith(str(source.folder)):
            return frame["file"], int(frame["line"])
    return "", 0


def _where(code: str, source: PluginSource) -> tuple[str, int]:
    """Where to begin to look for what has no line of its own: the manifest, or where the plugin is made."""
    if code.startswith("manifest."):
        return str(source.folder / manifest.FILE_NAME), 1
    path = source.root.joinpath(*source.module.split(".")).with_suffix(".py")
    path = path if path.is_file() else path.with_suffix("") / "__init__.py"
    return (str(path), line_starting(path, source.attribute)) if path.is_file() else ("", 0)


def _places(written: Mapping[str, Mapping[str, Any]]) -> Places:
    read = {
        kind: {name: (str(at[0]), int(at[1])) for name, at in named.items()}
        for kind, named in written.items()
    }
    return Places(read.get("services", {}), read.get("examples", {}), read.get("hooks", {}))


def _judged(written: _Written) -> tuple[Bundle | None, list[Finding]]:
    """The bundle as anyone else would read it, and the findings of both processes."""
    findings = [written.places.placed(f) for f in written.findings]
    if not written.data:
        died = finding("build.died", "The build process wrote no bundle.")
        return None, findings if _stopping(findings) else [*findings, died]
    try:
        bundle = load(written.data)
    except BundleError as error:
        expected, instead = expectation(error.code)
        return None, [*findings, Finding(error.code, str(error), expected, instead)]
    return bundle, [*findings, *inspect(bundle, written.places)]


def _differences(
    written: _Written, second: Outcome, source: PluginSource, limits: BuildLimits
) -> list[Finding]:
    """What came out otherwise in the second run: by service where it can be told."""
    again = _read(second, source, limits)
    if again.data == written.data:
        return []
    bundle, other = load(written.data), _judged(again)[0]
    if other is None:
        return [finding("build.not-reproducible", "The second of two builds failed, the first did not.")]
    services = {service.code: service for service in other.services}
    changed = [service.code for service in bundle.services if services.get(service.code) != service]
    return [
        written.places.placed(
            finding("build.not-reproducible", f"{code} differs between two builds.", service=code)
        )
        for code in changed
    ] or [finding("build.not-reproducible", "Two builds differ, in something other than the services.")]


def _shortened(told: Finding) -> Finding:
    """The finding with its file as one would type it from here."""
    if not told.file:
        return told
    try:
        return replace(told, file=str(Path(told.file).relative_to(Path.cwd())))
    except ValueError:
        return told
