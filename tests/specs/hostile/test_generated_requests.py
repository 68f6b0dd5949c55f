"""Ten thousand generated requests at every door: no answer of 5xx, no open redirect, registered words alone.

The suite sends a tenth of them; ``make fuzz`` sends all. They are the same in every run.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from joincard_core.oauth import InitialAccess, InvitationAsked
from joincard_core.web.pages.session import form_token
from schemathesis import GenerationMode
from schemathesis.core.result import Ok
from werkzeug.test import EnvironBuilder, run_wsgi_app
from werkzeug.wrappers import Response

from tests.specs.hostile.generating import (
    KINDS_OF_BODY,
    METHODS,
    NAMES,
    SCHEMES,
    Changes,
    forms,
    in_headers,
    metadata,
    paths,
)
from tests.specs.hostile.sound import SENT, is_sound
from tests.specs.hostile.target import (
    ACCESS_TOKEN,
    CALLBACK,
    EXCHANGE,
    HOST,
    VERIFIER,
    Crowd,
    Portal,
    Target,
    addresses,
)
from tests.specs.system import EC, ISSUER, public

FORM = "application/x-www-form-urlencoded"
#: A part of what the profile says: there are some eighty tests of this kind.
FUZZ = settings(
    max_examples=settings.default.max_examples // 4,  # type: ignore[union-attr]  # there is always a profile
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


FEW = settings(FUZZ, max_examples=FUZZ.max_examples // 3)


@dataclass
class Doors:
    """One of each request in order, to be changed."""

    target: Target
    web: Crowd = field(init=False)
    held: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.web = self.target.web
        portal = self.portal
        found = portal.redeem(portal.code()).json
        token = portal.target.portal("hospital").token()
        self.held = {**found, "subject_token": token, "browser": "", "page": ""}
        self.held["sign_in_client"], self.held["secret"] = self.target.sign_in_client(
            token_endpoint_auth_method="client_secret_post", post_logout_redirect_uris=[CALLBACK]
        )
        invited = InitialAccess(self.target.database, self.target.clock)
        self.held["invitation"] = invited.invite(InvitationAsked("jiaxing-first", uses=100)).token

    @property
    def portal(self) -> Portal:
        """The client."""
        return self.target.portal()

    def send(self, method: str, path: str, **rest: Any) -> Response:
        """Send, and hold the answer to what every answer is held to."""
        SENT.update([self.target.database.dialect])
        with self.web.open(path, method=method, base_url=ISSUER, **rest) as answer:
            answer.get_data()
            assert is_sound(path, answer)
            return answer

    def form(self, path: str, how: Changes, client: str = "portal", /, **right: str | None) -> Response:
        """Send a form to an endpoint, with an assertion and a proof."""
        portal = self.target.portal(client)
        assertion = portal.assertion(**(how.claims if path != "/oauth/par" else {}))
        proof = how.proof if how.proof is not None else portal.proof(uri=ISSUER + path, header=how.header)
        headers = {"DPoP": proof}
        if how.authorization is not None:
            headers["Authorization"] = how.authorization
        form = portal.form(**{"grant_type": None, "client_assertion": assertion, **right})
        kind = FORM if how.kind is None else how.kind
        return self.send("POST", path, data=how.to_form(form), headers=headers, content_type=kind)

    def guarded(self, method: str, path: str, query: str, how: Changes) -> Response:
        """Call an address that takes an access token."""
        token = self.held["access_token"]
        proof = how.proof
        if proof is None:
            claims = {
                name: value for name, value in how.claims.items() if name != "token"
            }  # no claim of a proof
            proof = self.portal.proof(method, ISSUER + path, token, header=how.header, **claims)
        authorization = how.authorization if how.authorization is not None else f"DPoP {token}"
        headers = {"DPoP": proof, "Authorization": authorization}
        return self.send(method, f"{path}?{query}" if query else path, headers=headers)

    def enter(self) -> str:
        """Become a browser in which the holder is signed in; what its forms carry."""
        self.web, session = self.target.web, self.target.session()
        self.web.set_cookie("__Host-joincard-session", session, domain=HOST, secure=True)
        return form_token(session)

    def page(self, path: str, how: Changes, method: str, **right: str) -> Response:
        """Send a form of a page, or open it."""
        form = how.to_form(right).decode()
        if method == "GET":
            return self.send("GET", f"{path}?{form}")
        return self.send("POST", path, data=form.encode(), content_type=how.kind or FORM)


Door = Callable[[Doors, Changes], object]
DOORS: dict[str, Door] = {}


def door(send: Door) -> Door:
    """Note a door."""
    DOORS[send.__name__.replace("_", " ")] = send
    return send


@door
def token_for_itself(at: Doors, how: Changes) -> object:
    return at.form("/oauth/token", how, grant_type="client_credentials", scope="verify")


@door
def token_for_a_code(at: Doors, how: Changes) -> object:
    code = at.portal.code() if len(how.put) + len(how.drop) < 2 else "x"
    form = {"code": code, "code_verifier": VERIFIER, "redirect_uri": CALLBACK}
    return at.form("/oauth/token", how, grant_type="authorization_code", **form)


@door
def token_for_a_refresh_token(at: Doors, how: Changes) -> object:
    form = {"refresh_token": at.held["refresh_token"], "scope": "openid"}
    return at.form("/oauth/token", how, grant_type="refresh_token", **form)


@door
def token_for_another_token(at: Doors, how: Changes) -> object:
    form = {"subject_token": at.held["subject_token"], "subject_token_type": ACCESS_TOKEN}
    return at.form("/oauth/token", how, "cleaner", grant_type=EXCHANGE, **form)


@door
def pushed_request(at: Doors, how: Changes) -> object:
    return at.form("/oauth/par", how, **at.portal.wishes())


@door
def signed_request(at: Doors, how: Changes) -> object:
    signed = at.portal.request_object(header=how.header, **how.claims)
    return at.form("/oauth/par", Changes(proof=how.proof, kind=how.kind), request=signed)


@door
def introspection(at: Doors, how: Changes) -> object:
    return at.form("/oauth/introspect", how, token=at.held["access_token"], token_type_hint="access_token")


@door
def revocation(at: Doors, how: Changes) -> object:
    return at.form("/oauth/revoke", how, token=at.portal.token())


@door
def authorization(at: Doors, how: Changes) -> object:
    uri = at.portal.request_uri() if len(how.put) < 2 else "urn:ietf:params:oauth:request_uri:x"
    method = "POST" if how.header else "GET"
    plain = {"redirect_uri": CALLBACK, "state": "s"} if how.twice else {}
    return at.page("/oauth/authorize", how, method, client_id="portal", request_uri=uri, **plain)


@door
def authorization_that_was_not_pushed(at: Doors, how: Changes) -> object:
    at.enter()
    wishes = {name: value for name, value in at.portal.wishes(scope="openid").items() if value is not None}
    method = "POST" if how.header else "GET"
    return at.page("/oauth/authorize", how, method, client_id=at.held["sign_in_client"], **wishes)


@door
def token_for_a_secret(at: Doors, how: Changes) -> object:
    form = {"client_id": at.held["sign_in_client"], "client_secret": at.held["secret"], "token": "x"}
    headers = {} if how.authorization is None else {"Authorization": how.authorization}
    body = how.to_form(form)
    return at.send("POST", "/oauth/introspect", data=body, headers=headers, content_type=how.kind or FORM)


@door
def sign_in_page(at: Doors, how: Changes) -> object:
    at.web, page = at.portal.opened(at.portal.request_uri())
    typed = {"region": "330400", "number": "JX26000017", "password": "", "action": "sign-in"}
    return at.page("/oauth/authorize/sign-in", how, "POST" if how.twice else "GET", interaction=page, **typed)


@door
def consent_page(at: Doors, how: Changes) -> object:
    at.web, page = at.portal.opened(at.portal.request_uri())
    method = "GET" if how.twice else "POST"
    return at.page("/oauth/authorize/consent", how, method, interaction=page, action="approve")


@door
def userinfo(at: Doors, how: Changes) -> object:
    return at.guarded("POST" if how.twice else "GET", "/oauth/userinfo", how.to_form({}).decode(), how)


@door
def events(at: Doors, how: Changes) -> object:
    query = how.to_form({"since": "2026-03-02T04:00:00Z", "limit": "5", "client": "portal"}).decode()
    return at.guarded("GET", "/v1/events", query, Changes(proof=how.proof))


@door
def what_was_asked(at: Doors, how: Changes) -> object:
    at.enter()
    return at.page("/me/verifications", how, "GET", before="", lang="zh")


@door
def one_thing_that_was_asked(at: Doors, how: Changes) -> object:
    at.enter()
    reference = next((str(value) for value in how.put.values()), "")
    return at.page(f"/me/verifications/{quote(reference, errors='surrogatepass')}", Changes(), "GET")


@door
def consent_that_is_taken_back(at: Doors, how: Changes) -> object:
    return at.page("/me/consents", how, "POST", token=at.enter(), client_id="nobody")


@door
def session_that_is_ended(at: Doors, how: Changes) -> object:
    return at.page("/me/sessions", how, "POST", token=at.enter(), session="x")


@door
def signing_out(at: Doors, how: Changes) -> object:
    return at.page("/me/sign-out", how, "POST", token=at.enter())


@door
def signing_in(at: Doors, how: Changes) -> object:
    at.enter()
    return at.page("/me/sign-in", how, "GET", next="/me/consents")


@door
def logging_out(at: Doors, how: Changes) -> object:
    at.enter()
    form = {"client_id": at.held["sign_in_client"], "post_logout_redirect_uri": CALLBACK, "state": "s"}
    return at.page("/oauth/logout", how, "POST" if how.twice else "GET", **form)


@door
def logging_out_for_good(at: Doors, how: Changes) -> object:
    form = {"client_id": at.held["sign_in_client"], "post_logout_redirect_uri": CALLBACK, "state": "s"}
    return at.page("/oauth/logout/confirm", how, "POST", token=at.enter(), action="sign-out", **form)


@door
def hint_at_logging_out(at: Doors, how: Changes) -> object:
    at.enter()
    return at.page("/oauth/logout", how, "GET", id_token_hint=at.held["id_token"])


@door
def api_of_the_holder(at: Doors, how: Changes) -> object:
    at.enter()
    headers = {"X-Requested-With": "joincard"}
    for value in how.put.values():
        part = quote(str(value), errors="surrogatepass", safe="")
        for method, path in (("DELETE", "consents"), ("DELETE", "sessions"), ("GET", "verifications")):
            at.send(method, f"/v1/me/{path}/{part}" if part else f"/v1/me/{path}", headers=headers)
            at.enter()
    query = how.to_form({}).decode()
    return at.send("GET", f"/v1/me/verifications?{query}", headers=headers)


@pytest.fixture(params=["on_sqlite", "on_postgresql"])
def doors(request: pytest.FixtureRequest) -> Doors:
    """The doors of an authority, on each database in turn."""
    target: Target = request.getfixturevalue(request.param)
    target.later(hours=1)
    return Doors(target)


@pytest.mark.parametrize("name", DOORS)
class TestADoor:
    @FUZZ
    @given(how=forms)
    def test_answers_whatever_is_changed(self, doors: Doors, name: str, how: Changes) -> None:
        DOORS[name](doors, how)

    @pytest.mark.parametrize("doors", ["on_postgresql"], indirect=True)
    def test_takes_no_null_in_any_parameter(self, doors: Doors, name: str) -> None:
        """PostgreSQL refuses this character in every text; SQLite takes it."""
        for parameter in NAMES:
            DOORS[name](doors, Changes({parameter: "a\u0000b"}))

    def test_is_open_to_what_is_in_order(self, doors: Doors, name: str) -> None:
        """The control: without a change the request is taken, so the changes meet the code behind the door."""
        answer = DOORS[name](doors, Changes())
        assert isinstance(answer, Response)
        right = 404 if name == "one thing that was asked" else 303
        assert answer.status_code in (200, 201, right), answer.get_data()


class TestRegistration:
    @FUZZ
    @given(how=metadata)
    def test_answers_whatever_is_changed(self, doors: Doors, how: Changes) -> None:
        right = {"client_name": "New", "jwks": {"keys": [public(EC)]}, "redirect_uris": [CALLBACK]}
        headers = {"Authorization": how.authorization or f"Bearer {doors.held['invitation']}"}
        kind = "application/json" if how.kind is None else how.kind
        answer = doors.send(
            "POST", "/oauth/register", data=how.to_json(right), headers=headers, content_type=kind
        )
        if answer.status_code != 201:
            return
        made = json.loads(answer.get_data())
        path = f"/oauth/register/{made['client_id']}"
        own = {"Authorization": f"Bearer {made['registration_access_token']}"}
        assert doors.send("GET", path, headers=own).status_code == 200
        again = how.to_json({**right, "client_id": made["client_id"], **how.claims})
        doors.send("PUT", path, data=again, headers=own, content_type=kind)
        doors.send("DELETE", path, headers=own)

    @FUZZ
    @given(st.sampled_from(METHODS), in_headers, in_headers, st.binary(max_size=100))
    def test_of_a_client_answers_strangers(
        self, doors: Doors, method: str, name: str, authorization: str, body: bytes
    ) -> None:
        headers = {"Authorization": authorization}
        doors.send(method, f"/oauth/register/{quote(name)}", data=body, headers=headers)


class TestEveryAddress:
    @FUZZ
    @given(
        st.sampled_from(METHODS), paths, st.binary(max_size=200), st.sampled_from(SCHEMES), in_headers, in_headers,
        st.sampled_from(KINDS_OF_BODY) | in_headers,
    )  # fmt: skip
    def test_answers_any_bytes(
        self, doors: Doors, method: str, path: str, body: bytes, scheme: str, one: str, other: str, kind: str
    ) -> None:
        headers = {
            "Authorization": scheme + one,
            "DPoP": other,
            "Accept": one,
            "Cookie": other,
            "Origin": one,
        }
        doors.send(method, path, data=body, headers=headers, content_type=kind)

    @pytest.mark.parametrize(
        "path", ["", "/", "//", "//evil.example", "/docs/", "/oauth/token/", "/oauth//token"]
    )
    def test_leads_nowhere_by_its_host_header(self, doors: Doors, path: str) -> None:
        environment = EnvironBuilder(base_url="https://evil.example").get_environ() | {"PATH_INFO": path}
        _, status, headers = run_wsgi_app(doors.target.app.wsgi_app, environment, buffered=True)
        assert status.startswith(("200", "404", "405"))
        assert "Location" not in headers

    @FUZZ
    @given(paths, st.binary(max_size=120))
    def test_answers_any_query(self, doors: Doors, path: str, query: bytes) -> None:
        doors.send("GET", path, query_string=query.decode("latin-1"))


def everywhere(app: Any) -> Any:
    """The application, asked from a new address each time."""
    known = addresses()

    def asked(environ: dict[str, Any], start: Any) -> Any:
        return app({**environ, "REMOTE_ADDR": f"{next(known)}:1"}, start)

    return asked


def operations(app: Any) -> Iterator[Any]:
    """What the OpenAPI document describes."""
    schema = schemathesis.openapi.from_wsgi("/v1/openapi.json", everywhere(app))
    return (result.ok() for result in schema.get_all_operations() if isinstance(result, Ok))


class TestEveryOperationOfTheDocument:
    """On PostgreSQL, which is the stricter one about texts; core/tests/web holds SQLite to the document."""

    @pytest.mark.parametrize("doors", ["on_postgresql"], indirect=True)
    @pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
    def test_answers(self, doors: Doors, mode: GenerationMode) -> None:
        before = SENT["document"]
        described = list(operations(doors.target.app))
        assert len(described) > 15
        for operation in described:

            @FEW
            @given(case=operation.as_strategy(generation_mode=mode))
            def answered(case: Any) -> None:
                SENT.update(["document"])
                if case.formatted_path.startswith(("/v1/verifications", "/v1/events", "/oauth/userinfo")):
                    token = doors.held["access_token"]
                    case.headers["Authorization"] = f"DPoP {token}"
                    case.headers["DPoP"] = doors.portal.proof(
                        case.method, ISSUER + case.formatted_path, token
                    )
                reply = case.call()
                assert reply.status_code < 500, (case.path, reply.content)

            with suppress(Unsatisfiable):  # an operation without anything that could be wrong
                answered()
        assert SENT["document"] - before > 100
