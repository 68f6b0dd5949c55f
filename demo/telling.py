"""What the demo prints: steps with the time they took, and commands as a reader would type them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

console = Console(highlight=False, soft_wrap=True)


@contextmanager
def step(sentence: str) -> Iterator[None]:
    """Say what is being done, and when it is done how long it took."""
    started = time.monotonic()
    if console.is_terminal:
        with console.status(sentence):
            yield
    else:
        yield
    console.print(f"[green]done[/green]  {sentence}  [dim]{time.monotonic() - started:.1f} s[/dim]")


@contextmanager
def counting(sentence: str, total: int) -> Iterator[Progress]:
    """A bar for many small things; ``advance(task)`` with the one task that it has."""
    columns = (TextColumn(f"      {sentence}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        bar.add_task(sentence, total=total)
        yield bar


def heading(text: str) -> None:
    """The title of a part."""
    console.print()
    console.print(f"[bold]{text}[/bold]")
