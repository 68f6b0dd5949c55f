"""A client that signs people in, as the conformance suite plays one; nothing of the authority's own code."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import Key, KeySet, RSAKey, import_key

from tests.specs.fapi2.holder import Browser, Holder, Page
from tests.specs.fapi2.reading import left_half
from tests.specs.registrar import REGISTER, Registrar
from tests.specs.system import ASSERTION_TYPE, ISSUER, TOKEN, Reply, Running, public, sign

CALLBACK = "https://suite.example.org/test/a/oidc/callback"
SCOPES = frozenset({"openid", "profile", "email", "phone", "address", "offline_access"})
AUTHORIZE, USERINFO, DISCOVERY = "/oauth/authorize", "/oauth/userinfo", "/.well-known/openid-configuration"
FORM = "application/x-www-form-urlencoded"
KEY = RSAKey.generate_key(2048, {"alg": "RS256", "use": "sig", "kid": "suite-1"})


@dataclass
class SignedIn:
    """What a sign-in gave: the answer of the token endpoint, and the claims of the ID token."""

    answer: dict[str, Any] = field(repr=False)
    claims: dict[str, Any]

    @property
    def access(self) -> str:
        """The access token."""
        return str(self.answer["access_token"])


@dataclass
class Client:
    """A client that has registered itself, and the browser of its holder, who is new to it.

    ``mode`` is how answers come back: ``None`` as usual, or ``form_post``.
    """

    authority: Running
    holder: Holder
    registered: dict[str, Any] = field(repr=False)
    mode: str | None
    browser: Browser
    key: Key = field(default_factory=lambda: KEY)

    @classmethod
    def new(cls, authority: Running, holder: Holder, mode: str | None = None, **members: object) -> Self:
        """A client that registers itself, on an invitation by staff."""
        answer = cls.registering(authority, **members)
        assert answer.status_code == 201, answer.data
        return cls(authority, holder, answer.json, mode, Browser(authority.web.application))

    @staticmethod
    def registering(authority: Running, **members: object) -> Reply:
        """Try to register; a member that is None is left out."""
        registrar = Registrar(authority)
        usual: dict[str, object] = {
            "client_name": "Suite",
            "redirect_uris": [CALLBACK],
            "grant_types": ["authorization_code"],
            "response_types": ["code"],
            "token_endpoint_auth_method": "client_secret_basic",
            "contacts": ["suite@example.org"],
            "jwks": {"keys": [public(KEY)]},
        }
        sent = {name: value for name, value in {**usual, **members}.items() if value is not None}
        return registrar.send("POST", REGISTER, registrar.invitation(signs_in=True, scopes=SCOPES), sent)

    @property
    def id(self) -> str:
        """The ``client_id``."""
        return str(self.registered["client_id"])

    @property
    def metadata(self) -> dict[str, Any]:
        """What discovery tells."""
        return Reply.of(self.authority.web.get(DISCOVERY)).json

    @property
    def now(self) -> int:
        """Seconds since 1970."""
        return int(self.authority.clock.now().timestamp())

    def wish(self, **changes: str | None) -> dict[str, str]:
        """The parameters of a request; one that is None is left out."""
        usual = {
            "response_type": "code",
            "client_id": self.id,
            "redirect_uri": CALLBACK,
            "scope": "openid",
            "state": secrets.token_hex(8),
            "nonce": secrets.token_hex(8),
            "response_mode": self.mode,
        }
        return {name: value for name, value in {**usual, **changes}.items() if value is not None}

    def begin(self, wish: dict[str, str]) -> Page:
        """Send the holder to the authority."""
        return self.browser.open(f"{AUTHORIZE}?{urlencode(wish)}")

    def agreed(self, page: Page) -> Page:
        """The holder signs in and agrees, as far as they are asked to."""
        if "sign-in" in page.shown.buttons:
            page = self.browser.press(page, "sign-in", self.holder.typed)
        return self.browser.press(page, "approve") if "approve" in page.shown.buttons else page

    def told(self, page: Page, wish: dict[str, str]) -> dict[str, str]:
        """What came back, checked: at the right place, from this authority, in answer to this request."""
        if wish.get("response_mode") == "form_post":
            assert (page.status, page.shown.action, page.location) == (200, wish["redirect_uri"], "")
            found = dict(page.shown.fields)
        else:
            assert page.status in (302, 303), page
            there, asked = urlsplit(page.location), urlsplit(wish["redirect_uri"])
            assert there._replace(query="") == asked._replace(query="")
            found = dict(parse_qsl(there.query, strict_parsing=True))
            for name, value in parse_qsl(asked.query):
                assert found.pop(name) == value
        assert found.pop("iss") == ISSUER
        assert found.pop("state", None) == wish.get("state")
        return found

    def code(self, wish: dict[str, str]) -> str:
        """The code that a holder's consent gives."""
        found = self.told(self.agreed(self.begin(wish)), wish)
        assert set(found) == {"code"}
        return found["code"]

    def refused(self, wish: dict[str, str]) -> str:
        """The error that comes back without anybody being asked."""
        found = self.told(self.begin(wish), wish)
        assert set(found) == {"error", "error_description"}
        return found["error"]

    def assertion(self, aud: str = TOKEN, key: Key | None = None) -> str:
        """A client assertion as OpenID Connect has it: RS256, for the token endpoint."""
        by = key or self.key
        claims = {"iss": self.id, "sub": self.id, "aud": aud, "exp": self.now + 60, "iat": self.now}
        header = {"alg": "RS256", "typ": "JWT", "kid": by.kid}
        return sign(header, {**claims, "jti": secrets.token_hex(8)}, by, alg="RS256")

    def ask(self, form: dict[str, str], assertion: str | None = None) -> Reply:
        """Ask the token endpoint, in the way that the client is registered for."""
        method, headers = self.registered["token_endpoint_auth_method"], {}
        if method == "private_key_jwt":
            shown = assertion or self.assertion()
            form = {**form, "client_assertion_type": ASSERTION_TYPE, "client_assertion": shown}
        elif method == "client_secret_post":
            form = {**form, "client_id": self.id, "client_secret": self.registered["client_secret"]}
        else:
            pair = f"{self.id}:{self.registered['client_secret']}".encode()
            headers = {"Authorization": "Basic " + base64.b64encode(pair).decode()}
        return Reply.of(self.authority.web.post("/oauth/token", data=form, headers=headers))

    def redeem(self, code: str, wish: dict[str, str], assertion: str | None = None, **form: str) -> Reply:
        """Ask for the tokens of a code."""
        usual = {"grant_type": "authorization_code", "code": code, "redirect_uri": wish["redirect_uri"]}
        return self.ask({**usual, **form}, assertion)

    def signed_in(self, wish: dict[str, str] | None = None, alg: str = "RS256", **form: str) -> SignedIn:
        """The whole way to tokens and to userinfo."""
        wish = wish or self.wish()
        found = self.tokens(self.redeem(self.code(wish), wish, **form), wish.get("nonce"), alg)
        assert self.userinfo(found).status_code == 200
        return found

    def tokens(self, answer: Reply, nonce: str | None, alg: str = "RS256") -> SignedIn:
        """What the token endpoint gave, checked (OpenID Connect Core section 3.1.3.3 and 3.1.3.7)."""
        assert answer.status_code == 200, answer.data
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.json["token_type"] == "Bearer"
        token = self.opened(answer.json["id_token"], alg)
        claims = dict(token.claims)
        assert claims["aud"] == self.id
        assert claims["exp"] > self.now >= claims["iat"]
        assert claims["auth_time"] <= self.now
        assert claims.get("nonce") == nonce
        assert claims["at_hash"] == left_half(answer.json["access_token"])
        return SignedIn(answer.json, claims)

    def opened(self, compact: str, alg: str = "RS256") -> jwt.Token:
        """A token of the authority, checked with its public keys."""
        jwks = Reply.of(self.authority.web.get("/.well-known/jwks.json")).json["keys"]
        token = jwt.decode(compact, KeySet([import_key(key) for key in jwks]), algorithms=[alg])
        assert token.header["kid"] in [key["kid"] for key in jwks]
        assert token.claims["iss"] == ISSUER
        return token

    def userinfo(self, found: SignedIn, method: str = "GET", body: dict[str, str] | None = None) -> Reply:
        """Ask userinfo, with the token in the header, or with it in a form."""
        headers = {} if body else {"Authorization": f"Bearer {found.access}"}
        return Reply.of(self.authority.web.open(USERINFO, method=method, data=body, headers=headers))

    def request_object(self, wish: dict[str, str], alg: str = "RS256", **claims: Any) -> str:
        """A request, signed."""
        usual: dict[str, object] = {**wish, "iss": self.id, "aud": ISSUER}
        return sign({"alg": alg, "kid": self.key.kid}, {**usual, **claims}, self.key, alg="RS256")
