"""Whose word on a client's certificate is taken: that of our own TLS terminators (RFC 9440 section 4).

The peer of the connection decides, before any X-Forwarded-For is looked at: anybody can write that one.
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

from flask import request

from joincard_core.oauth import ClientCertificate
from joincard_core.settings import Settings
from joincard_core.web.parts import parts

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def certificates_from_terminators(wsgi: WSGIApplication, settings: Settings) -> WSGIApplication:
    """The same application; it never sees the header with a certificate from anybody else.

    Must be the outermost of all that change the address of the peer.
    """
    networks = [ip_network(network) for network in settings.tls_terminators.split()]
    header = "HTTP_" + settings.client_certificate_header.upper().replace("-", "_")

    def trusted(peer: str) -> bool:
        try:
            address = ip_address(peer)
        except ValueError:  # a socket in the file system has no address
            return False
        within = address.ipv4_mapped if isinstance(address, IPv6Address) else None
        return any((within or address) in network for network in networks)

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if header in environ and not trusted(environ.get("REMOTE_ADDR", "")):
            del environ[header]
        return wsgi(environ, start_response)

    return answer


def client_certificate() -> ClientCertificate | None:
    """The certificate that this request came with, if a terminator says so. Raises ``BadCertificate``."""
    header = request.headers.get(parts().settings.client_certificate_header, "")
    return ClientCertificate.read(header) if header else None
