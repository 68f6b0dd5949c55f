"""An authority behind a TLS terminator, and systems that sign in by certificate."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from joincard_core.clock import FixedClock
from joincard_core.oauth import ClientCertificate, ClientMetadata, NewClient

from core.tests.oauth.certificates import DAY, NOW, Authority, Wanted, public_jwk, self_signed, x5c
from tests.specs.system import Reply, Running, founded

if TYPE_CHECKING:
    from pathlib import Path

TERMINATOR = "10.0.0.5"
KEY = ec.generate_private_key(ec.SECP384R1())
OWN = self_signed(KEY)
CA = Authority()
ISSUED = CA.issue(Wanted(ends=NOW + 9 * DAY))


@dataclass(frozen=True)
class Mutual:
    """The authority as its terminator reaches it."""

    running: Running

    def token(
        self, client_id: str, shown: ClientCertificate | None, peer: str = TERMINATOR, **more: str
    ) -> Reply:
        """Ask for a token."""
        form = {"grant_type": "client_credentials", "client_id": client_id, **more}
        return self._open("POST", "/oauth/token", shown, peer, data=form)

    def call(self, token: str, shown: ClientCertificate | None, scheme: str = "Bearer") -> Reply:
        """Call the API with a token, at an address that is known to be empty."""
        headers = {"Authorization": f"{scheme} {token}"}
        return self._open("GET", "/v1/verifications/" + "0" * 32, shown, TERMINATOR, headers=headers)

    def _open(
        self,
        method: str,
        path: str,
        shown: ClientCertificate | None,
        peer: str,
        headers: dict[str, str] | None = None,
        data: dict[str, str] | None = None,
    ) -> Reply:
        sent = dict(headers or {})
        if shown is not None:
            sent["Client-Cert"] = f":{b64encode(shown.der).decode()}:"
        environ = {"REMOTE_ADDR": peer}
        answer = self.running.web.open(path, method=method, headers=sent, data=data, environ_base=environ)
        return Reply.of(answer)


def add(running: Running, client_id: str, keys: list[object], method: str, name: str | None = None) -> None:
    """Register a client whose tokens are bound to its certificate."""
    bound = ClientMetadata(
        token_endpoint_auth_method=method,
        tls_client_auth_subject_dn=name,
        tls_client_certificate_bound_access_tokens=True,
        dpop_bound_access_tokens=False,
    )
    running.clients.add(NewClient(client_id, "jiaxing-first", client_id, {"keys": keys}, metadata=bound))


@pytest.fixture(scope="package")
def founded_mutual(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mutual]:
    folder: Path = tmp_path_factory.mktemp("mutual")
    (folder / "ca.pem").write_bytes(CA.certificate.public_bytes(Encoding.PEM))
    running = founded(
        folder,
        FixedClock(NOW),
        tls_terminators=f"{TERMINATOR}/32",
        client_ca_file=str(folder / "ca.pem"),
    )
    add(running, "own", [public_jwk(KEY) | x5c(OWN)], "self_signed_tls_client_auth")
    add(running, "issued", [], "tls_client_auth", "CN=his.example.cn")
    yield Mutual(running)
    running.database.dispose()


@pytest.fixture
def mutual(founded_mutual: Mutual) -> Mutual:
    """The authority, a quarter of an hour after the test before: failures of that one no longer count."""
    founded_mutual.running.clock.advance(timedelta(minutes=15))
    return founded_mutual
