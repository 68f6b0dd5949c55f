"""The forms of the OAuth endpoints, in the words of OpenAPI: the description only, nothing is read by it."""

from collections.abc import Iterable, Mapping

Property = Mapping[str, object]
TEXT: Property = {"type": "string"}
CLIENT: Mapping[str, Property] = {
    "client_id": {
        "type": "string",
        "description": "Needed with a certificate; else the `sub` of the assertion.",
    },
    "client_assertion_type": {
        "type": "string",
        "enum": ["urn:ietf:params:oauth:client-assertion-type:jwt-bearer"],
    },
    "client_assertion": {
        "type": "string",
        "description": "A JWT signed with the client's key (RFC 7523); `aud` is the issuer.",
    },
}
GRANTS = [
    "authorization_code",
    "client_credentials",
    "refresh_token",
    "urn:openid:params:grant-type:ciba",
    "urn:ietf:params:oauth:grant-type:device_code",
    "urn:ietf:params:oauth:grant-type:token-exchange",
]


def form(properties: Mapping[str, Property], required: Iterable[str]) -> dict[str, object]:
    """A form with the parameters by which a client authenticates."""
    schema = {"type": "object", "required": list(required), "properties": {**CLIENT, **properties}}
    return {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": schema}}}


TOKEN = form(
    {
        "grant_type": {"type": "string", "enum": GRANTS},
        "scope": {"type": "string", "description": "All scopes of the client or grant when absent."},
        "resource": {"type": "string", "description": "The issuer, if sent (RFC 8707)."},
        "authorization_details": {"type": "string", "description": "A JSON array (RFC 9396)."},
        "code": TEXT,
        "redirect_uri": TEXT,
        "code_verifier": TEXT,
        "refresh_token": TEXT,
        "auth_req_id": TEXT,
        "device_code": TEXT,
        "subject_token": TEXT,
        "subject_token_type": TEXT,
    },
    ["grant_type"],
)
PUSHED = form(
    {
        "response_type": {"type": "string", "enum": ["code"]},
        "redirect_uri": TEXT,
        "scope": TEXT,
        "state": TEXT,
        "nonce": TEXT,
        "code_challenge": TEXT,
        "code_challenge_method": {"type": "string", "enum": ["S256"]},
        "authorization_details": {"type": "string", "description": "A JSON array (RFC 9396)."},
        "response_mode": TEXT,
        "dpop_jkt": TEXT,
        "resource": TEXT,
        "request": {"type": "string", "description": "All of these, signed (RFC 9101)."},
    },
    [],
)
BACKCHANNEL = form(
    {
        "scope": TEXT,
        "login_hint": {"type": "string", "description": "Region and number of the card: `330400 JX00417`."},
        "id_token_hint": TEXT,
        "binding_message": {"type": "string", "maxLength": 60},
        "requested_expiry": {"type": "integer", "description": "Seconds."},
        "authorization_details": {"type": "string", "description": "A JSON array (RFC 9396)."},
        "request": {"type": "string", "description": "All of these, signed."},
    },
    [],
)
DEVICE = form(
    {
        "scope": {"type": "string", "description": "All scopes of the client when absent."},
        "binding_message": {"type": "string", "maxLength": 60, "description": "Shown to the holder, too."},
        "resource": {"type": "string", "description": "The issuer, if sent (RFC 8707)."},
        "authorization_details": {"type": "string", "description": "A JSON array (RFC 9396)."},
    },
    [],
)
INTROSPECTION = form({"token": TEXT, "token_type_hint": TEXT}, ["token"])
REVOCATION = INTROSPECTION
PROOF = {
    "in": "header",
    "name": "DPoP",
    "required": False,
    "description": "A DPoP proof (RFC 9449) for this request, unless the client's tokens are bound to its "
    "certificate.",
    "schema": {"type": "string"},
}
USERINFO: Mapping[str, object] = {
    "required": False,
    "content": {
        "application/x-www-form-urlencoded": {
            "schema": {"type": "object", "properties": {"access_token": TEXT}}
        }
    },
}
