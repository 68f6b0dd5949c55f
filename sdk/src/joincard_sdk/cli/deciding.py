"""``joincard decide``: a table of cases against bundles, without a server."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, get_args

import click

from joincard_sdk.bundle import Catalogue
from joincard_sdk.checks.case import Evaluator
from joincard_sdk.cli.cases import LONGEST_LINE, answer
from joincard_sdk.cli.files import read_folder, signatures_of


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
@click.option(
    "--bundles",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    help="Folder with the bundles of the catalogue, one release of each plugin.",
)
@click.option(
    "--evaluator",
    type=click.Choice(get_args(Evaluator)),
    default="compiled",
    show_default=True,
    help="Compiled code, or the plain interpreter that it is held equal to.",
)
def decide(file: BinaryIO, folder: Path, evaluator: Evaluator) -> None:
    """Decide a table of cases without a server.

    FILE, or standard input, holds JSON lines; each is answered by one line, in order.

    \b
    A case is {"service": CODE, "facts": {NAME: VALUE}, "given": {...}}. Facts may be
    those of the authority and the ledger too; at.city and now.date are needed, for
    place and day are part of the outcome. "given" asks for a price: {"facts", "basis",
    "units", "stay", "counted", "paid", "prior", "minutes"}; its facts join the others,
    and the price is computed whatever the outcome. A basis not given counts as 0.

    \b
    An answer is {"outcome": "accept" or "refuse", "reasons", "price", "deposit",
    "catalogue"}; amounts are yuan as texts, empty where there is none. A line that
    cannot be read is answered {"error": {"code", "message"}, "line"}, and the run
    goes on.
    """
    catalogue = _catalogue(folder)
    unread = 0
    for number, line in enumerate(_lines(file), 1):
        answered = answer(line, catalogue, evaluator)
        if "error" in answered:
            unread += 1
            answered["line"] = number
        sys.stdout.buffer.write(json.dumps(answered, ensure_ascii=False).encode() + b"\n")
        sys.stdout.buffer.flush()
    if unread:
        click.echo(f"{unread} lines could not be decided; each says why.", err=True)


def _catalogue(folder: Path) -> Catalogue:
    bundles = read_folder(folder)
    for path, _ in bundles:
        if not signatures_of(path).exists():
            click.echo(f"{path.name} is unsigned.", err=True)
    return Catalogue.from_bundles(bundle for _, bundle in bundles)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Line by line; of a line beyond the limit only its beginning is kept."""
    while line := file.readline(LONGEST_LINE + 2):
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST_LINE)
        yield line.rstrip(b"\r\n")
