"""What is answered in front of Flask is what Flask answers: answer by answer, and line by line of the log."""

from __future__ import annotations

import io
import json
import secrets
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest
import structlog
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from joincard_core.oauth import ClientMetadata, Clients, NewClient
from joincard_core.web import NAME
from joincard_core.web.swift import ENDPOINTS, Swift

from core.tests.web.conftest import ASSERTION_TYPE, ISSUER, KEY, Site, System

FORM = "application/x-www-form-urlencoded"
CALLBACK = "https://portal.example/callback"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
OF_ITS_OWN = {"access_token", "request_uri", "iat", "exp", "jti"}
Environ = dict[str, Any]


class Told(NamedTuple):
    """An answer, and what the log says of it."""

    status: str
    headers: list[tuple[str, str]]
    body: object
    lines: list[dict[str, Any]]


class Portal(System):
    """A system that may do all that is answered here, and the requests it sends."""

    def form(self, **parameters: str) -> dict[str, str]:
        claims = {"iss": self.id, "sub": self.id, "aud": ISSUER, "exp": self.now + 60}
        signed = self.jws("JWT", {**claims, "jti": secrets.token_hex(8)})
        return {
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": signed,
            "client_id": self.id,
            **parameters,
        }

    def request(self, path: str, **parameters: str) -> Environ:
        wanted = {
            "/oauth/token": {"grant_type": "client_credentials"},
            "/oauth/par": {
                "response_type": "code",
                "redirect_uri": CALLBACK,
                "scope": "verify",
                "code_challenge": CHALLENGE,
                "code_challenge_method": "S256",
            },
            "/oauth/introspect": {"token": self.token},
        }
        body = urlencode(self.form(**wanted[path], **parameters)).encode()
        return {
            "REQUEST_METHOD": "POST",
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SERVER_NAME": "card.example.cn",
            "SERVER_PORT": "443",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.url_scheme": "https",
            "wsgi.input": body,
            "REMOTE_ADDR": "192.0.2.1",
            "CONTENT_TYPE": FORM,
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_DPOP": self.proof("POST", path),
            "HTTP_X_REQUEST_ID": "proxy-0001",
        }


@pytest.fixture
def portal(site: Site) -> Portal:
    metadata = ClientMetadata(
        redirect_uris=(CALLBACK,), grant_types=("authorization_code", "client_credentials")
    )
    keys = {"keys": [KEY.as_dict(private=False)]}
    Clients(site.database, site.clock).add(
        NewClient("portal", "jiaxing-first", "Portal", keys, metadata=metadata)
    )
    return Portal(site, "portal")


def told(app: Callable[..., Any], environ: Environ) -> Told:
    """Status, headers, body and log of an answer, without what is new each time."""
    begun: list[tuple[str, list[tuple[str, str]]]] = []
    sent = dict(environ, **{"wsgi.input": io.BytesIO(environ["wsgi.input"])})
    with structlog.testing.capture_logs() as lines:
        body = b"".join(app(sent, lambda status, headers: begun.append((status, headers))))
    ((status, headers),) = begun
    return Told(status, sorted(headers_of(headers)), steady(body), [steady_line(line) for line in lines])


def headers_of(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name.lower(), "" if name.lower() == "content-length" else value) for name, value in headers]


def steady(body: bytes) -> object:
    try:
        found = json.loads(body)
    except ValueError:
        return body
    return {name: "" if name in OF_ITS_OWN else value for name, value in found.items()}


def steady_line(line: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in line.items() if name not in ("ms", "frames")}


def in_flask(app: Flask) -> Callable[..., Any]:
    """The application without what stands in front of it."""
    return partial(Flask.wsgi_app, app)


def in_front(app: Flask) -> Callable[..., Any]:
    """The same with what is tested alone in front."""
    return Swift(app, app.extensions[NAME], in_flask(app))


def compared(portal: Portal, make: Callable[[], Environ]) -> Told:
    """The answer to a request, which Flask gives to its like as well."""
    app = portal.site.app
    flask, swift = told(in_flask(app), make()), told(in_front(app), make())
    assert swift == flask
    return swift


class TestAGoodRequest:
    @pytest.mark.parametrize("path", ENDPOINTS)
    def test_is_answered_alike(self, portal: Portal, path: str) -> None:
        status, headers, _, lines = compared(portal, lambda: portal.request(path))
        assert status.startswith("2")
        assert ("cache-control", "no-store") in headers
        assert lines[-1]["route"] == path

    @pytest.mark.parametrize("path", ENDPOINTS)
    def test_does_not_reach_flask(self, portal: Portal, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """The control: what is compared are two ways, not one."""
        environ = portal.request(path)
        monkeypatch.setattr(Flask, "full_dispatch_request", None)
        assert told(portal.site.app, environ).status.startswith("2")

    def test_for_a_signed_answer_is_answered_alike(self, portal: Portal) -> None:
        accept = "application/token-introspection+jwt"
        environ = portal.request("/oauth/introspect") | {"HTTP_ACCEPT": accept}
        answer = told(portal.site.app, environ)
        assert ("content-type", accept) in answer.headers


BROKEN: dict[str, dict[str, object]] = {
    "no proof": {"HTTP_DPOP": ""},
    "a proof that is none": {"HTTP_DPOP": "a.b.c"},
    "a secret": {"HTTP_AUTHORIZATION": "Basic eDp5"},
    "parameters in the address": {"QUERY_STRING": "grant_type=client_credentials"},
    "another type": {"CONTENT_TYPE": "application/json"},
    "no type": {"CONTENT_TYPE": ""},
    "another method": {"REQUEST_METHOD": "GET"},
    "a method that is none": {"REQUEST_METHOD": "BREW"},
    "only the head": {"REQUEST_METHOD": "HEAD"},
    "options": {"REQUEST_METHOD": "OPTIONS"},
    "no body": {"wsgi.input": b"", "CONTENT_LENGTH": "0"},
    "no length": {"CONTENT_LENGTH": ""},
    "a length that is none": {"CONTENT_LENGTH": "many"},
    "a negative length": {"CONTENT_LENGTH": "-1"},
    "a body that breaks off": {"CONTENT_LENGTH": "9000"},
    "a body that is too long": {"CONTENT_LENGTH": str(10**9)},
    "a longer address": {"PATH_INFO": "/oauth/token/"},
    "bytes that are no text": {"wsgi.input": b"\xff=\xff", "CONTENT_LENGTH": "3"},
    "a certificate that is none": {"HTTP_CLIENT_CERT": ":bm9uZQ==:"},
    "an odd name of the request": {"HTTP_X_REQUEST_ID": "x"},
}


class TestARefusal:
    @pytest.mark.parametrize("path", ENDPOINTS)
    @pytest.mark.parametrize("what", BROKEN)
    def test_is_told_alike(self, portal: Portal, path: str, what: str) -> None:
        assert portal.token  # asked for beforehand, so that its line is not in the log
        answer = compared_but_for_id(portal, lambda: portal.request(path) | BROKEN[what])
        assert not answer.status.startswith("5")

    @pytest.mark.parametrize("path", ENDPOINTS)
    def test_of_a_second_use_is_told_alike(self, portal: Portal, path: str) -> None:
        environ = portal.request(path)
        told(portal.site.app, environ)
        status, *_ = compared(portal, lambda: environ)
        assert status.startswith("400")

    @pytest.mark.parametrize("path", ENDPOINTS)
    def test_of_a_suspended_client_is_told_alike(self, portal: Portal, path: str) -> None:
        environ = portal.request(path), portal.request(path)
        Clients(portal.site.database, portal.site.clock).suspend("portal")
        requests = iter(environ)
        assert compared(portal, lambda: next(requests)).status.startswith("400")

    @pytest.mark.parametrize("path", ENDPOINTS)
    def test_is_told_alike_when_all_fails(
        self, portal: Portal, path: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        environ = portal.request(path)
        monkeypatch.setattr("joincard_core.oauth.form.parameters", None)
        assert compared(portal, lambda: environ).status.startswith("500")

    @given(
        st.dictionaries(
            st.sampled_from(["grant_type", "scope", "resource", "token", "client_id", "response_type", "x"]),
            st.text(max_size=20),
            max_size=3,
        ),
        st.sampled_from(sorted(ENDPOINTS)),
    )
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_of_anything_is_told_alike(self, portal: Portal, parameters: dict[str, str], path: str) -> None:
        assert portal.token  # asked for beforehand, so that its line is not in the log
        body = urlencode(parameters, errors="surrogatepass").encode()
        odd = {"wsgi.input": body, "CONTENT_LENGTH": str(len(body))}
        compared(portal, lambda: portal.request(path) | odd)


def compared_but_for_id(portal: Portal, make: Callable[[], Environ]) -> Told:
    """The same, for a request whose name is given anew."""
    app = portal.site.app
    flask, swift = without_id(told(in_flask(app), make())), without_id(told(in_front(app), make()))
    assert swift == flask
    return swift


def without_id(answer: Told) -> Told:
    status, headers, body, lines = answer
    if isinstance(body, dict):
        body = {name: value for name, value in body.items() if name != "request_id"}
    lines = [{name: value for name, value in line.items() if name != "request_id"} for line in lines]
    return Told(status, [each for each in headers if each[0] != "x-request-id"], body, lines)
