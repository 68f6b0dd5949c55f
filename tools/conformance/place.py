"""Where the authority under test lives: ``build/conformance``, emptied of an earlier one at each start."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from demo.place import PORT_FILE, ROOT, Place
from tools.conformance.certificates import Certificate, authority, certificate

FOLDER = ROOT / "build" / "conformance"
RESULTS = FOLDER / "results"
HOST = "localhost"
OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class Target(Place):
    """The place of the authority. It serves on ``port``; ``tls_port`` is what the suite sees."""

    tls_port: int

    @property
    def issuer(self) -> str:
        """The address behind which TLS ends."""
        return f"https://{HOST}:{self.tls_port}"

    @property
    def certificate(self) -> Path:
        """The certificate of the TLS terminator."""
        return self.folder / "tls.pem"

    @property
    def certificate_key(self) -> Path:
        """Its private key."""
        return self.folder / "tls-key.pem"

    @property
    def client_authority(self) -> Path:
        """The certificate of the authority that issues those of clients."""
        return self.folder / "clients.pem"

    @property
    def resource(self) -> str:
        """What the suite asks for with its tokens."""
        return f"{self.issuer}/v1/events"

    def clear(self) -> None:
        """An empty folder. Raises ``LookupError`` for an authority that still serves from it."""
        if (self.folder / PORT_FILE).is_file():
            try:
                self.hold().close()
            except BlockingIOError:
                raise LookupError(
                    f"A conformance target serves from {self.folder}. Stop it with Ctrl-C first."
                ) from None
            shutil.rmtree(self.folder)
        for folder in (self.key("any").parent, self.bundles):
            folder.mkdir(parents=True)
        (self.folder / PORT_FILE).write_text(str(self.port), encoding="ascii")

    def environment(self) -> dict[str, str]:
        """The demo's settings; and a terminator is in front, whose word on certificates is taken."""
        return Place.environment(self) | {
            "JOINCARD_PROXIES": "1",
            "JOINCARD_TLS_TERMINATORS": "127.0.0.0/8",
            "JOINCARD_CLIENT_CA_FILE": str(self.client_authority),
            "JOINCARD_PRIVATE_ADDRESSES": "1",
            "JOINCARD_IMPLICIT_SIGN_IN": "1",  # the dynamic profile asks for it; off everywhere else
            "JOINCARD_SIGN_IN_LEAST": "password",  # the suite's browser has neither mail nor authenticator
        }

    def certify(self) -> Certificate:
        """Write a new certificate for this machine, and that of a new authority for clients: the answer."""
        made, issuer = certificate(HOST, HOST), authority("Conformance clients")
        self.certificate.write_text(made.pem, encoding="ascii")
        self.certificate_key.touch(OWNER_ONLY)
        self.certificate_key.write_text(made.key_pem, encoding="ascii")
        self.client_authority.write_text(issuer.pem, encoding="ascii")
        return issuer
