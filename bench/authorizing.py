"""Tokens, pushed requests and introspections, beside npm ``oidc-provider`` and stock Authlib in one run.

What counts is requests per CPU second of a server's processes, read from the operating system. All are asked
alike, in turn, over a connection that stays open. Ours keeps every assertion and proof by a commit with a
sync before it answers; the other two keep them in memory and forget them when they stop.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bench.asking import Asked, send
from bench.measuring import Figure
from bench.oauth.asking import INTROSPECTION, PAR, TOKEN, System
from bench.oauth.servers import AUTHLIB, OIDC_PROVIDER, OURS, Server, running

COUNT = 1_000  # processor time is told in hundredths of a second
ROUNDS = 4
UNIT = "requests per CPU second"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of request. ``goal`` is the least ratio to ``oidc-provider``."""

    name: str
    path: str
    status: int
    goal: float
    requests: Callable[[System, Server], Iterator[Asked]]
    servers: tuple[str, ...] = (OURS, OIDC_PROVIDER)


KINDS = (
    Kind(
        "token",
        TOKEN,
        200,
        0.45,
        lambda system, server: system.tokens(server.issuer),
        (OURS, OIDC_PROVIDER, AUTHLIB),
    ),
    Kind(
        "token for a resource server",
        TOKEN,
        200,
        0.45,
        lambda system, server: system.tokens(server.issuer, resource=server.issuer),
    ),
    Kind("PAR", PAR, 201, 0.4, lambda system, server: system.pushed(server.issuer)),
    Kind(
        "introspection",
        INTROSPECTION,
        200,
        0.4,
        lambda system, server: system.introspections(server.port, server.issuer),
        (OURS, OIDC_PROVIDER, AUTHLIB),
    ),
)
WHAT = {
    OURS: "SQLite, WAL, synchronous=FULL: each request committed before its answer",
    OIDC_PROVIDER: "in memory",
    AUTHLIB: "in memory, no DPoP",
}


def figures() -> Iterator[Figure]:
    """Each kind of request at each server, and the ratio of ours to ``oidc-provider``."""
    system = System()
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), system) as servers:
        for kind in KINDS:
            found = rates(kind, system, servers)
            for name, rate in found.items():
                yield Figure(f"{kind.name}: {name}", rate, UNIT, WHAT[name])
            ratio = found[OURS] / found[OIDC_PROVIDER]
            yield Figure(f"{kind.name}: ours to {OIDC_PROVIDER}", ratio, "ratio", f"goal: {kind.goal}")
        yield committed(system, servers[OURS])


def rates(kind: Kind, system: System, servers: dict[str, Server]) -> dict[str, float]:
    """The best of several rounds at each server, the servers in turn within each round."""
    best = dict.fromkeys(kind.servers, 0.0)
    for _ in range(ROUNDS):
        for name in kind.servers:
            best[name] = max(best[name], rate(kind, system, servers[name]))
    return best


def rate(kind: Kind, system: System, server: Server) -> float:
    """Requests per CPU second of a server, in one round."""
    asked = list(islice(kind.requests(system, server), COUNT))
    before = server.cpu_seconds()
    send(server.port, kind.path, asked, kind.status)
    return COUNT / (server.cpu_seconds() - before)


def committed(system: System, server: Server) -> Figure:
    """How many tokens a second one caller gets from us, one after another: each waits for its sync."""
    asked = list(islice(system.tokens(server.issuer), COUNT))
    started = time.perf_counter()
    send(server.port, TOKEN, asked, wanted=200)
    durable = COUNT / (time.perf_counter() - started)
    return Figure("token: ours, by the clock", durable, "commits per second", "one caller, this disk")
