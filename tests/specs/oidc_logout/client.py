"""A client with a secret that signs people in and out, as the conformance suite plays one."""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from joincard_core.oauth import LogoutDelivery
from joserfc import jwt
from joserfc.jwk import KeySet, import_key

from tests.specs.fapi2.holder import Browser, Holder, Page
from tests.specs.registrar import REGISTER, Registrar
from tests.specs.system import Reply, Running

CALLBACK = "https://suite.example.org/test/a/logout/callback"
BYE = "https://suite.example.org/test/a/logout/post_logout_redirect"


@dataclass
class Client:
    """A client that was just registered, and the browser of its holder. The browser is new, too."""

    authority: Running
    holder: Holder
    id: str
    secret: str = field(repr=False)
    browser: Browser
    id_token: str = field(default="", repr=False)

    @classmethod
    def registered(cls, authority: Running, holder: Holder, **members: object) -> Client:
        """A client that registered itself, on an invitation by staff."""
        registrar = Registrar(authority)
        token = registrar.invitation(signs_in=True, scopes=frozenset({"openid"}))
        usual = {
            "redirect_uris": [CALLBACK],
            "post_logout_redirect_uris": [BYE],
            "grant_types": ["authorization_code"],
            "response_types": ["code"],
            "token_endpoint_auth_method": "client_secret_basic",
            "id_token_signed_response_alg": "ES256",
        }
        made = registrar.send("POST", REGISTER, token, {**usual, **members})
        assert made.status_code == 201, made.data
        app = authority.web.application
        return cls(authority, holder, made.json["client_id"], made.json["client_secret"], Browser(app))

    @property
    def metadata(self) -> dict[str, Any]:
        """What discovery tells."""
        return self._json("/.well-known/openid-configuration")

    @property
    def delivery(self) -> LogoutDelivery:
        """What takes logout tokens to clients."""
        found: LogoutDelivery = self.authority.web.application.extensions["joincard"].oauth.logout_delivery
        return found

    def begin(self, **changes: str) -> Page:
        """Send the holder to the authority."""
        usual = {"response_type": "code", "client_id": self.id, "redirect_uri": CALLBACK, "scope": "openid"}
        sent = {**usual, "state": secrets.token_hex(8), "nonce": secrets.token_hex(8), **changes}
        return self.browser.open(f"/oauth/authorize?{urlencode(sent)}")

    def sign_in(self) -> dict[str, Any]:
        """The holder signs in and agrees; the claims of the ID token."""
        page = self.begin()
        if "sign-in" in page.shown.buttons:
            page = self.browser.press(page, "sign-in", self.holder.typed)
        if "approve" in page.shown.buttons:
            page = self.browser.press(page, "approve")
        form = {"grant_type": "authorization_code", "redirect_uri": CALLBACK}
        code = dict(parse_qsl(urlsplit(page.location).query))["code"]
        basic = base64.b64encode(f"{self.id}:{self.secret}".encode()).decode()
        sent = {"data": {**form, "code": code}, "headers": {"Authorization": f"Basic {basic}"}}
        answer = Reply.of(self.authority.web.post("/oauth/token", **sent))
        assert answer.status_code == 200, answer.data
        self.id_token = answer.json["id_token"]
        return self.opened(self.id_token).claims

    def opened(self, token: str) -> jwt.Token:
        """A token of the authority, checked with its public keys."""
        keys = KeySet([import_key(key) for key in self._json("/.well-known/jwks.json")["keys"]])
        return jwt.decode(token, keys, algorithms=["ES256"])

    def leave(self, **changes: str | None) -> Page:
        """Send the holder to the end session endpoint; a parameter that is None is left out."""
        usual = {"id_token_hint": self.id_token, "post_logout_redirect_uri": BYE, "state": "S" * 128}
        sent = {name: value for name, value in {**usual, **changes}.items() if value is not None}
        path = urlsplit(self.metadata["end_session_endpoint"]).path
        return self.browser.open(f"{path}?{urlencode(sent)}")

    def leave_and_confirm(self, **changes: str | None) -> Page:
        """The same, and the holder says yes."""
        return self.browser.press(self.leave(**changes), "sign-out")

    def is_signed_in(self) -> bool:
        """Whether ``prompt=none`` gets a code: what the suite tries at the end of each module."""
        told = parse_qs(urlsplit(self.begin(prompt="none").location).query)
        if "code" in told:
            return True
        assert told["error"] == ["login_required"]
        return False

    def _json(self, path: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(Reply.of(self.authority.web.get(path)).data)
        return found
