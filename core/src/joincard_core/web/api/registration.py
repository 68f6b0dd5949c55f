"""Client registration, and one address for each client that registered."""

from flask import Response, request

from joincard_core.oauth import REGISTRATION_PATH, InvalidClientMetadata, RegistrationRequest
from joincard_core.web.api.oauth import unkept
from joincard_core.web.bodies import raw
from joincard_core.web.errors import RequestError
from joincard_core.web.parts import parts
from joincard_core.web.schemas.oauth import TokenErrorSchema
from joincard_core.web.schemas.registration import RegisteredSchema
from joincard_core.web.sections import Section, View

MANAGED = REGISTRATION_PATH + "/<client_id>"
METADATA = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "description": "Client metadata (RFC 7591 section 2); unknown members are ignored.",
            }
        }
    },
}
TOKEN = {
    "in": "header",
    "name": "Authorization",
    "required": True,
    "schema": {"type": "string"},
}
FIRST = {**TOKEN, "description": "`Bearer` and the initial access token that the staff gave you."}
OWN = {**TOKEN, "description": "`Bearer` and the `registration_access_token` of this client."}
ID = {
    "in": "path",
    "name": "client_id",
    "required": True,
    "schema": {"type": "string", "pattern": "^[a-z0-9._-]{1,64}$"},
}

registration = Section("registration", "Registering clients")


def refuses_registration(view: View) -> View:
    """Describe the errors that every one of these addresses may give."""
    for status, what in (
        (400, "The metadata are refused; `error_description` names the member."),
        (401, "The token is not accepted, whether the client exists or not."),
        (429, "Too many tokens were tried from this address."),
        (503, "The database cannot be reached; try again."),
    ):
        view = registration.answers(status, TokenErrorSchema, what)(view)
    return view


@registration.route("POST", REGISTRATION_PATH)
@registration.answers(201, RegisteredSchema, "The client, with all that is registered for it.")
@refuses_registration
@registration.also(requestBody=METADATA, parameters=[FIRST])
def register() -> Response:
    """Register a client of the provider that the token was made for (RFC 7591)."""
    return unkept(parts().oauth.registrations.register(asked(body=True)), 201)


@registration.route("GET", MANAGED)
@registration.answers(200, RegisteredSchema, "The client as it is registered.")
@refuses_registration
@registration.also(parameters=[ID, OWN])
def read_client(client_id: str) -> Response:
    """Read what is registered (RFC 7592)."""
    return unkept(parts().oauth.registrations.read(client_id, asked()), 200)


@registration.route("PUT", MANAGED)
@registration.answers(200, RegisteredSchema, "The client as it is registered now.")
@refuses_registration
@registration.also(requestBody=METADATA, parameters=[ID, OWN])
def replace_client(client_id: str) -> Response:
    """Replace all metadata of a client; what is left out is gone."""
    return unkept(parts().oauth.registrations.replace(client_id, asked(body=True)), 200)


@registration.route("DELETE", MANAGED)
@registration.answers(204, None, "The client is gone, and its tokens are refused.")
@refuses_registration
@registration.also(parameters=[ID, OWN])
def remove_client(client_id: str) -> Response:
    """Remove a client. Its id is not given again."""
    parts().oauth.registrations.remove(client_id, asked())
    return Response(status=204, headers={"Cache-Control": "no-store"})


def asked(*, body: bool = False) -> RegistrationRequest:
    """This request. Raises ``InvalidClientMetadata`` for a body that is too large or broke off."""
    try:
        sent = raw(request) if body else b""
    except RequestError as error:
        raise InvalidClientMetadata("The body", error.sentence) from None
    return RegistrationRequest(
        address=request.remote_addr or "",
        authorization=request.headers.get("Authorization", ""),
        content_type=request.content_type or "",
        body=sent,
    )
