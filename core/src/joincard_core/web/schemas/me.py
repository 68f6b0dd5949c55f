"""What a holder's own application is told."""

import marshmallow as ma
from marshmallow import fields, validate

from joincard_core.audit import ID
from joincard_core.verification import Outcome
from joincard_core.web.schemas.answering import ReasonSchema, TextSchema
from joincard_core.web.schemas.strict import StrictSchema, described

TIME = {"format": "date-time"}


class AgreedSchema(ma.Schema):
    """All that the holder lets one system do."""

    client_id = fields.String(required=True)
    client_name = fields.String(required=True)
    provider = fields.String(required=True, metadata=described("The name of the system's provider."))
    scopes = fields.List(fields.String(), required=True)
    claims = fields.List(fields.String(), required=True, metadata=described("What it may be told."))
    since = fields.String(required=True, metadata=TIME)
    until = fields.String(required=True, metadata=TIME)


class AgreedListSchema(ma.Schema):
    """The holder's consents, the one agreed to last first."""

    consents = fields.List(fields.Nested(AgreedSchema), required=True)


class SessionSchema(ma.Schema):
    """A browser in which the holder is signed in."""

    id = fields.String(required=True)
    about = fields.String(required=True, metadata=described("Its kind; empty when it did not say."))
    signed_in_at = fields.String(required=True, metadata=TIME)
    seen_at = fields.String(required=True, metadata=TIME)
    expires_at = fields.String(required=True, metadata=TIME)
    current = fields.Boolean(required=True, metadata=described("Whether it is the one that asks."))


class SessionListSchema(ma.Schema):
    """The holder's sessions, the newest first."""

    sessions = fields.List(fields.Nested(SessionSchema), required=True)


class BeforeSchema(StrictSchema):
    """Which page; the newest when nothing is said."""

    before = fields.String(
        validate=validate.Regexp(ID.pattern + r"\Z"),
        metadata=described("The `older` of an earlier answer."),
    )


class AskedSchema(ma.Schema):
    """A question about one of the holder's cards."""

    id = fields.String(required=True, metadata=described("Also the `reference` that a provider is given."))
    at = fields.String(required=True, metadata=TIME)
    provider = fields.String(required=True, metadata=described("The name of who asked."))
    service = fields.String(required=True)
    service_name = fields.Nested(
        TextSchema, required=True, allow_none=True, metadata=described("Null when it is offered no more.")
    )
    city = fields.String(required=True)
    outcome = fields.String(required=True, metadata={"enum": [outcome.value for outcome in Outcome]})
    later = fields.String(
        required=True,
        allow_none=True,
        metadata=described("What became of it since.", enum=["cancelled", "settled", "closed", None]),
    )
    price = fields.String(required=True, allow_none=True, metadata=described("Yuan; null for a refusal."))
    told = fields.List(
        fields.String(), required=True, metadata=described("The data elements that the provider was told.")
    )


class AskedPageSchema(ma.Schema):
    """One page of questions, the newest first."""

    verifications = fields.List(fields.Nested(AskedSchema), required=True)
    older = fields.String(
        required=True, allow_none=True, metadata=described("Leads to the next page, if there is one.")
    )


class ToldSchema(AskedSchema):
    """A question with every reason, worked out again from the log."""

    reasons = fields.List(
        fields.Nested(ReasonSchema),
        required=True,
        allow_none=True,
        metadata=described("Null where they cannot be worked out at the moment."),
    )
