"""The endpoints of the authorization server, and the documents that tell a client where things are."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

import orjson
from flask import Response, request

from joincard_core.clock import to_epoch
from joincard_core.errors import JoincardError
from joincard_core.oauth import (
    BACKCHANNEL_PATH,
    DEVICE_PATH,
    INTROSPECTION_MEDIA_TYPE,
    INTROSPECTION_PATH,
    JWKS_PATH,
    OPENID_WELL_KNOWN,
    PUSHED_PATH,
    REGISTRATION_PATH,
    RESOURCE_METADATA_PATH,
    REVOCATION_PATH,
    SERVER_METADATA_PATH,
    TOKEN_PATH,
    USERINFO_MEDIA_TYPE,
    USERINFO_PATH,
    Caller,
    FormRequest,
    InvalidRequest,
    UseDpopNonce,
    openid_metadata,
    resource_metadata,
    server_metadata,
)
from joincard_core.web.api.forms import (
    BACKCHANNEL,
    DEVICE,
    INTROSPECTION,
    PROOF,
    PUSHED,
    REVOCATION,
    TOKEN,
    USERINFO,
)
from joincard_core.web.arriving import arrived
from joincard_core.web.bodies import raw
from joincard_core.web.errors import RequestError
from joincard_core.web.parts import parts
from joincard_core.web.problems import token_problem
from joincard_core.web.schemas.oauth import (
    BackchannelSchema,
    DeviceSchema,
    IntrospectionSchema,
    JwksSchema,
    PushedSchema,
    ResourceMetadataSchema,
    ServerMetadataSchema,
    TokenErrorSchema,
    TokenSchema,
    UserinfoSchema,
)
from joincard_core.web.sections import Section, View

FRESH = "public, max-age=60"
ENDPOINTS = frozenset(
    {
        TOKEN_PATH,
        PUSHED_PATH,
        BACKCHANNEL_PATH,
        DEVICE_PATH,
        INTROSPECTION_PATH,
        REVOCATION_PATH,
        REGISTRATION_PATH,
    }
)
"""Where errors are in the words of RFC 6749."""

oauth = Section("oauth", "Authorization, tokens and metadata")


def refuses_in_oauth(view: View) -> View:
    """Describe the errors that every one of these endpoints may give."""
    for status, what in (
        (400, "The request is refused; `error` says why."),
        (429, "Too many failed authentications from this address."),
        (503, "The database cannot be reached; try again."),
    ):
        view = oauth.answers(status, TokenErrorSchema, what)(view)
    return view


@oauth.route("POST", TOKEN_PATH)
@oauth.answers(200, TokenSchema, "An access token, bound to the key of the proof.")
@refuses_in_oauth
@oauth.also(requestBody=TOKEN, parameters=[PROOF])
def token() -> Response:
    """Exchange a grant for an access token that is bound to its sender.

    The client authenticates by `private_key_jwt` or with its certificate; the token is bound to the key of
    the DPoP proof, or to the certificate.
    """
    return unkept(parts().oauth.token.token(asked(TOKEN_PATH)).to_json(), 200)


@oauth.route("POST", PUSHED_PATH)
@oauth.answers(201, PushedSchema, "Where the holder's browser can be sent, for a minute.")
@refuses_in_oauth
@oauth.also(requestBody=PUSHED, parameters=[{**PROOF, "required": False}])
def push() -> Response:
    """Push an authorization request (RFC 9126): the only way to begin one.

    Parameters stand in the form, or signed in `request` (RFC 9101).
    """
    return unkept(parts().oauth.pushed.push(asked(PUSHED_PATH)).to_json(), 201)


@oauth.route("POST", BACKCHANNEL_PATH)
@oauth.answers(200, BackchannelSchema, "The request is on the holder's page, if the card has a holder.")
@oauth.answers(401, TokenErrorSchema, "The client is not authenticated (section 13).")
@refuses_in_oauth
@oauth.also(requestBody=BACKCHANNEL)
def ask_the_holder() -> Response:
    """Ask a holder from a counter (OpenID CIBA Core section 7); the token endpoint tells what was decided.

    The answer is the same whether the card exists or not.
    """
    return unkept(parts().oauth.backchannel.ask(asked(BACKCHANNEL_PATH)).to_json(), 200)


@oauth.route("POST", DEVICE_PATH)
@oauth.answers(200, DeviceSchema, "What the terminal shows, and what it polls with.")
@refuses_in_oauth
@oauth.also(requestBody=DEVICE)
def ask_by_code() -> Response:
    """Ask whoever types the code that a terminal shows (RFC 8628); the token endpoint tells the rest."""
    return unkept(parts().oauth.device.ask(asked(DEVICE_PATH)).to_json(), 200)


@oauth.route("POST", INTROSPECTION_PATH)
@oauth.answers(200, IntrospectionSchema, "What the token says, or `active` false and nothing more.")
@refuses_in_oauth
@oauth.also(requestBody=INTROSPECTION)
def introspect() -> Response:
    """Look at a token of one's own provider (RFC 7662).

    With `Accept: application/token-introspection+jwt` the answer is signed (RFC 9701).
    """
    answer = parts().oauth.introspection.introspect(asked(INTROSPECTION_PATH))
    if answer.signed is None:
        return unkept(answer.members, 200)
    response = Response(answer.signed, mimetype=INTROSPECTION_MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    return response


@oauth.route("POST", REVOCATION_PATH)
@oauth.answers(200, None, "The token is not good any more, if it ever was.")
@refuses_in_oauth
@oauth.also(requestBody=REVOCATION)
def revoke() -> Response:
    """Take a token back (RFC 7009). A refresh token takes its whole grant with it."""
    parts().oauth.revocation.revoke(asked(REVOCATION_PATH))
    return Response(status=200, headers={"Cache-Control": "no-store"})


@oauth.route("GET", USERINFO_PATH)
@oauth.answers(200, UserinfoSchema, "The holder, as this provider knows them.")
@oauth.guarded("openid")
def tell_userinfo(caller: Caller) -> Response:
    """Say who signed in (OpenID Connect Core section 5.3); signed for a client that is registered so."""
    return userinfo(caller)


@oauth.route("POST", USERINFO_PATH)
@oauth.answers(200, UserinfoSchema, "The holder, as this provider knows them.")
@oauth.guarded("openid", in_form=True)
@oauth.also(requestBody=USERINFO)
def tell_userinfo_again(caller: Caller) -> Response:
    """Say who signed in; the same by POST, which OpenID Connect asks for.

    A client that signs people in may send its token as `access_token` in the form.
    """
    return userinfo(caller)


@oauth.route("GET", SERVER_METADATA_PATH)
@oauth.answers(200, ServerMetadataSchema, "The metadata of the authorization server (RFC 8414).")
def authorization_server() -> Response:
    """Say what the authorization server takes, and where."""
    return described(server_metadata)


@oauth.route("GET", OPENID_WELL_KNOWN)
@oauth.answers(200, ServerMetadataSchema, "The same for OpenID Connect (Discovery section 4).")
def openid_provider() -> Response:
    """Say the same at the address where OpenID Connect looks for it."""
    return described(partial(openid_metadata, implicit=parts().settings.implicit_sign_in))


@oauth.route("GET", RESOURCE_METADATA_PATH)
@oauth.answers(200, ResourceMetadataSchema, "The metadata of the API (RFC 9728).")
def protected_resource() -> Response:
    """Say what the API takes."""
    return document(resource_metadata(parts().settings.issuer))


@oauth.route("GET", JWKS_PATH)
@oauth.answers(200, JwksSchema, "The public keys.", content_type="application/jwk-set+json")
@oauth.refuses()
def jwks() -> Response:
    """Give the public keys that tokens and receipts are signed with."""
    return document(parts().keys.jwks(), "application/jwk-set+json")


def userinfo(caller: Caller) -> Response:
    """What the holder lets this caller know, in JSON or signed."""
    found = parts()
    members = found.telling.userinfo(caller)
    signed = found.oauth.userinfo.signed(members, caller)
    if signed is None:
        return unkept(members, 200)
    response = Response(signed, mimetype=USERINFO_MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    return response


def described(metadata: Callable[[str, Iterable[str]], dict[str, object]]) -> Response:
    """The metadata of the authorization server."""
    found = parts()
    return document(metadata(found.settings.issuer, found.keys.algorithms("token")))


def asked(endpoint: str) -> FormRequest:
    """This request, for an endpoint of OAuth. Raises ``InvalidRequest``."""
    return arrived(request.environ, endpoint, form(), parts().settings)


def form() -> bytes:
    """The body of a request. Raises ``InvalidRequest`` for one that is too large or broke off."""
    try:
        return raw(request)
    except RequestError as error:
        raise InvalidRequest(error.sentence) from None


def refused(error: JoincardError) -> Response:
    """An error in the words of RFC 6749 section 5.2."""
    told = token_problem(error, parts().settings.issuer)
    return unkept(told.members, told.status, {**told.headers, **nonce_for(error)})


def nonce_for(error: JoincardError) -> dict[str, str]:
    """The nonce that the next proof needs, where this one lacked it (RFC 9449 section 8)."""
    if not isinstance(error, UseDpopNonce):
        return {}
    found = parts()
    return {"DPoP-Nonce": found.oauth.nonces.current(to_epoch(found.clock.now()))}


def unkept(members: Mapping[str, object], status: int, headers: Mapping[str, str] | None = None) -> Response:
    """JSON that nobody may keep (RFC 6749 section 5.1)."""
    response = Response(orjson.dumps(members), status, mimetype="application/json")
    response.headers.update({"Cache-Control": "no-store", **(headers or {})})
    return response


def document(members: Mapping[str, object], mimetype: str = "application/json") -> Response:
    """A public document."""
    response = Response(orjson.dumps(members), mimetype=mimetype)
    response.headers["Cache-Control"] = FRESH
    response.add_etag()
    response.make_conditional(request)
    return response
