"""Every door of the authority with one request in order, to be changed by whoever knocks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from joincard_core.oauth import InitialAccess, InvitationAsked
from joincard_core.web.pages.session import form_token
from werkzeug.wrappers import Response

from tests.specs.hostile.generating import (
    Changes,
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
)
from tests.specs.system import ISSUER

FORM = "application/x-www-form-urlencoded"


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

    def half_way(self) -> str:
        """Become a browser in which the password was right; what its forms carry."""
        step = self.target.step()
        self.web.set_cookie("__Host-joincard-step", step, domain=HOST, secure=True)
        return form_token(step)

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
def code_page(at: Doors, how: Changes) -> object:
    at.web, page = at.portal.opened(at.portal.request_uri())
    at.half_way()
    action, method = "again" if how.header else "code", "POST" if how.twice else "GET"
    return at.page(
        "/oauth/authorize/sign-in/code", how, method, interaction=page, action=action, code="123456"
    )


@door
def code_for_ones_own_pages(at: Doors, how: Changes) -> object:
    at.enter()
    form = {"token": at.half_way(), "next": "/me/consents", "code": "123456"}
    return at.page("/me/sign-in/code", how, "POST" if how.twice else "GET", **form)


@door
def new_second_step(at: Doors, how: Changes) -> object:
    method = "POST" if how.twice else "GET"
    return at.page("/me/second-step/new", how, method, token=at.enter(), code="123456")


@door
def second_step_that_is_removed(at: Doors, how: Changes) -> object:
    return at.page("/me/second-step", how, "POST", token=at.enter(), action="remove")


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
