"""A clerk's system as the conformance suite plays one: registered by itself, and signing all that it asks."""

from __future__ import annotations

import json
import secrets
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import urlencode

from joserfc import jwt
from joserfc.jwk import Key, KeySet, RSAKey

from tests.specs.fapi2 import demands
from tests.specs.fapi2.holder import Holder
from tests.specs.fapi2.place import START
from tests.specs.fapi2.reading import left_half
from tests.specs.fapi2.sender import FORM
from tests.specs.fapi2.wish import Form, kept
from tests.specs.system import ASSERTION_TYPE, ISSUER, Reply, System, sign
from tools.conformance.certificates import Certificate, certificate
from tools.conformance.clients import certified, public, rsa_key
from tools.conformance.plans import Row

ASK, TOKEN, REGISTER, RESOURCE = "/oauth/bc-authorize", "/oauth/token", "/oauth/register", "/v1/events"
GRANT_TYPE = "urn:openid:params:grant-type:ciba"
SCOPES = frozenset({"openid", "verify"})
SCOPE = "openid verify"
NOTIFICATION_TOKEN = "notify.me_0123456789-abcdefg~+/="
AUTH_REQ_ID = "urn:openid:params:jwt:claim:auth_req_id"
ACR = "urn:joincard:acr:password"
KEPT = (
    "grant_types",
    "response_types",
    "backchannel_token_delivery_mode",
    "backchannel_client_notification_endpoint",
    "backchannel_authentication_request_signing_alg",
    "id_token_signed_response_alg",
    "token_endpoint_auth_method",
    "tls_client_certificate_bound_access_tokens",
)
"""What of a registration comes back as it was sent."""
OF_AN_ID_TOKEN = {"iss", "sub", "aud", "exp", "iat", "auth_time", "acr", "amr", "at_hash", AUTH_REQ_ID}


class Clerk:
    """One client. ``number`` tells the two of a module apart: the second one says more than it must."""

    def __init__(self, system: System, row: Row, number: int, holder: Holder, endpoint: str) -> None:
        self.system, self.row, self.is_second, self.endpoint = system, row, number == 2, endpoint
        self.hint = f"{holder.region} {holder.number}"
        self.jwk, self.shown = keys(number)
        self.key: Key = RSAKey.import_key(dict(self.jwk))
        self.registered: dict[str, Any] = {}

    @property
    def id(self) -> str:
        """What the authority calls it."""
        return str(self.registered["client_id"])

    @property
    def now(self) -> int:
        """Seconds since 1970."""
        return self.system.now

    @property
    def certificate(self) -> dict[str, str]:
        """What a TLS terminator says of its certificate (RFC 9440)."""
        return {"Client-Cert": f":{b64encode(self.shown.der).decode('ascii')}:"}

    def members(self) -> dict[str, object]:
        """What it registers, without a scope, as the suite does."""
        by_certificate = self.row.tls_authentication
        ping = self.row.variant["ciba_mode"] == "ping"
        method = "self_signed_tls_client_auth" if by_certificate else "private_key_jwt"
        of_ping = {"backchannel_client_notification_endpoint": self.endpoint} if ping else {}
        of_assertion = {} if by_certificate else {"token_endpoint_auth_signing_alg": "PS256"}
        return {
            "client_name": f"{self.row.name} {self.is_second}",
            "grant_types": [GRANT_TYPE, "refresh_token"] if self.is_second else [GRANT_TYPE],
            "response_types": [],
            "jwks": {"keys": [public(self.jwk), certified(self.shown)]},
            "backchannel_user_code_parameter": False,
            "backchannel_token_delivery_mode": self.row.variant["ciba_mode"],
            "backchannel_authentication_request_signing_alg": "PS256",
            "id_token_signed_response_alg": "PS256",
            "token_endpoint_auth_method": method,
            "tls_client_certificate_bound_access_tokens": True,
            **of_ping,
            **of_assertion,
        }

    def register(self, invitation: str) -> None:
        """Register with an initial access token (RFC 7591)."""
        sent = {"Authorization": f"Bearer {invitation}"}
        body = json.dumps(self.members()).encode()
        answer = self.system.web.post(REGISTER, data=body, content_type="application/json", headers=sent)
        found = Reply.of(answer)
        assert found.status_code == 201, found.data
        assert {name: found.json.get(name) for name in KEPT} == {
            name: self.members().get(name) for name in KEPT
        }
        self.registered = found.json

    def unregister(self) -> None:
        """Be gone again (RFC 7592)."""
        path = str(self.registered["registration_client_uri"]).removeprefix(ISSUER)
        sent = {"Authorization": f"Bearer {self.registered['registration_access_token']}"}
        assert Reply.of(self.system.web.delete(path, headers=sent)).status_code == 204

    def assertion(self, *, alg: str = "PS256", **claims: object) -> str:
        """A client assertion; without other wishes for the endpoint that it is sent to."""
        now = self.now
        usual = {"iss": self.id, "sub": self.id, "aud": ISSUER, "jti": secrets.token_hex(10)}
        head = {"alg": alg, "kid": self.jwk["kid"]}
        return sign(head, {**usual, "nbf": now, "iat": now, "exp": now + 60, **claims}, self.key, alg=alg)

    def wish(self) -> dict[str, object]:
        """What it asks for."""
        ping = self.row.variant["ciba_mode"] == "ping"
        more = {"requested_expiry": 300, "acr_values": ACR} if self.is_second else {}
        of_ping = {"client_notification_token": NOTIFICATION_TOKEN} if ping else {}
        return {"scope": SCOPE, "login_hint": self.hint, "binding_message": "1234", **more, **of_ping}

    def request_object(self, key: Key | None = None, alg: str = "PS256", /, **claims: object) -> str:
        """A signed request (section 7.1.1); a claim that is None is left out."""
        now = self.now
        usual = {"iss": self.id, "aud": ISSUER, "iat": now, "nbf": now, "exp": now + 300}
        found = {**self.wish(), **usual, "jti": secrets.token_hex(10), **claims}
        typ = "oauth-authz-req+jwt" if self.is_second else None
        signer = key or self.key
        return sign({"alg": alg, "kid": self.jwk["kid"], "typ": typ}, found, signer, alg=alg)

    def ask(self, form: Form | None = None, /, **claims: object) -> Reply:
        """Ask the holder. ``form`` stands beside the signed request."""
        return self.ask_plainly({"request": self.request_object(**claims), **(form or {})})

    def ask_plainly(self, form: Form) -> Reply:
        """Ask with these members."""
        return self.post(ASK, {**self.authentication(ASK, form), **form})

    def poll(
        self, auth_req_id: str, headers: Mapping[str, str] | None = None, /, **form: str | None
    ) -> Reply:
        """Ask for the tokens."""
        return self.token({"grant_type": GRANT_TYPE, "auth_req_id": auth_req_id, **form}, headers)

    def token(self, form: Form, headers: Mapping[str, str] | None = None) -> Reply:
        """Any request to the token endpoint."""
        return self.post(TOKEN, {**self.authentication(TOKEN, form), **form}, headers)

    def authentication(self, path: str, form: Form) -> Form:
        """Who it is, as far as that stands in a form."""
        if self.row.tls_authentication:
            return {"client_id": self.id}
        if "client_assertion" in form:
            return {"client_assertion_type": ASSERTION_TYPE}
        return {
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": self.assertion(aud=ISSUER + path),
        }

    def post(self, path: str, form: Form, headers: Mapping[str, str] | None = None) -> Reply:
        """Send a form, with the certificate unless ``headers`` say otherwise."""
        shown = self.certificate if headers is None else dict(headers)
        body = urlencode(kept(form)).encode()
        return Reply.of(self.system.web.post(path, data=body, content_type=FORM, headers=shown))

    def tokens(self, answer: Reply) -> dict[str, Any]:
        """An answer with tokens, checked as the suite does; the claims of the ID token beside them."""
        found = answer.json
        assert answer.status_code == 200, answer.data
        assert demands.is_json(answer)
        assert answer.headers["Cache-Control"] == "no-store"
        assert (found["token_type"], found["scope"]) == ("Bearer", SCOPE)
        assert 0 < found["expires_in"] <= 600
        demands.unguessable(found["access_token"])
        assert ("refresh_token" in found) is self.is_second
        return found

    def id_token(self, found: Mapping[str, Any]) -> dict[str, Any]:
        """The claims of the ID token in an answer."""
        published = self.system.get("/.well-known/jwks.json").json
        keys = KeySet.import_key_set({"keys": [*published["keys"]]})
        token = jwt.decode(found["id_token"], keys, ["PS256"])
        claims = dict(token.claims)
        assert token.header["kid"] in [key["kid"] for key in published["keys"]]
        assert set(claims) <= OF_AN_ID_TOKEN
        assert (claims["iss"], claims["aud"], claims["acr"]) == (ISSUER, self.id, ACR)
        assert claims["at_hash"] == left_half(found["access_token"])
        assert claims["iat"] <= self.now < claims["exp"]
        return claims

    def call(self, token: str, headers: Mapping[str, str] | None = None) -> Reply:
        """Use a token at the API."""
        shown = self.certificate if headers is None else headers
        return self.system.get(RESOURCE, {"Authorization": f"Bearer {token}", **shown})


@cache
def keys(number: int) -> tuple[dict[str, str], Certificate]:
    """The signing key and the certificate of a clerk, made once."""
    return rsa_key(f"clerk-{number}"), certificate(f"clerk-{number}", made_at=START)
