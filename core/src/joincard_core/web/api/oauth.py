"""The token endpoint and the documents that tell a client where things are."""

from collections.abc import Mapping

import orjson
from flask import Response, request

from joincard_core.errors import JoincardError
from joincard_core.oauth import (
    JWKS_PATH,
    RESOURCE_METADATA_PATH,
    SERVER_METADATA_PATH,
    TOKEN_PATH,
    InvalidRequest,
    TokenRequest,
    resource_metadata,
    server_metadata,
)
from joincard_core.web.bodies import raw
from joincard_core.web.errors import RequestError
from joincard_core.web.parts import parts
from joincard_core.web.problems import token_problem
from joincard_core.web.schemas.oauth import (
    JwksSchema,
    ResourceMetadataSchema,
    ServerMetadataSchema,
    TokenErrorSchema,
    TokenSchema,
)
from joincard_core.web.sections import Section

FRESH = "public, max-age=60"
FORM = {
    "required": True,
    "content": {
        "application/x-www-form-urlencoded": {
            "schema": {
                "type": "object",
                "required": ["grant_type", "client_assertion_type", "client_assertion"],
                "properties": {
                    "grant_type": {"type": "string", "enum": ["client_credentials"]},
                    "client_assertion_type": {
                        "type": "string",
                        "enum": ["urn:ietf:params:oauth:client-assertion-type:jwt-bearer"],
                    },
                    "client_assertion": {
                        "type": "string",
                        "description": "A JWT signed with the client's key; `aud` is the issuer.",
                    },
                    "client_id": {"type": "string", "description": "The `sub` of the assertion, if sent."},
                    "scope": {"type": "string", "description": "All scopes of the client when absent."},
                    "resource": {"type": "string", "description": "The issuer, if sent."},
                },
            }
        }
    },
}
PROOF = {
    "in": "header",
    "name": "DPoP",
    "required": True,
    "description": "A DPoP proof (RFC 9449) for this request.",
    "schema": {"type": "string"},
}

oauth = Section("oauth", "Tokens and metadata")


@oauth.route("POST", TOKEN_PATH)
@oauth.answers(200, TokenSchema, "An access token, bound to the key of the proof.")
@oauth.answers(400, TokenErrorSchema, "The request is refused; `error` says why.")
@oauth.answers(429, TokenErrorSchema, "Too many failed authentications from this address.")
@oauth.answers(503, TokenErrorSchema, "The database cannot be reached; try again.")
@oauth.also(requestBody=FORM, parameters=[PROOF])
def token() -> Response:
    """Exchange a signed assertion and a DPoP proof for an access token.

    The grant is `client_credentials`, the client authenticates by `private_key_jwt`.
    """
    answer = parts().token.token(
        TokenRequest(
            content_type=request.content_type or "",
            body=form(),
            address=request.remote_addr or "",
            dpop=request.headers.get("DPoP", ""),
            authorization=request.headers.get("Authorization", ""),
            query=request.query_string.decode("latin-1"),
        )
    )
    return unkept(answer.to_json(), 200)


@oauth.route("GET", SERVER_METADATA_PATH)
@oauth.answers(200, ServerMetadataSchema, "The metadata of the authorization server (RFC 8414).")
def authorization_server() -> Response:
    """Say what the token endpoint takes."""
    return document(server_metadata(parts().settings.issuer))


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


def form() -> bytes:
    """The body of a token request. Raises ``InvalidRequest`` for one that is too large or broke off."""
    try:
        return raw(request)
    except RequestError as error:
        raise InvalidRequest(error.sentence) from None


def refused(error: JoincardError) -> Response:
    """An error in the words of RFC 6749 section 5.2."""
    told = token_problem(error, parts().settings.issuer)
    return unkept(told.members, told.status, told.headers)


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
