"""Progress on the error stream, so that the output of a command stays clean."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress

Step = Callable[[str, int, int], None]


@contextmanager
def progress() -> Iterator[Step]:
    """A bar, told by ``step(doing, done, total)``; nothing where nobody is watching."""
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=None)
        yield lambda doing, done, total: bar.update(task, description=doing, completed=done, total=total)
