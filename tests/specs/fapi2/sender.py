"""What a client signs and shows: assertions, request objects, proofs, its certificate."""

from __future__ import annotations

import json
import secrets
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import cycle
from typing import Any
from urllib.parse import urlencode

from joserfc.jwk import ECKey, Key, RSAKey

from tests.specs.fapi2.reading import Reader, digest
from tests.specs.fapi2.wish import Form, Wish, kept
from tests.specs.system import ALGORITHMS, ASSERTION_TYPE, ISSUER, Reply, System, sign
from tools.conformance.clients import TestClient

PAR, TOKEN, AUTHORIZE, RESOURCE = "/oauth/par", "/oauth/token", "/oauth/authorize", "/v1/events"
FORM = "application/x-www-form-urlencoded"


class Sender:
    """A client with its keys. ``system`` signs its proofs, with another key than it authenticates with."""

    def __init__(self, system: System, client: TestClient) -> None:
        self.client, self.row, self.id = client, client.row, client.id
        self.is_second = client.id.endswith("-2")
        self.key = imported(json.dumps(client.jwk))
        self.system = replace(system, id=client.id, key=self.key)
        if not self.row.certificate_bound:
            self.take_new_proof_key()

    def take_new_proof_key(self) -> None:
        """Use another DPoP key from now on."""
        self.system = replace(self.system, proof_key=next(proof_keys(self.key.key_type)))

    @property
    def now(self) -> int:
        """Seconds since 1970."""
        return self.system.now

    @property
    def reader(self) -> Reader:
        """Reads what is signed for this client, with the keys that the authority publishes now."""
        return Reader(self.system.get("/.well-known/jwks.json").json, self.id, self.now)

    @property
    def confirmation(self) -> dict[str, str]:
        """What its tokens must be bound to (the claim ``cnf``)."""
        if self.row.certificate_bound:
            return {"x5t#S256": digest(self.client.certificate.der)}
        return {"jkt": self.system.proof_key.thumbprint()}

    @property
    def certificate(self) -> dict[str, str]:
        """What a TLS terminator says of its certificate (RFC 9440)."""
        return {"Client-Cert": f":{b64encode(self.client.certificate.der).decode('ascii')}:"}

    def proof(self, method: str, path: str, token: str | None = None, **changes: Any) -> dict[str, str]:
        """The header with a DPoP proof."""
        return {"DPoP": self.system.proof(method, ISSUER + path, token, **changes)}

    def assertion(self, *, key: Key | None = None, alg: str | None = None, **claims: object) -> str:
        """A client assertion. ``alg`` is what its header says and what signs."""
        key, now = key or self.key, self.now
        usual = {"iss": self.id, "sub": self.id, "aud": ISSUER, "jti": secrets.token_hex(10)}
        times = {"nbf": now, "iat": now, "exp": now + 60}
        alg = alg or ALGORITHMS[key.key_type]
        return sign({"alg": alg, "kid": key.kid}, {**usual, **times, **claims}, key, alg=alg)

    def request_object(
        self, wish: Wish, *, key: Key | None = None, alg: str | None = None, **claims: object
    ) -> str:
        """A signed request (RFC 9101). The second client says more than it must: iat, and a typ."""
        key, now = key or self.key, self.now
        alg = alg or ALGORITHMS[key.key_type]
        typ = "oauth-authz-req+jwt" if self.is_second else None
        times = {"nbf": now, "exp": now + 300, "iat": now if self.is_second else None}
        found = {**wish.parameters, "iss": self.id, "aud": ISSUER, **times, **claims}
        return sign({"alg": alg, "kid": key.kid, "typ": typ}, found, key, alg=alg)

    def authenticated(self, form: Form) -> dict[str, str]:
        """A form with this client's authentication, as far as that stands in a form."""
        if self.row.tls_authentication:
            return kept({"client_id": self.id, **form})
        signed = {} if "client_assertion" in form else {"client_assertion": self.assertion()}
        return kept({"client_assertion_type": ASSERTION_TYPE, **signed, **form})

    def post(self, path: str, form: Mapping[str, str], headers: Mapping[str, str]) -> Reply:
        """Send a form."""
        body = urlencode(form).encode()
        return Reply.of(self.system.web.post(path, data=body, content_type=FORM, headers=dict(headers)))


@cache
def imported(jwk: str) -> Key:
    """A private key, once for each client: an RSA key takes its time."""
    made = json.loads(jwk)
    return RSAKey.import_key(made) if made["kty"] == "RSA" else ECKey.import_key(made)


@cache
def proof_keys(kty: str) -> Iterator[Key]:
    """DPoP keys, each another one than the last three."""
    make = RSAKey.generate_key if kty == "RSA" else ECKey.generate_key
    size: Any = 2048 if kty == "RSA" else "P-256"
    return cycle([make(size) for _ in range(4)])
