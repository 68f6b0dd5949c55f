"""Commands of ours that a page asks the reader to type exist, with the options that they are given."""

import shlex

import click
import pytest
from joincard_core.cli import main as authority
from joincard_sdk.cli.program import program as joincard

from tools.pages import examples, pages
from tools.tree import ROOT

PROGRAMS: dict[str, click.Command] = {"joincard": joincard, "joincard-authority": authority}
TYPED = [
    (f"{page.relative_to(ROOT)}:{example.line}", command)
    for page in pages()
    for example in examples(page, "console")
    for command in example.commands
    if command.split(" ")[0].rpartition("/")[2] in PROGRAMS
]


def understood(command: str) -> None:
    """Walk down the groups, then read the options. Raises ``click.UsageError`` where a word has no meaning."""
    name, *words = shlex.split(command.partition("<")[0].partition("|")[0])
    found: click.Command = PROGRAMS[name.rpartition("/")[2]]
    while isinstance(found, click.Group) and words and not words[0].startswith("-"):
        step = found.get_command(click.Context(found), words[0])
        if step is None:
            raise click.UsageError(f"{words[0]} is no command of {found.name}")
        found, words = step, words[1:]
    found.make_parser(click.Context(found)).parse_args(words)


class TestTheCommandsOnThePages:
    @pytest.mark.parametrize(("place", "command"), TYPED)
    def test_exist(self, place: str, command: str) -> None:
        understood(command)

    @pytest.mark.parametrize("command", ["joincard bundle gone", "joincard-authority serve --gone"])
    def test_that_do_not_exist_are_found(self, command: str) -> None:
        with pytest.raises(click.UsageError):
            understood(command)
