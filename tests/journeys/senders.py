"""Requests of providers' systems, signed and ready, and a holder's browser; to be sent by many at once."""

from __future__ import annotations

import re
import secrets
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Barrier
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2
from joincard_core.clock import SystemClock
from joincard_core.oauth import Clients, InitialAccess, InvitationAsked, NewClient
from joincard_core.oauth.client_metadata import ClientMetadata
from joincard_core.storage import Database
from joserfc.jwk import ECKey

from tests.journeys.place import ANN, COMMAND, START, Place
from tests.specs.system import ASSERTION_TYPE, b64, public, sign

CALLBACK = "https://portal.example.org/cb"
VERIFIER = "a-code-verifier-of-at-least-forty-three-characters"
PASSWORD = "a long password for tests"
CODE_FLOW = ("authorization_code", "refresh_token", "client_credentials")
CIBA = "urn:openid:params:grant-type:ciba"
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
MANY = 50
PAGE = re.compile(r'name="interaction" value="([A-Za-z0-9_-]+)"')


@dataclass(frozen=True)
class Prepared:
    """A request, signed and ready."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)


@dataclass
class Sender:
    """A client's system."""

    issuer: str
    id: str
    web: httpx2.Client
    key: ECKey = field(repr=False)

    def assertion(self) -> str:
        """A client assertion."""
        now = int(time.time())
        claims = {"iss": self.id, "sub": self.id, "aud": self.issuer, "exp": now + 60}
        return sign({"alg": "ES256", "typ": "JWT"}, {**claims, "jti": secrets.token_hex(8)}, self.key)

    def proof(self, method: str, path: str, token: str | None = None) -> str:
        """A DPoP proof."""
        claims = {
            "htm": method,
            "htu": self.issuer + path,
            "iat": int(time.time()),
            "jti": secrets.token_hex(8),
        }
        ath = {"ath": b64(sha256(token.encode()).digest())} if token else {}
        return sign({"typ": "dpop+jwt", "alg": "ES256", "jwk": public(self.key)}, {**claims, **ath}, self.key)

    def request_object(self) -> str:
        """An authorization request, signed, with a name of its own."""
        now = int(time.time())
        times = {"nbf": now, "exp": now + 60, "jti": secrets.token_hex(8)}
        claims = {"iss": self.id, "client_id": self.id, "aud": self.issuer, **times, **self.wishes()}
        return sign({"alg": "ES256", "typ": "oauth-authz-req+jwt"}, claims, self.key)

    def post(self, path: str, *, assertion: str = "", proof: str = "", **form: str) -> Prepared:
        """A form, with a new assertion and a new proof unless the test has others."""
        body = {
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": assertion or self.assertion(),
            **form,
        }
        headers = {
            "DPoP": proof or self.proof("POST", path),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        return Prepared("POST", path, headers, urlencode(body).encode())

    def ask(self, **rest: str) -> Prepared:
        """A request for a token of its own."""
        return self.post("/oauth/token", grant_type="client_credentials", **rest)

    def redeem(self, code: str) -> Prepared:
        """A request that redeems a code."""
        form = {"code": code, "code_verifier": VERIFIER, "redirect_uri": CALLBACK}
        return self.post("/oauth/token", grant_type="authorization_code", **form)

    def refresh(self, token: str) -> Prepared:
        """A request that uses a refresh token."""
        return self.post("/oauth/token", grant_type="refresh_token", refresh_token=token)

    def call(self, path: str, token: str, proof: str = "") -> Prepared:
        """A request to the API."""
        shown = proof or self.proof("GET", path, token)
        return Prepared("GET", path, {"Authorization": f"DPoP {token}", "DPoP": shown})

    def wishes(self, **changes: str) -> dict[str, str]:
        """The parameters of an authorization request."""
        challenge = b64(sha256(VERIFIER.encode()).digest())
        return {
            "response_type": "code",
            "redirect_uri": CALLBACK,
            "scope": "openid verify",
            "code_challenge": challenge,
            "code_challenge_method": "S256",
            "prompt": "consent",  # asked each time, whatever was agreed to before
            **changes,
        }

    def send(self, prepared: Prepared) -> httpx2.Response:
        """Send one request."""
        return self.web.request(
            prepared.method,
            self.issuer + prepared.path,
            headers=dict(prepared.headers),
            content=prepared.body,
        )

    def at_once(self, requests: Iterable[Prepared]) -> list[httpx2.Response]:
        """Send all of them in the same moment."""
        ready = list(requests)
        start = Barrier(len(ready))

        def one(prepared: Prepared) -> httpx2.Response:
            start.wait()
            return self.send(prepared)

        with ThreadPoolExecutor(len(ready)) as pool:
            return list(pool.map(one, ready))

    def many(self, make: Callable[[], Prepared]) -> list[httpx2.Response]:
        """Make fifty and send them together."""
        return self.at_once([make() for _ in range(MANY)])

    def pushed(self, **changes: str) -> str:
        """The address of a request."""
        answer = self.send(self.post("/oauth/par", **self.wishes(**changes)))
        assert answer.status_code == 201, answer.text
        return str(answer.json()["request_uri"])

    def approval(self, request_uri: str = "") -> Prepared:
        """What the holder's browser sends when the button is pressed."""
        with httpx2.Client(follow_redirects=True) as browser:
            query = {"client_id": self.id, "request_uri": request_uri or self.pushed()}
            page = browser.get(f"{self.issuer}/oauth/authorize", params=query)
            typed = {"region": ANN.region, "number": ANN.number, "password": PASSWORD, "action": "sign-in"}
            agreed = browser.post(
                f"{self.issuer}/oauth/authorize/sign-in", data={"interaction": shown(page), **typed}
            )
            cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies.jar)
        form = urlencode({"interaction": shown(agreed), "action": "approve"}).encode()
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        return Prepared("POST", "/oauth/authorize/consent", headers, form)

    def device_code(self, action: str = "approve") -> tuple[str, Prepared]:
        """What a terminal polls with, and what the holder's browser sends to decide on its code."""
        asked = self.send(self.post("/oauth/device_authorization", scope="openid verify")).json()
        page = urlsplit(asked["verification_uri_complete"]).path
        opened, headers = self.signed_in(page)
        form = urlencode({"token": field_of(opened, "token"), "action": action}).encode()
        return str(asked["device_code"]), Prepared("POST", page, headers, form)

    def asked_at_a_counter(self) -> tuple[str, Prepared]:
        """What a clerk's system polls with, and what the holder's browser sends to agree."""
        form = {
            "scope": "openid verify",
            "login_hint": f"{ANN.region} {ANN.number}",
            "binding_message": "4711",
        }
        asked = self.send(self.post("/oauth/bc-authorize", **form)).json()
        page = "/me/requests"
        opened, headers = self.signed_in(page)
        shown = {name: field_of(opened, name) for name in ("token", "request")}
        body = urlencode({**shown, "action": "approve"}).encode()
        return str(asked["auth_req_id"]), Prepared("POST", page, headers, body)

    def signed_in(self, page: str) -> tuple[httpx2.Response, Mapping[str, str]]:
        """A page that the holder sees after signing in, and the headers that their browser answers with."""
        with httpx2.Client(follow_redirects=True) as browser:
            opened = browser.get(self.issuer + page)
            typed = {"region": ANN.region, "number": ANN.number, "password": PASSWORD, "action": "sign-in"}
            fields = {"token": field_of(opened, "token"), "next": page, **typed}
            opened = browser.post(f"{self.issuer}/me/sign-in", data=fields)
            cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies.jar)
        return opened, {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}

    def poll_for_tokens(self, auth_req_id: str) -> Prepared:
        """A request that asks whether the holder decided on what a clerk asked."""
        return self.post("/oauth/token", grant_type=CIBA, auth_req_id=auth_req_id)

    def poll(self, device_code: str) -> Prepared:
        """A request that asks whether the holder decided."""
        return self.post("/oauth/token", grant_type=DEVICE, device_code=device_code)

    def opening(self, request_uri: str, cookies: str) -> Prepared:
        """What the holder's browser sends when it is led here."""
        query = urlencode({"client_id": self.id, "request_uri": request_uri})
        return Prepared("GET", f"/oauth/authorize?{query}", {"Cookie": cookies})

    def code(self) -> str:
        """A code, after the holder has agreed."""
        return code_of(self.send(self.approval()))

    def tokens(self) -> Mapping[str, str]:
        """What a code is redeemed for."""
        answer = self.send(self.redeem(self.code()))
        assert answer.status_code == 200, answer.text
        found: Mapping[str, str] = answer.json()
        return found


def shown(page: httpx2.Response) -> str:
    """The interaction of a page."""
    found = PAGE.search(page.text)
    assert found, page.text
    return found[1]


def field_of(page: httpx2.Response, name: str) -> str:
    """A hidden field of a page."""
    found = re.search(f'name="{name}" value="([^"]+)"', page.text)
    assert found, page.text
    return found[1]


def code_of(answer: httpx2.Response) -> str:
    """The code in an answer; empty when there is none."""
    return parse_qs(urlsplit(answer.headers.get("Location", "")).query).get("code", [""])[0]


def settle(place: Place) -> None:
    """Give the authority clients that send people, and its holder a password."""
    database = Database(place.database_url)
    keys = {"keys": [public(place.key)]}
    for name, rotation in (("portal", False), ("rotating", True)):
        metadata = ClientMetadata(
            redirect_uris=(CALLBACK,), grant_types=CODE_FLOW, refresh_token_rotation=rotation
        )
        new = NewClient(name, "jiaxing-first", name, keys, frozenset({"openid", "verify"}), None, metadata)
        Clients(database, SystemClock()).add(new)
    for name, grant_type in (("gate", DEVICE), ("desk", CIBA)):
        metadata = ClientMetadata(grant_types=(grant_type,))
        new = NewClient(name, "jiaxing-first", name, keys, frozenset({"openid", "verify"}), None, metadata)
        Clients(database, SystemClock()).add(new)
    database.dispose()
    done = subprocess.run(
        [COMMAND, "person", "password", ANN.region, ANN.number],
        env=place.environment,
        input=f"{PASSWORD}\n",
        text=True,
        capture_output=True,
        timeout=START,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def invitation(place: Place, uses: int = 1) -> str:
    """An initial access token."""
    database = Database(place.database_url)
    token = InitialAccess(database, SystemClock()).invite(InvitationAsked("jiaxing-first", uses=uses)).token
    database.dispose()
    return token
