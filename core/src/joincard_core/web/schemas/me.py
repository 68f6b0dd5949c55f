"""What a holder's own application is told."""

import marshmallow as ma
from marshmallow import fields, validate

from joincard_core.audit import ID
from joincard_core.storage import Bookmark
from joincard_core.verification import Outcome
from joincard_core.web.schemas.answering import ReasonSchema, TextSchema
from joincard_core.web.schemas.strict import StrictSchema, described
from joincard_core.web.trail import KINDS

TIME = {"format": "date-time"}


class WithheldSchema(ma.Schema):
    """What the holder did not allow, or took back."""

    claims = fields.List(fields.String(), required=True)
    scopes = fields.List(fields.String(), required=True)
    services = fields.List(fields.String(), required=True)


class AgreedSchema(ma.Schema):
    """All that the holder lets one system do."""

    client_id = fields.String(required=True)
    client_name = fields.String(required=True)
    provider = fields.String(required=True, metadata=described("The name of the system's provider."))
    scopes = fields.List(fields.String(), required=True)
    claims = fields.List(fields.String(), required=True, metadata=described("What it may be told."))
    services = fields.List(
        fields.String(), required=True, metadata=described("What it may ask about, where services are named.")
    )
    withheld = fields.Nested(WithheldSchema, required=True)
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


class PasskeySchema(ma.Schema):
    """A passkey of the holder's."""

    id = fields.String(required=True)
    name = fields.String(required=True, metadata=described("What the holder calls it."))
    created_at = fields.String(required=True, metadata=TIME)
    used_at = fields.String(
        required=True, allow_none=True, metadata={**TIME, **described("Null when it was not used yet.")}
    )
    doubted_at = fields.String(
        required=True,
        allow_none=True,
        metadata={**TIME, **described("When it was refused because its counter was old, as a copy's is.")},
    )
    backed_up = fields.Boolean(required=True, metadata=described("Whether it is kept on several devices."))


class PasskeyListSchema(ma.Schema):
    """The holder's passkeys, the oldest first."""

    passkeys = fields.List(fields.Nested(PasskeySchema), required=True)


class BeforeSchema(StrictSchema):
    """Which page; the newest when nothing is said."""

    before = fields.String(
        validate=validate.Regexp(ID.pattern + r"\Z"),
        metadata=described("The `older` of an earlier answer."),
    )


def is_bookmark(text: str) -> None:
    """Raises ``ValidationError`` for what no answer has ever held."""
    if Bookmark.parse(text) is None:
        raise ma.ValidationError("It is the `older` of an earlier answer.")


class BookmarkSchema(StrictSchema):
    """Which page; the newest when nothing is said."""

    before = fields.String(
        validate=is_bookmark,
        metadata=described("The `older` of an earlier answer."),
    )


class StepSchema(ma.Schema):
    """One time that somebody asked about the holder, was told something, or was given a token."""

    kind = fields.String(required=True, metadata={"enum": list(KINDS.values())})
    id = fields.String(required=True, metadata=described("Of a verification, also its reference."))
    at = fields.String(required=True, metadata=TIME)
    provider = fields.String(required=True, metadata=described("The name of the provider."))
    client = fields.String(
        required=True, allow_none=True, metadata=described("The system's name; null for a verification.")
    )
    told = fields.List(fields.String(), required=True, metadata=described("The data that was told, by name."))
    verified = fields.List(
        fields.String(),
        required=True,
        allow_none=True,
        metadata=described("What was told as verified, by name; null where nothing was."),
    )
    scopes = fields.List(fields.String(), required=True, metadata=described("What a token is good for."))
    services = fields.List(fields.String(), required=True, metadata=described("The services concerned."))
    how = fields.String(
        required=True, allow_none=True, metadata=described("The grant type by which a token was come by.")
    )


class TrailSchema(ma.Schema):
    """One page of everything that was asked and told, the newest first."""

    asked = fields.List(fields.Nested(StepSchema), required=True)
    older = fields.String(
        required=True, allow_none=True, metadata=described("Leads to the next page, if there is one.")
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
