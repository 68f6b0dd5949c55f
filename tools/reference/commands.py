"""docs/reference/cli.md: the two command lines, command by command."""

from __future__ import annotations

from collections.abc import Iterator

import click

from tools.reference.markdown import cell, code, page, table

INTRODUCTION = """
Two programs. `joincard` comes with `joincard-sdk[cli]` and is for plugin authors and auditors; it needs
no server. `joincard-authority` comes with `joincard-core` and is for staff. Every command has `--help`.

In this tree both stand in `.venv/bin/`.
"""


def text() -> str:
    """The page."""
    from joincard_core.cli import main as authority
    from joincard_sdk.cli import main as sdk

    programs = (("joincard", sdk), ("joincard-authority", authority))
    return page("Commands", INTRODUCTION, *(program(name, command) for name, command in programs))


def program(name: str, command: click.Command) -> str:
    """Everything one program can do."""
    return "\n\n".join((f"## {name}", *(section(path, leaf) for path, leaf in leaves(name, command))))


def leaves(path: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    """Commands that do something, with the words that reach them."""
    if not isinstance(command, click.Group):
        yield path, command
        return
    for name in sorted(command.commands):
        if not command.commands[name].hidden:
            yield from leaves(f"{path} {name}", command.commands[name])


def section(path: str, command: click.Command) -> str:
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
    """What an option means, and whether it must be given."""
    return f"{option.help or ''} Required." if option.required else option.help or ""


def cleaned(help_text: str | None) -> str:
    """A command's help without click's mark for text that must not be wrapped."""
    return "\n".join(line.strip() for line in (help_text or "").replace("\b", "").strip().splitlines())
