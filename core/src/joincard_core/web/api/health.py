"""For those who run it: alive, ready, counts."""

import os
from ipaddress import ip_address, ip_network

from flask import Response, request
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from joincard_core.errors import JoincardError
from joincard_core.storage import require_head
from joincard_core.web.api.oauth import unkept
from joincard_core.web.errors import AddressUnknown, NotReady
from joincard_core.web.parts import parts
from joincard_core.web.schemas.health import HealthSchema
from joincard_core.web.sections import Section

health = Section("health", "Health")


@health.route("GET", "/healthz")
@health.answers(200, HealthSchema, "The process answers.")
def alive() -> Response:
    """Say that the process is alive. Looks at nothing else."""
    return unkept({"status": "ok"}, 200)


@health.route("GET", "/readyz")
@health.answers(200, HealthSchema, "Verifications can be answered.")
@health.refuses("authority.not-ready")
def ready() -> Response:
    """Say whether verifications can be answered: database, keys and catalogue are there."""
    try:
        with parts().database.read() as tx:
            require_head(tx)
        parts().keys.jwks()
        parts().shelf.current()
    except JoincardError as error:
        raise NotReady(f"Not ready: {error.sentence}") from error
    return unkept({"status": "ok"}, 200)


def metrics() -> Response:
    """Counts and durations for Prometheus, to the networks that the settings name."""
    if not may_read_metrics(request.remote_addr or "", "X-Forwarded-For" in request.headers):
        raise AddressUnknown
    registry: CollectorRegistry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # no types in the library
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def may_read_metrics(address: str, forwarded: bool) -> bool:
    """Whether a reader is in one of the networks; one behind an unknown proxy never is."""
    settings = parts().settings
    if forwarded and not settings.proxies:
        return False
    try:
        reader = ip_address(address)
    except ValueError:
        return False
    return any(reader in ip_network(network) for network in settings.metrics_from.split())
