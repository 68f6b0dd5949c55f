"""What a provider is told. Answers are written by the story itself; a test holds them to these schemas."""

import marshmallow as ma
from marshmallow import fields

from joincard_core.verification import Outcome, Status
from joincard_core.web.schemas.strict import described


class TextSchema(ma.Schema):
    """A text in two languages."""

    en = fields.String(required=True)
    zh = fields.String(required=True)


class ChangeSchema(ma.Schema):
    """When time alone will lift a refusal."""

    on = fields.Date(required=True, metadata=described("The day."))
    exact = fields.Boolean(
        required=True, metadata=described("Whether it is that day, or that day at the latest.")
    )
    at = fields.String(
        required=True,
        allow_none=True,
        metadata=described("The time of day, where it is not from midnight on.", examples=["06:30"]),
    )


class ReasonSchema(ma.Schema):
    """One test that was not met."""

    code = fields.String(required=True, metadata=described("`not-eligible` where details are the holder's."))
    facts = fields.List(fields.String(), required=True, metadata=described("Which facts it is about."))
    state = fields.String(
        required=True,
        metadata=described("Whether a fact is `missing` or `wrong`.", enum=["missing", "wrong"]),
    )
    text = fields.Nested(TextSchema, required=True, metadata=described("Why, in a sentence."))
    remedy = fields.Nested(TextSchema, required=True, metadata=described("What the holder can do about it."))
    change = fields.Nested(
        ChangeSchema,
        required=True,
        allow_none=True,
        metadata=described("When time alone will lift it, if it will."),
    )


class ChargeLineSchema(ma.Schema):
    """One step of a price."""

    step = fields.String(required=True, metadata=described("Which step of the price list."))
    text = fields.Nested(TextSchema, required=True)
    amount = fields.String(required=True, allow_none=True, metadata=described("Yuan."))


class ChargeSchema(ma.Schema):
    """A price and how it came about."""

    price = fields.String(required=True, metadata=described("Yuan.", examples=["20.00"]))
    deposit = fields.String(required=True, allow_none=True, metadata=described("Yuan, paid back later."))
    currency = fields.String(required=True, metadata=described("ISO 4217.", examples=["CNY"]))
    lines = fields.List(fields.Nested(ChargeLineSchema), required=True)


class MoveSchema(ma.Schema):
    """What happened to a permitted use afterwards."""

    status = fields.String(required=True, metadata={"enum": [status.value for status in Status]})
    at = fields.String(required=True, metadata=described("When, with its time zone.", format="date-time"))
    price = fields.String(required=True, allow_none=True, metadata=described("Yuan; what stands after it."))
    receipt = fields.String(required=True, metadata=described("A compact JWS."))


class AnswerSchema(ma.Schema):
    """The answer: permitted or refused, both with a receipt."""

    id = fields.String(required=True, metadata=described("Names this verification."))
    outcome = fields.String(
        required=True,
        metadata=described("What was decided.", enum=[outcome.value for outcome in Outcome]),
    )
    service = fields.String(required=True, metadata=described("The service asked about."))
    city = fields.String(required=True, metadata=described("Where it is delivered."))
    decided_at = fields.String(
        required=True, metadata=described("When, with its time zone.", format="date-time")
    )
    catalogue = fields.String(required=True, metadata=described("The digest of the catalogue that decided."))
    reasons = fields.List(
        fields.Nested(ReasonSchema),
        required=True,
        metadata=described("Of a refusal, the first one is the headline; empty when permitted."),
    )
    reference = fields.String(
        required=True, allow_none=True, metadata=described("What the holder opens to see every reason.")
    )
    charge = fields.Nested(
        ChargeSchema,
        required=True,
        allow_none=True,
        metadata=described("The price; null for a refusal."),
    )
    disclosed = fields.Dict(
        required=True,
        metadata=described(
            "Data elements that the service lists, by name; given once, with the first answer."
        ),
    )
    status = fields.String(
        required=True,
        metadata=described("Where it stands.", enum=[status.value for status in Status]),
    )
    moves = fields.List(
        fields.Nested(MoveSchema),
        required=True,
        metadata=described("What happened since, oldest first."),
    )
    receipt = fields.String(required=True, metadata=described("A compact JWS, checked with the JWKS."))
