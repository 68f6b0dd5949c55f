"""Client registration: what is sent and what is answered (RFC 7591 section 3, RFC 7592 section 3)."""

from marshmallow import fields

from joincard_core.web.schemas.oauth import OpenSchema
from joincard_core.web.schemas.strict import described


class RegisteredSchema(OpenSchema):
    """A client, with the metadata that are registered for it."""

    client_id = fields.String(required=True)
    client_id_issued_at = fields.Integer(required=True, metadata=described("Seconds since 1970."))
    registration_access_token = fields.String(
        required=True, metadata=described("Manages this client; keep it like a key.")
    )
    registration_client_uri = fields.String(required=True, metadata=described("Where to manage it."))
    client_name = fields.String(required=True)
    grant_types = fields.List(fields.String(), required=True)
    token_endpoint_auth_method = fields.String(required=True)
