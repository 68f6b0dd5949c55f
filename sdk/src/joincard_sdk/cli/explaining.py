"""``joincard explain``: the page of a code."""

from __future__ import annotations

import textwrap

import click

from joincard_sdk.checks.code import Code
from joincard_sdk.checks.codes import CODES, near


@click.command("explain")
@click.argument("code", required=False, default="")
def explain(code: str) -> None:
    """Say what a CODE of a finding means, with an example that is wrong and one that is right.

    Of a code that does not exist the near ones are listed; of a family, such as fee, all of it; without one,
    every code.
    """
    wanted = code.strip().strip("[]").lower()
    if not wanted:
        click.echo("\n".join(map(_line, CODES.values())))
    elif wanted in CODES:
        click.echo(_page(CODES[wanted]))
    else:
        raise click.UsageError(_unknown(wanted))


def _page(row: Code) -> str:
    verdict = "An error: it stops a build." if row.level == "error" else "A warning: it never stops a build."
    return "\n".join(
        (
            f"{row.code}",
            f"  {row.meaning} {verdict}",
            "",
            f"Expected:  {row.expected}",
            f"Instead:   {row.instead}",
            "",
            "Wrong",
            textwrap.indent(row.wrong, "    "),
            "Right",
            textwrap.indent(row.right, "    "),
        )
    )


def _unknown(code: str) -> str:
    found = near(code)
    if not found:
        return f"{code[:60]!r} is no code of a finding; joincard explain lists them all."
    listed = "\n".join(f"  {_line(CODES[known])}" for known in found)
    return f"{code[:60]!r} is no code of a finding. Near ones:\n{listed}"


def _line(row: Code) -> str:
    return f"{row.code:<26}{row.meaning}"
