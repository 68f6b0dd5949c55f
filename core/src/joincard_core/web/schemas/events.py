"""The list of refused requests, as asked for and as answered."""

import marshmallow as ma
from marshmallow import fields, validate

from joincard_core.oauth import Position
from joincard_core.web.schemas.strict import StrictSchema, described

MOST = 500


def position(text: str) -> None:
    """A place in the list. Raises ``ValidationError``."""
    try:
        Position.of(text)
    except ValueError as error:
        raise ma.ValidationError(str(error)) from None


class EventsAskedSchema(StrictSchema):
    """Which events to list; all that are kept, the oldest first, when nothing is said."""

    since = fields.String(
        validate=position,
        metadata=described("A time, or the `next` of an earlier answer.", examples=["2026-03-02T04:00:00Z"]),
    )
    limit = fields.Integer(
        load_default=100, validate=validate.Range(1, MOST), metadata=described("Events on one page.")
    )
    client = fields.String(
        validate=validate.Regexp(r"[a-z0-9._-]{1,64}\Z"), metadata=described("Of this client alone.")
    )


class EventSchema(ma.Schema):
    """A request that was refused."""

    at = fields.String(required=True, metadata=described("When, in UTC.", format="date-time"))
    client_id = fields.String(
        required=True, metadata=described("Whose request it claimed to be; a stranger may have sent it.")
    )
    endpoint = fields.String(required=True)
    error = fields.String(required=True, metadata=described("What the answer said."))
    code = fields.String(required=True)
    cause = fields.String(required=True, metadata=described("What exactly was wrong."))
    remedy = fields.String(required=True, metadata=described("What to do about it."))
    request_id = fields.String(required=True)


class EventsSchema(ma.Schema):
    """A page of the list."""

    events = fields.List(fields.Nested(EventSchema), required=True)
    next = fields.String(
        metadata=described("Where to go on, also later; absent when there was nothing to list.")
    )
