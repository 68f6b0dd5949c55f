"""The three servers, one process each, all with the same client."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil
from joincard_core.bootstrap import prepared
from joincard_core.clock import SystemClock
from joincard_core.oauth import ClientMetadata, Clients, NewClient
from joincard_core.settings import Settings

from bench.oauth.asking import CLIENT, REDIRECT_URI, SCOPE, System
from bench.ports import free_port, wait_for_port
from demo.commands import run
from demo.founding import settings_of
from demo.place import Place
from tools import node

PROGRAMS = Path(sys.executable).parent
HERE = Path(__file__).parent
OURS, OIDC_PROVIDER, AUTHLIB = "ours", "oidc-provider", "Authlib"


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    port: int
    process: psutil.Process

    @property
    def issuer(self) -> str:
        """Its address."""
        return f"http://localhost:{self.port}"

    def cpu_seconds(self) -> float:
        """Processor time of the process and of its workers so far."""
        times = [each.cpu_times() for each in (self.process, *self.process.children(recursive=True))]
        return sum(each.user + each.system for each in times)


@contextlib.contextmanager
def running(folder: Path, system: System) -> Iterator[dict[str, Server]]:
    """All three, by name."""
    with contextlib.ExitStack() as stack:
        yield {
            OURS: stack.enter_context(ours(folder, system)),
            OIDC_PROVIDER: stack.enter_context(oidc_provider(folder, system)),
            AUTHLIB: stack.enter_context(stock_authlib(folder, system)),
        }


@contextlib.contextmanager
def ours(folder: Path, system: System) -> Iterator[Server]:
    """The authority on SQLite, as ``joincard-authority init`` sets it up."""
    place = founded(folder, system)
    command = (PROGRAMS / "joincard-authority", "serve", "--workers", "1", "--threads", "1")
    with _started(command, place.environment(), place.port, place.log) as server:
        yield server


def founded(folder: Path, system: System) -> Place:
    """An authority with one provider and one client, and no catalogue."""
    place = Place(folder / "ours", free_port())
    place.clear()
    with settings_of(place):
        run("joincard-authority", "init")
        run("joincard-authority", "provider", "add", "bench", "--name", "Bench Hospital")
        ground = prepared(Settings.from_environment(), SystemClock())
        Clients(ground.database, ground.clock).add(client(system))
        ground.database.dispose()
    return place


def client(system: System) -> NewClient:
    """The client as the authority knows it."""
    metadata = ClientMetadata(
        redirect_uris=(REDIRECT_URI,),
        grant_types=("authorization_code", "client_credentials"),
        response_types=("code",),
    )
    return NewClient(CLIENT, "bench", CLIENT, system.jwks(), metadata=metadata)


@contextlib.contextmanager
def oidc_provider(folder: Path, system: System) -> Iterator[Server]:
    """npm ``oidc-provider``, profile FAPI 2.0, everything in memory."""
    port = free_port()
    program = Path(shutil.copy(HERE / "oidc_provider.mjs", node.install(node.pinned(*node.PROGRAMS))))
    config = folder / "oidc-provider.json"
    config.write_text(json.dumps(set_up(port, system)), encoding="utf-8")
    environment = {**os.environ, "NODE_ENV": "production"}
    command = (node.node_path(), program, config)
    with _started(command, environment, port, folder / "oidc-provider.log") as server:
        yield server


@contextlib.contextmanager
def stock_authlib(folder: Path, system: System) -> Iterator[Server]:
    """Authlib's server for Flask, everything in memory, under gunicorn set as ours is."""
    port = free_port()
    options = ("--worker-class", "gthread", "--threads", "1", "--workers", "1", "--keep-alive", "5")
    address = ("--bind", f"127.0.0.1:{port}", "bench.oauth.stock_authlib:app")
    environment = {**os.environ, "BENCH_OAUTH": json.dumps(set_up(port, system))}
    command = (sys.executable, "-m", "gunicorn", *options, *address)
    with _started(command, environment, port, folder / "authlib.log") as server:
        yield server


def set_up(port: int, system: System) -> dict[str, object]:
    """What the other two are told of the client."""
    return {
        "port": port,
        "issuer": f"http://localhost:{port}",
        "jwks": system.jwks(),
        "clientId": CLIENT,
        "redirectUri": REDIRECT_URI,
        "scope": SCOPE,
    }


@contextlib.contextmanager
def _started(
    command: tuple[str | Path, ...], environment: Mapping[str, str], port: int, log: Path
) -> Iterator[Server]:
    with log.open("wb") as written:
        process = subprocess.Popen(command, env=environment, stdout=written, stderr=written)
    try:
        wait_for_port(port)
        yield Server(port, psutil.Process(process.pid))
    finally:
        process.terminate()
        process.wait(30)
