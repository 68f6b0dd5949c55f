"""A request to an endpoint of OAuth, read from what every server of WSGI hands over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from joincard_core.oauth import ClientCertificate, FormRequest
from joincard_core.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment


def arrived(environ: WSGIEnvironment, endpoint: str, body: bytes, settings: Settings) -> FormRequest:
    """The request, for an endpoint. Raises ``BadCertificate``."""
    certificate = environ.get(variable(settings.client_certificate_header), "")
    return FormRequest(
        endpoint=endpoint,
        content_type=environ.get("CONTENT_TYPE", ""),
        body=body,
        address=environ.get("REMOTE_ADDR", ""),
        dpop=environ.get("HTTP_DPOP", ""),
        authorization=environ.get("HTTP_AUTHORIZATION", ""),
        query=environ.get("QUERY_STRING", ""),
        certificate=ClientCertificate.read(certificate) if certificate else None,
        accept=environ.get("HTTP_ACCEPT", ""),
    )


def variable(header: str) -> str:
    """The name that a header has in WSGI."""
    return "HTTP_" + header.upper().replace("-", "_")
