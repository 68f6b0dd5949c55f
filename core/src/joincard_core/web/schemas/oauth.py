"""The token endpoint and the metadata documents."""

import marshmallow as ma
from marshmallow import fields

from joincard_core.web.schemas.strict import described


class TokenSchema(ma.Schema):
    """A token (RFC 6749 section 5.1)."""

    access_token = fields.String(
        required=True, metadata=described("A JWT (RFC 9068), bound to the key of the proof.")
    )
    token_type = fields.String(
        required=True,
        metadata=described("`Bearer` only for a token bound to a certificate.", enum=["DPoP", "Bearer"]),
    )
    expires_in = fields.Integer(required=True, metadata=described("Seconds."))
    scope = fields.String(required=True)
    refresh_token = fields.String()
    id_token = fields.String(metadata=described("With the scope `openid`."))
    issued_token_type = fields.String(metadata=described("After a token exchange (RFC 8693)."))
    authorization_details = fields.List(fields.Dict(), metadata=described("RFC 9396."))


class PushedSchema(ma.Schema):
    """A pushed request (RFC 9126 section 2.2)."""

    request_uri = fields.String(required=True)
    expires_in = fields.Integer(required=True, metadata=described("Seconds."))


class BackchannelSchema(ma.Schema):
    """A request that waits for the holder (OpenID CIBA Core section 7.3)."""

    auth_req_id = fields.String(required=True)
    expires_in = fields.Integer(required=True, metadata=described("Seconds."))
    interval = fields.Integer(required=True, metadata=described("Seconds between two polls."))


class DeviceSchema(ma.Schema):
    """Two codes, and where the holder types one of them (RFC 8628 section 3.2)."""

    device_code = fields.String(required=True)
    user_code = fields.String(required=True, metadata=described("To be shown.", examples=["WDJB-MJHT"]))
    verification_uri = fields.String(required=True)
    verification_uri_complete = fields.String(required=True)
    expires_in = fields.Integer(required=True, metadata=described("Seconds."))
    interval = fields.Integer(required=True, metadata=described("Seconds between two polls."))


class TokenErrorSchema(ma.Schema):
    """Why no token was given (RFC 6749 section 5.2)."""

    error = fields.String(
        required=True, metadata=described("A registered code.", examples=["invalid_client"])
    )
    error_description = fields.String(required=True)


class OpenSchema(ma.Schema):
    """A document that others may add members to."""

    class Meta:
        """Only the members that a client cannot do without are named."""

        unknown = ma.INCLUDE


class IntrospectionSchema(OpenSchema):
    """What a token says (RFC 7662 section 2.2)."""

    active = fields.Boolean(required=True)


class UserinfoSchema(OpenSchema):
    """Who signed in (OpenID Connect Core section 5.3.2)."""

    sub = fields.String(required=True, metadata=described("The holder's name for this provider alone."))


class ServerMetadataSchema(OpenSchema):
    """Authorization server metadata (RFC 8414)."""

    issuer = fields.String(required=True)
    token_endpoint = fields.String(required=True)
    jwks_uri = fields.String(required=True)


class ResourceMetadataSchema(OpenSchema):
    """Protected resource metadata (RFC 9728)."""

    resource = fields.String(required=True)
    authorization_servers = fields.List(fields.String(), required=True)


class JwksSchema(ma.Schema):
    """A JWK Set (RFC 7517)."""

    keys = fields.List(fields.Dict(), required=True)
