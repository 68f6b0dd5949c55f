"""What the demo prints: steps with the time they took, and commands as a reader would type them."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

WIDE = 160  # columns where there is no screen, so that no line of a log is broken

console = Console(highlight=False, width=None if sys.stdout.isatty() else WIDE)


@contextmanager
def step(sentence: str) -> Iterator[None]:
    """Say what is being done, and when it is done how long it took."""
    started = time.monotonic()
    if console.is_terminal:
        with console.status(sentence):
            yield
    else:
        yield
    done(sentence, started)


@contextmanager
def counting(sentence: str, total: int) -> Iterator[Callable[[], None]]:
    """The same for many small things: a bar that moves each time the given function is called."""
    started = time.monotonic()
    columns = (TextColumn(sentence), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(sentence, total=total)
        yield lambda: bar.advance(task)
    done(sentence, started)


def done(sentence: str, started: float) -> None:
    """One step is done."""
    console.print(f"[green]done[/green]  {sentence}  [dim]{time.monotonic() - started:.1f} s[/dim]")


def heading(text: str) -> None:
    """The title of a part."""
    console.print()
    console.print(f"[bold]{text}[/bold]")
