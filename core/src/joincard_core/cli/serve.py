"""``serve``: the API, under gunicorn.

Nothing of the web room is imported before the command runs: where its counts are kept must be known first.
"""

import gc
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from typing import Any

import click

from joincard_core.cli.address import address_is_free
from joincard_core.cli.patience import limit_waiting
from joincard_core.settings import Settings

COUNTS = "PROMETHEUS_MULTIPROC_DIR"
MEMORY = Path("/dev/shm")  # noqa: S108 - gunicorn's heartbeat files; a disk may stall and get workers killed
PATIENCE = 15  # s
DELIVERING_EVERY = 1.0  # s
OPTIONS = {
    "worker_class": "joincard_core.cli.worker.Worker",
    "timeout": 60,
    "graceful_timeout": 30,
    "keepalive": 5,
    "loglevel": "warning",
    "control_socket_disable": True,
    # Nobody's header moves the application or names its scheme, also not from this machine, as is usual.
    "forwarded_allow_ips": "",
    "forwarder_headers": "",
    "preload_app": True,
    "proc_name": "joincard-authority",
}


@click.command()
@click.option("--bind", help="Address and port; the setting JOINCARD_BIND when absent.")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes; JOINCARD_WORKERS when absent.")
@click.option("--threads", type=click.IntRange(1, 256), help="Threads in each; JOINCARD_THREADS when absent.")
def serve(bind: str | None, workers: int | None, threads: int | None) -> None:
    """Serve the API until Ctrl-C."""
    settings = Settings.from_environment()
    settings = replace(
        settings,
        bind=bind or settings.bind,
        workers=workers or settings.workers,
        threads=threads or settings.threads,
        pool_size=max(settings.pool_size, threads or settings.threads),
    )
    address_is_free(settings.bind)
    counts = None if COUNTS in os.environ else tempfile.mkdtemp(prefix="joincard-counts-")
    serving = os.getpid()
    if counts:
        os.environ[COUNTS] = counts
    try:
        run(settings)
    finally:
        # Workers are forked below ``run`` and leave through here, too: the counts are not theirs to remove.
        if counts and os.getpid() == serving:
            shutil.rmtree(counts, ignore_errors=True)


def run(settings: Settings) -> None:
    """Load the application, then hand it to gunicorn. Raises what stops a start."""
    from gunicorn.app.base import (  # type: ignore[import-untyped]  # no types in the library
        BaseApplication,
    )
    from prometheus_client.multiprocess import mark_process_dead

    from joincard_core.bootstrap import create_app, warm
    from joincard_core.web import configure

    configure()
    app = create_app(settings)
    warm(app)
    gc.collect()
    gc.freeze()  # what lives as long as the process need not be looked through again, in any worker

    class Server(BaseApplication):  # type: ignore[misc]  # no types in the library
        """Gunicorn with our settings, and no others."""

        def load_config(self) -> None:
            """Take over the settings."""
            for name, value in options(settings, mark_process_dead).items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            """The application, loaded before the workers are forked."""
            return app

    click.echo(
        f"Serving {settings.issuer} on {settings.bind}: {settings.workers} processes of "
        f"{settings.threads} threads. Stop with Ctrl-C.",
        err=True,
    )
    Server().run()


def when_ready(server: Any) -> None:
    """Called by gunicorn when its sockets are open."""
    for listener in server.LISTENERS:
        limit_waiting(listener.sock, PATIENCE)


def begin_delivering(worker: Any) -> Callable[[], None]:
    """Called by gunicorn in each process: deliver to clients beside the requests, never within one.

    What it returns ends that; gunicorn has no use for it, since a process that ends in the middle loses
    nothing: another one takes its notice over.
    """
    from joincard_core.web import NAME

    stop = Event()
    threads = [
        Thread(target=each.keep_on, args=(stop, DELIVERING_EVERY), name=each.errand.name, daemon=True)
        for each in worker.wsgi.extensions[NAME].oauth.deliveries
    ]
    for thread in threads:
        thread.start()

    def end() -> None:
        stop.set()
        for thread in threads:
            thread.join()

    return end


def options(settings: Settings, forget: Callable[[int], None]) -> dict[str, Any]:
    """Gunicorn's settings. ``forget`` is told the process id of a worker that has ended."""
    return {
        **OPTIONS,
        "bind": settings.bind,
        "workers": settings.workers,
        "threads": settings.threads,
        "worker_tmp_dir": str(MEMORY) if MEMORY.is_dir() else None,
        "when_ready": when_ready,
        "post_worker_init": begin_delivering,
        "child_exit": lambda server, worker: forget(worker.pid),
    }
