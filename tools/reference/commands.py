"""docs/reference/cli.md: the two command lines, command by command."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
from joincard_core.cli import main
from joincard_sdk.cli.program import program

from tools.reference.markdown import cell, code, page, table

INTRODUCTION = """
Two programs. `joincard` comes with `joincard-sdk[cli]` and is for plugin authors and auditors; it needs
no server. `joincard-authority` comes with `joincard-core` and is for staff. Every command has `--help`.

In this tree both stand in `.venv/bin/`.
"""


def text() -> str:
    """The page."""
    programs = (("joincard", program), ("joincard-authority", main))
    return page("Commands", INTRODUCTION, *(section(name, command) for name, command in programs))


def section(name: str, command: click.Command) -> str:
    """Everything one program can do."""
    return "\n\n".join((f"## {name}", *(described(path, leaf) for path, leaf in leaves(name, command))))


def leaves(path: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    """Commands that do something, with the words that reach them."""
    if not isinstance(command, click.Group):
        yield path, command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        if found is not None and not found.hidden:
            yield from leaves(f"{path} {name}", found)


def described(path: str, command: click.Command) -> str:
    """One command: what it does, how it is called, its options."""
    arguments = [shown for parameter in command.params if (shown := argument(parameter))]
    usage = f"```text\n{' '.join((path, *arguments, '[OPTIONS]' if options(command) else '')).strip()}\n```"
    parts = [f"### {path}", cleaned(command.help), usage]
    if rows := options(command):
        parts.append(table(("option", "meaning"), rows))
    return "\n\n".join(part for part in parts if part)


def argument(parameter: click.Parameter) -> str:
    """An argument as it stands in a usage line; nothing for an option."""
    return (
        parameter.make_metavar(click.Context(click.Command("")))
        if isinstance(parameter, click.Argument)
        else ""
    )


def options(command: click.Command) -> list[tuple[str, str]]:
    """Name and meaning of each option, ``--help`` left out."""
    return [
        (code(", ".join((*option.opts, *option.secondary_opts))), cell(needed(option)))
        for option in command.params
        if isinstance(option, click.Option) and not option.hidden
    ]


def needed(option: click.Option) -> str:
    """What an option means, what it may be, and what it is when it is not given."""
    parts = [option.help or ""]
    if isinstance(option.type, click.Choice):
        parts.append(f"One of {', '.join(map(code, option.type.choices))}.")
    if option.required:
        parts.append("Required.")
    elif isinstance(option.show_default, str):
        parts.append(f"Default: {option.show_default}.")
    elif isinstance(option.default, str | int | float) and not option.is_flag and option.default != "":
        parts.append(f"Default: {code(str(option.default))}.")
    return " ".join(filter(None, parts))


def cleaned(help_text: str | None) -> str:
    """A command's help without click's mark for text that stays unwrapped, nor the empty lines around it."""
    lines = [line.strip() for line in (help_text or "").replace("\b", "").splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
