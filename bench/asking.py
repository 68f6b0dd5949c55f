"""Requests of a provider's system, signed beforehand so that only the server's work is measured."""

import base64
import hashlib
import http.client
import json
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from joincard_sdk import keys
from joserfc import jws, jwt
from joserfc.jwk import ECKey

from demo.lines import card_number
from demo.persons import PERSONS
from demo.place import Place
from demo.providers import asking_for

SERVICE = "healthcare.settlement.outpatient_local"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, ready to send."""

    headers: dict[str, str]
    body: bytes


class Desk:
    """The system of a hospital in Jiaxing, with a token; its patient is the demo's first person."""

    def __init__(self, place: Place) -> None:
        self.place, self.person = place, PERSONS[0]
        self.provider = asking_for(SERVICE, self.person.city)
        self.proof_key = ECKey.generate_key("P-256")
        self.token = self._token()

    def _token(self) -> str:
        url, client = f"{self.place.issuer}/oauth/token", self.provider.client
        key = keys.read_private(self.place.key(client))
        now = int(time.time())
        claims = {"iss": client, "sub": client, "aud": self.place.issuer, "jti": str(uuid.uuid4())}
        header = {"alg": "ES256", "kid": key.thumbprint()}
        assertion = jwt.encode(header, claims | {"iat": now, "exp": now + 60}, key)
        form = {
            "grant_type": "client_credentials",
            "scope": "verify",
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion": assertion,
        }
        asked = Asked(FORM | {"DPoP": self.proof(url, None)}, urlencode(form).encode())
        (answer,) = send(self.place.port, "/oauth/token", [asked], wanted=200)
        token: str = json.loads(answer)["access_token"]
        return token

    def requests(self, count: int) -> Iterator[Asked]:
        """So many verifications, each with a proof and an Idempotency-Key of its own."""
        presentation = {"region": self.person.city, "number": card_number(self.person.key)}
        asked = {"service": SERVICE, "city": self.provider.city, "presentation": presentation}
        body = json.dumps(asked | {"use": {"basis": "480.00"}}).encode()
        for _ in range(count):
            yield Asked(
                {
                    "Authorization": f"DPoP {self.token}",
                    "DPoP": self.proof(f"{self.place.issuer}/v1/verifications", self.token),
                    "Idempotency-Key": str(uuid.uuid4()),
                    "Content-Type": "application/json",
                },
                body,
            )

    def proof(self, url: str, token: str | None) -> str:
        """A DPoP proof (RFC 9449) for one request."""
        header = {"typ": "dpop+jwt", "alg": "ES256", "jwk": self.proof_key.as_dict(private=False)}
        claims = {"jti": str(uuid.uuid4()), "htm": "POST", "htu": url, "iat": int(time.time())}
        bound = {"ath": _b64(hashlib.sha256(token.encode()).digest())} if token else {}
        return jws.serialize_compact(header, json.dumps(claims | bound).encode(), self.proof_key)


def send(port: int, path: str, asked: list[Asked], wanted: int = 201) -> list[bytes]:
    """Send all over one connection that stays open. Raises ``AssertionError`` for another status."""
    connection = http.client.HTTPConnection("localhost", port, timeout=30)
    answers = []
    for each in asked:
        connection.request("POST", path, each.body, each.headers)
        answer = connection.getresponse()
        answers.append(answer.read())
        if answer.status != wanted:
            raise AssertionError(f"{answer.status}: {answers[-1][:300]!r}")
    connection.close()
    return answers


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
