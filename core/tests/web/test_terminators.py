"""The header with a client's certificate: believed from our TLS terminators, and from nobody else."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask
from joincard_core.oauth import BadCertificate
from joincard_core.settings import Settings
from joincard_core.web.terminators import certificates_from_terminators, client_certificate
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.test import Client

from core.tests.oauth.certificates import self_signed

if TYPE_CHECKING:
    from core.tests.web.conftest import Site

CERTIFICATE = self_signed(ec.generate_private_key(ec.SECP256R1()))
HEADER = f":{b64encode(CERTIFICATE.der).decode()}:"


def seen(peer: str, headers: dict[str, str], **settings: Any) -> str:
    """The thumbprint that the application sees behind a proxy that it trusts."""
    app = Flask("seen")
    given = Settings(issuer="https://card.example.cn", **settings)

    class Parts:
        settings = given

    app.extensions["joincard"] = Parts()

    @app.get("/")
    def thumbprint() -> str:
        certificate = client_certificate()
        return certificate.thumbprint if certificate else "none"

    fixed = ProxyFix(app.wsgi_app, x_for=1)
    wsgi = certificates_from_terminators(fixed, given)
    answer = Client(wsgi).get("/", headers=headers, environ_base={"REMOTE_ADDR": peer})
    return answer.text


class TestACertificate:
    @pytest.mark.parametrize("peer", ["10.0.0.5", "::ffff:10.0.0.5", "fd00::5"])
    def test_is_believed_from_a_terminator(self, peer: str) -> None:
        found = seen(peer, {"Client-Cert": HEADER}, tls_terminators="10.0.0.5/32 fd00::/8")
        assert found == CERTIFICATE.thumbprint

    @pytest.mark.parametrize("peer", ["10.0.0.6", "127.0.0.1", "::1", "::ffff:10.0.0.6", "", "unix:"])
    def test_is_dropped_from_anybody_else(self, peer: str) -> None:
        for name in ("Client-Cert", "client-cert"):
            assert seen(peer, {name: HEADER}, tls_terminators="10.0.0.5/32") == "none"

    def test_is_dropped_from_everybody_by_default(self) -> None:
        assert seen("127.0.0.1", {"Client-Cert": HEADER}) == "none"

    def test_is_not_believed_for_what_a_header_says_of_the_peer(self) -> None:
        headers = {"Client-Cert": HEADER, "X-Forwarded-For": "10.0.0.5"}
        assert seen("10.0.0.6", headers, tls_terminators="10.0.0.5/32") == "none"

    def test_comes_in_the_header_that_the_settings_name(self) -> None:
        settings = {"tls_terminators": "10.0.0.5/32", "client_certificate_header": "X-Ssl-Cert"}
        assert seen("10.0.0.5", {"X-Ssl-Cert": HEADER}, **settings) == CERTIFICATE.thumbprint
        assert seen("10.0.0.5", {"Client-Cert": HEADER}, **settings) == "none"
        assert seen("10.0.0.6", {"X-Ssl-Cert": HEADER}, **settings) == "none"

    def test_that_comes_twice_is_refused(self) -> None:
        twice = f"{HEADER}, {HEADER}"
        with pytest.raises(BadCertificate):
            refused(twice)

    def test_reaches_the_application_through_the_guard(self, site: Site) -> None:
        assert site.get("/healthz", Client_Cert="nonsense").status == 200


def refused(header: str) -> None:
    """Read a header as the application does."""
    app = Flask("refused")

    class Parts:
        settings = Settings(issuer="https://card.example.cn")

    app.extensions["joincard"] = Parts()
    with app.test_request_context(headers={"Client-Cert": header}):
        client_certificate()
