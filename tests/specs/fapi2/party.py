"""A client as the conformance suite plays one: it does all that is right, and any one thing wrong."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Flask

from tests.specs.fapi2 import demands
from tests.specs.fapi2.demands import Tokens
from tests.specs.fapi2.holder import Browser, Holder, Page
from tests.specs.fapi2.reading import digest
from tests.specs.fapi2.sender import AUTHORIZE, PAR, RESOURCE, TOKEN, Sender
from tests.specs.fapi2.wish import Form, Wish, kept
from tests.specs.system import ISSUER, Reply, System
from tools.conformance.clients import TestClient

AGAIN = ("response_type", "scope", "redirect_uri")
"""What many clients repeat in the address that they send the browser to."""
Headers = Mapping[str, str] | None


class Party(Sender):
    """A client and a holder who comes to it."""

    def __init__(self, app: Flask, system: System, client: TestClient, holder: Holder) -> None:
        super().__init__(system, client)
        self.app, self.holder = app, holder

    def wish(self, **changes: str | None) -> Wish:
        """A request with everything that this variant calls for."""
        verifier = secrets.token_urlsafe(48)
        usual = {
            "client_id": self.id,
            "redirect_uri": self.client.redirect_uris[1 if self.is_second else 0],
            "scope": self.client.scope,
            "state": secrets.token_hex(64 if self.is_second else 5),
            "nonce": secrets.token_urlsafe(32) if self.row.openid else None,
            "response_type": "code",
            "response_mode": "jwt" if self.row.signed else None,
            "code_challenge": digest(verifier.encode()),
            "code_challenge_method": "S256",
        }
        return Wish(kept({**usual, **changes}), verifier)

    def push(self, wish: Wish, headers: Headers = None, **form: str | None) -> Reply:
        """Push a request, signed where the variant says so. ``form`` replaces parameters of the form."""
        if self.row.signed and "request" not in form:
            form = {"request": self.request_object(wish), **form}
        asked = {"client_id": self.id} if self.row.signed else wish.parameters
        return self.push_plainly({**asked, **form}, headers)

    def push_plainly(self, form: Form, headers: Headers = None) -> Reply:
        """Push parameters as they are. A certificate comes along only where it authenticates."""
        shown = self.certificate if self.row.tls_authentication else {}
        return self.post(PAR, self.authenticated(form), {**shown, **(headers or {})})

    def pushed(self, wish: Wish, headers: Headers = None, **form: str | None) -> str:
        """Push a request that is taken: its ``request_uri``."""
        return demands.taken(self.push(wish, headers, **form))

    def address(self, request_uri: str, beside: Wish | None = None, **more: str) -> str:
        """Where the holder is sent, with what of ``beside`` is usually repeated there."""
        repeated = beside.parameters if beside else {}
        query = {name: value for name, value in repeated.items() if name in AGAIN}
        query |= {"client_id": self.id, "request_uri": request_uri, **more}
        return f"{AUTHORIZE}?{urlencode(sorted(query.items(), reverse=self.is_second))}"

    def browser(self) -> Browser:
        """A new browser."""
        return Browser(self.app)

    def agreed(self, address: str, browser: Browser | None = None) -> Page:
        """Let the holder sign in and agree."""
        browser = browser or self.browser()
        asking = browser.press(browser.open(address), "sign-in", self.holder.typed)
        # Who has agreed to the same before is not asked again.
        return browser.press(asking, "approve") if "approve" in asking.shown.buttons else asking

    def told(self, page: Page, wish: Wish, *, signed: bool | None = None) -> dict[str, Any]:
        """What came back to the redirect URI: checked for form, issuer and signature, which are left out.

        ``signed``: whether the answer has to be, if that does not follow from the variant.
        """
        assert page.status in (302, 303), page
        found, wanted = urlsplit(page.location), urlsplit(wish.parameters["redirect_uri"])
        assert found._replace(query="") == wanted._replace(query="")
        pairs = parse_qsl(found.query, strict_parsing=True)
        told: dict[str, Any] = dict(pairs)
        assert len(told) == len(pairs)
        for name, value in parse_qsl(wanted.query):
            assert told.pop(name) == value
        if not (self.row.signed if signed is None else signed):
            assert told.pop("iss") == ISSUER
            return told
        assert set(told) == {"response"}
        return self.reader.response(told["response"])

    def error(self, page: Page, wish: Wish, *, signed: bool | None = None) -> str:
        """The error that came back to the redirect URI, with what belongs to one."""
        told = self.told(page, wish, signed=signed)
        assert told.pop("error_description")
        error = str(told.pop("error"))
        assert told == wish.told
        return error

    def code(self, wish: Wish, address: str | None = None) -> str:
        """The code that a holder's consent gives."""
        page = self.agreed(address or self.address(self.pushed(wish), wish))
        told = self.told(page, wish)
        code = demands.unguessable(told.pop("code"))
        assert told == wish.told
        return code

    def shows(self) -> Mapping[str, str]:
        """How it proves at the token endpoint what its tokens are bound to."""
        return self.certificate if self.row.certificate_bound else self.proof("POST", TOKEN)

    def ask(self, form: Form, headers: Headers = None) -> Reply:
        """Ask the token endpoint. ``headers`` replace what proves the binding."""
        return self.post(TOKEN, self.authenticated(form), self.shows() if headers is None else headers)

    def redeem(self, wish: Wish, code: str, headers: Headers = None, **form: str | None) -> Reply:
        """Ask for the tokens of a code."""
        usual: Form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": wish.parameters["redirect_uri"],
            "code_verifier": wish.verifier,
        }
        return self.ask({**usual, **form}, headers)

    def ready(self, wish: Wish | None = None) -> Callable[..., Reply]:
        """All up to the token request of this variant, which the answer sends: as it is, or with changes."""
        if self.row.holder:
            wanted = wish or self.wish()
            code = self.code(wanted)
            return lambda headers=None, **form: self.redeem(wanted, code, headers, **form)
        own = {"grant_type": "client_credentials", "scope": self.client.scope}
        return lambda headers=None, **form: self.ask({**own, **form}, headers)

    def tokens(self, answer: Reply, nonce: str | None = None) -> Tokens:
        """What the token endpoint gave, checked; ``nonce`` is what the ID token must hold."""
        found = demands.tokens(answer, self.row)
        assert set(answer.json["scope"].split()) == set(self.client.scope.split())
        assert self.reader.access_token(found.access)["cnf"] == self.confirmation
        if self.row.openid:
            found.id_claims.update(self.reader.id_token(answer.json["id_token"], found.access, nonce))
        return found

    def signed_in(self, wish: Wish | None = None) -> Tokens:
        """The whole way to tokens, and to the resource with them."""
        wish = wish or self.wish()
        tokens = self.tokens(self.ready(wish)(), wish.parameters.get("nonce"))
        demands.admitted(self.call(tokens))
        return tokens

    def call(self, tokens: Tokens, headers: Headers = None, scheme: str = "", path: str = RESOURCE) -> Reply:
        """Ask for the resource. ``headers`` replace what proves the binding."""
        if headers is None:
            bound = self.row.certificate_bound
            headers = self.certificate if bound else self.proof("GET", path, tokens.access)
        shown = {"Authorization": f"{scheme or tokens.scheme} {tokens.access}", **headers}
        return self.system.get(path, shown)
