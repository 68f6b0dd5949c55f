"""``joincard plugin check``: everything that can be said of a plugin, for people, programs and GitHub."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import click

from joincard_sdk.building import BuildLimits, Survey, survey
from joincard_sdk.checks.finding import Finding
from joincard_sdk.cli.files import read_folder


@click.command("check")
@click.argument("source", metavar="PLUGIN")
@click.option(
    "--bundles",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=None,
    help="Folder of the authority's admitted bundles: no code may belong to another plugin.",
)
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How findings are written; github gives annotations of a workflow.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(1, 3600),
    default=BuildLimits().seconds,
    show_default=True,
    help="Seconds after which the plugin is stopped.",
)
def check(source: str, bundles: Path | None, shape: str, time_limit: float) -> None:
    """Hold PLUGIN against every rule of the contract, and ask what a reviewer would ask.

    PLUGIN is a folder with a pyproject.toml or the import name of an installed package. Each finding has a
    stable code, file and line, what is wrong and what to write instead; joincard explain CODE says more. An
    error stops a build, and the status is 1; a warning never does.
    """
    admitted = [bundle for _, bundle in read_folder(bundles)] if bundles else []
    found = survey(source, BuildLimits(seconds=time_limit), today=date.today(), admitted=admitted)
    click.echo({"text": _text, "json": _json, "github": _github}[shape](found))
    sys.exit(1 if found.errors else 0)


def _text(found: Survey) -> str:
    told = [f"{finding.level}: {finding}" for finding in found.findings]
    return "\n\n".join([*told, _summary(found)])


def _summary(found: Survey) -> str:
    if not found.findings:
        services = len(found.bundle.services) if found.bundle else 0
        return f"Nothing to mend, nothing to ask: {_count(services, 'service')}."
    codes = list(dict.fromkeys(finding.code for finding in found.findings))
    counts = f"{_count(len(found.errors), 'error')}, {_count(len(found.warnings), 'warning')}"
    return f"{counts}. joincard explain {codes[0]} says more" + (
        "." if len(codes) == 1 else f", and so of each of the {len(codes)} codes."
    )


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _json(found: Survey) -> str:
    written = {
        "errors": len(found.errors),
        "warnings": len(found.warnings),
        "digest": found.bundle.digest if found.bundle else None,
        "findings": [{"level": finding.level, **finding.to_json()} for finding in found.findings],
    }
    return json.dumps(written, ensure_ascii=False, indent=1)


def _github(found: Survey) -> str:
    return "\n".join([*(_annotation(finding) for finding in found.findings), _summary(found)])


def _annotation(finding: Finding) -> str:
    """One workflow command; a line end or a separator in a value must not end it."""
    place = {"file": finding.file, "line": str(finding.line) if finding.line else "", "title": finding.code}
    given = ",".join(f"{name}={_property(value)}" for name, value in place.items() if value)
    message = f"{finding.found}\nInstead: {finding.instead}"
    return f"::{finding.level} {given}::{_escaped(message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
