"""Strategies: values that readers stumble over, and changes to requests that are in order."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from hypothesis import strategies as st

from tests.specs.hostile.target import ACCESS_TOKEN, CALLBACK, EXCHANGE
from tests.specs.system import ASSERTION_TYPE, ISSUER

SCRIPT = "<script>alert(1)</script>"
TEXTS = (
    *(
        "",
        " ",
        "\u0000",
        "a\u0000b",
        "\r\nX-Injected: 1",
        "%",
        "%00",
        "%zz",
        "&",
        "=",
        "'",
        '"',
        "\\",
        "../",
        "//",
    ),
    *(
        SCRIPT,
        "{{7*7}}",
        "${x}",
        "' OR 1=1 --",
        "\ud800",
        "\udfff",
        "\U0001f6b2",
        "\u202e",
        "e\u0301",
        "x" * 5000,
    ),
    *(
        "true",
        "null",
        "[]",
        "{}",
        "[" * 200,
        "NaN",
        "1e999",
        "-1",
        "9" * 400,
        "0",
        "1" * 20,
        "2026-02-30T25:61:61Z",
    ),
    *(
        "none",
        "login",
        "query",
        "fragment",
        "jwt",
        "form_post",
        "form_post.jwt",
        "code",
        "token",
        "plain",
        "S256",
    ),
    *(
        "openid",
        "verify",
        "openid verify",
        "admin",
        "portal",
        "hospital",
        "nobody",
        "bank",
        "*",
        ".",
        "-",
        "_",
    ),
    *(
        CALLBACK,
        f"{CALLBACK}/",
        f"{CALLBACK}#x",
        "https://evil.example/cb",
        "//evil.example",
        "javascript:alert(1)",
    ),
    *(
        ISSUER,
        f"{ISSUER}@evil.example",
        "https://[",
        "https://a:b",
        "https://a:99999",
        "http://127.0.0.1",
        "\\\\evil",
    ),
    *("urn:ietf:params:oauth:request_uri:x", ACCESS_TOKEN, EXCHANGE, ASSERTION_TYPE, "client_credentials"),
    *(
        "e30.e30.e30",
        "a.b.c",
        "eyJhbGciOiJub25lIn0.e30.",
        "authorization_code",
        "refresh_token",
        "S",
        "zh",
        "en",
    ),
)
NAMES = (
    *(
        "grant_type",
        "scope",
        "resource",
        "client_id",
        "client_assertion",
        "client_assertion_type",
        "client_secret",
    ),
    *(
        "code",
        "code_verifier",
        "redirect_uri",
        "refresh_token",
        "subject_token",
        "subject_token_type",
        "audience",
    ),
    *(
        "actor_token",
        "requested_token_type",
        "authorization_details",
        "response_type",
        "response_mode",
        "state",
    ),
    *(
        "nonce",
        "code_challenge",
        "code_challenge_method",
        "dpop_jkt",
        "prompt",
        "max_age",
        "login_hint",
        "request",
    ),
    *(
        "request_uri",
        "ui_locales",
        "acr_values",
        "claims",
        "id_token_hint",
        "display",
        "token",
        "token_type_hint",
    ),
    *(
        "interaction",
        "action",
        "region",
        "number",
        "password",
        "lang",
        "another",
        "since",
        "limit",
        "client",
        "",
    ),
    *("next", "session", "reference", "before", "done", "post_logout_redirect_uri", "logout_hint"),
)
MEMBERS = (
    *(
        "redirect_uris",
        "grant_types",
        "response_types",
        "token_endpoint_auth_method",
        "jwks",
        "jwks_uri",
        "scope",
    ),
    *(
        "token_endpoint_auth_signing_alg",
        "dpop_bound_access_tokens",
        "tls_client_certificate_bound_access_tokens",
    ),
    *("require_signed_request_object", "request_object_signing_alg", "authorization_signed_response_alg"),
    *(
        "authorization_details_types",
        "client_name",
        "client_uri",
        "contacts",
        "software_id",
        "software_version",
    ),
    *(
        "refresh_token_rotation",
        "services",
        "subcontractors",
        "needed_scopes",
        "tls_client_auth_subject_dn",
        "client_secret",
        "client_id",
    ),
    *(
        "tls_client_auth_san_ip",
        "tls_client_auth_san_uri",
        "tls_client_auth_san_dns",
        "tls_client_auth_san_email",
    ),
    *(
        "introspection_signed_response_alg",
        "id_token_signed_response_alg",
        "software_statement",
        "logo_uri",
        "x",
    ),
)
CLAIMS = (
    "iss",
    "sub",
    "aud",
    "exp",
    "nbf",
    "iat",
    "jti",
    "client_id",
    "htm",
    "htu",
    "ath",
    "nonce",
    "cnf",
    *NAMES,
)
HEADERS = ("alg", "typ", "kid", "jwk", "crit", "cty", "b64", "jku", "x5c", "zip")
SCHEMES = ("", "Basic ", "Bearer ", "DPoP ", "bearer", "DPoP  ", "Digest ", "Bearer,")
METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "PROPFIND")
KINDS_OF_BODY = (
    *(
        "application/x-www-form-urlencoded",
        "application/json",
        "multipart/form-data; boundary=x",
        "text/plain",
        "",
    ),
    *(
        "application/x-www-form-urlencoded; charset=utf-16",
        "application/jwt",
        "application/json; charset=x",
        "/",
    ),
)

texts = st.sampled_from(TEXTS) | st.text(max_size=30)
scalars = st.none() | st.booleans() | st.integers() | st.floats() | texts
values: st.SearchStrategy[Any] = st.recursive(
    scalars,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(texts, below, max_size=3),
    max_leaves=5,
)
in_headers = st.text(
    st.characters(codec="latin-1", exclude_characters="\r\n\x00"), max_size=60
) | st.sampled_from([each for each in TEXTS if each.isascii() and each.isprintable()])


@dataclass(frozen=True)
class Changes:
    """What a request loses, gets, and says twice; the rest of it is in order."""

    put: Mapping[str, Any] = field(default_factory=dict)
    drop: frozenset[str] = frozenset()
    twice: frozenset[str] = frozenset()
    header: Mapping[str, Any] = field(default_factory=dict)
    claims: Mapping[str, Any] = field(default_factory=dict)
    authorization: str | None = None
    proof: str | None = None
    kind: str | None = None

    def to_form(self, right: Mapping[str, str | None]) -> bytes:
        """A form, with these changes."""
        kept = [
            (n, v) for n, v in right.items() if n not in self.drop and n not in self.put and v is not None
        ]
        sent = [*kept, *((name, str(value)) for name, value in self.put.items())]
        sent += [pair for pair in sent if pair[0] in self.twice]
        return urlencode(sent, errors="surrogatepass").encode()

    def to_json(self, right: Mapping[str, Any]) -> bytes:
        """A JSON object, with these changes."""
        kept = {name: value for name, value in right.items() if name not in self.drop}
        return json.dumps({**kept, **self.put}).encode()


def changes(names: tuple[str, ...], into: st.SearchStrategy[Any] = texts) -> st.SearchStrategy[Changes]:
    """Few changes, so that most of a request is still in order and gets far."""
    some = st.sampled_from(names)
    return st.builds(
        Changes,
        put=st.dictionaries(some, into, max_size=2),
        drop=st.frozensets(some, max_size=2),
        twice=st.frozensets(some, max_size=1),
        header=st.dictionaries(st.sampled_from(HEADERS), values, max_size=1),
        claims=st.dictionaries(st.sampled_from(CLAIMS), values, max_size=2),
        authorization=st.none() | st.none() | st.builds(str.__add__, st.sampled_from(SCHEMES), in_headers),
        proof=st.none() | st.none() | st.none() | in_headers,
        kind=st.none() | st.none() | st.none() | st.sampled_from(KINDS_OF_BODY),
    )


forms = changes(NAMES)
metadata = changes(MEMBERS, values)
paths = st.sampled_from(
    [
        *(
            "/oauth/token",
            "/oauth/par",
            "/oauth/introspect",
            "/oauth/revoke",
            "/oauth/register",
            "/oauth/register/x",
        ),
        *(
            "/oauth/authorize",
            "/oauth/authorize/sign-in",
            "/oauth/authorize/consent",
            "/oauth/userinfo",
            "/oauth",
        ),
        *(
            "/.well-known/oauth-authorization-server",
            "/.well-known/openid-configuration",
            "/v1/events",
            "/v1",
        ),
        *(
            "/.well-known/oauth-protected-resource",
            "/.well-known/jwks.json",
            "/v1/verifications",
            "/v1/catalogue",
        ),
        *(
            "/",
            "//evil.example",
            "/v1/../oauth/token",
            "/oauth/token/",
            "/static/../../x",
            "/docs",
            "/metrics",
        ),
    ]
) | st.builds(lambda text: "/" + quote(text, errors="surrogatepass"), texts)
