"""What a provider sends."""

from collections.abc import Mapping
from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from joincard_core.verification import UseLedgerOnly
from joincard_core.web.schemas.strict import Form, StrictSchema, described

MOST_FACTS = 64
LEDGER_ONLY = ("paid", "prior", "counted", "minutes")
CITY = Form("[0-9]{6}", "A code of six digits.")
SERVICE = Form(r"[a-z0-9_]+(\.[a-z0-9_]+){1,3}", "A code such as sector.group.name.")
YUAN = Form(r"[0-9]{1,13}(\.[0-9]{1,2})?", 'Yuan, such as "12.50".')


def not_too_many(facts: Mapping[str, object]) -> None:
    """Raises ``ValidationError``; no rule reads so many facts."""
    if len(facts) > MOST_FACTS:
        raise ma.ValidationError(f"At most {MOST_FACTS} facts.")


class Scalar(fields.Raw):
    """A text, a number or a truth value; which of them, the fact or the price list says."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, str | int | float | bool):
            raise ma.ValidationError("A text, a number, true or false.")
        return value


class Amount(Scalar):
    """An amount, as a decimal number in a string, or as an integer."""


class PresentationSchema(StrictSchema):
    """What the holder showed: the number printed on the card."""

    region = fields.String(
        required=True,
        validate=CITY,
        metadata=described("The region that issued the card.", pattern=CITY.shown, examples=["330400"]),
    )
    number = fields.String(
        required=True,
        validate=validate.Length(min=6, max=40),
        metadata=described("The card's number, unique within its region.", examples=["JX26000017"]),
    )


class UseSchema(StrictSchema):
    """What a price needs beyond facts. What was paid and counted before, the authority knows itself."""

    basis = Amount(metadata=described("What a rate applies to, in yuan or units.", examples=["350.00"]))
    units = Amount(metadata=described("How many units are used; 1 when absent.", examples=["1"]))
    stay = fields.String(
        validate=validate.Length(min=1, max=64),
        metadata=described(
            "Your own name for a stay or visit that several uses belong to.", pattern="^[!-~]+$"
        ),
    )

    @ma.pre_load
    def _ledger_only(self, data: Any, **_: Any) -> Any:
        for name in LEDGER_ONLY:
            if isinstance(data, Mapping) and name in data:
                raise UseLedgerOnly(name)
        return data


class VerificationSchema(StrictSchema):
    """May this card use this service, here, now, at what price?"""

    service = fields.String(
        required=True,
        validate=[validate.Length(max=160), SERVICE],
        metadata=described(
            "A code of the catalogue.", pattern=SERVICE.shown, examples=["healthcare.registration.walk_in"]
        ),
    )
    city = fields.String(
        required=True,
        validate=CITY,
        metadata=described("Where the service is delivered.", pattern=CITY.shown, examples=["330400"]),
    )
    presentation = fields.Nested(PresentationSchema, required=True)
    facts = fields.Dict(
        keys=fields.String(validate=validate.Length(max=200)),
        values=Scalar(),
        validate=not_too_many,
        metadata=described(
            "Facts that you supply: `request.*` and your own `record.*`, as the service's rule reads them.",
            examples=[{"request.amount": "120.00"}],
            maxProperties=MOST_FACTS,
        ),
    )
    use = fields.Nested(UseSchema)


class CancelSchema(StrictSchema):
    """Why a use is taken back."""

    reason = fields.String(
        validate=validate.Length(min=1, max=500),
        metadata=described("For the holder and for audit; no personal data."),
    )


class SettleSchema(StrictSchema):
    """What was paid in the end."""

    price = fields.String(
        required=True,
        validate=YUAN,
        metadata=described("Yuan, at most the price quoted.", pattern=YUAN.shown),
    )


class CloseSchema(StrictSchema):
    """Nothing needs to be said."""
