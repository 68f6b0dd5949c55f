"""The public catalogue, as asked for and as listed."""

import marshmallow as ma
from marshmallow import fields, validate

from joincard_core.web.schemas.strict import StrictSchema, described

MOST = 500


class FiltersSchema(StrictSchema):
    """Which services to list; all of them without a filter."""

    sector = fields.String(metadata=described("The first part of the codes.", examples=["healthcare"]))
    group = fields.String(metadata=described("The second part of the codes.", examples=["registration"]))
    city = fields.String(
        metadata=described(
            "A city where the service is delivered.", pattern="^[0-9]{6}$", examples=["330400"]
        )
    )
    channel = fields.String(
        metadata=described("How it is used.", enum=["in_person", "online", "both", "gate"])
    )
    q = fields.String(
        validate=validate.Length(max=100),
        metadata=described("Words looked for in codes, names and descriptions of both languages."),
    )
    lang = fields.String(
        metadata=described("Texts in one language only; both when absent.", enum=["en", "zh"])
    )
    limit = fields.Integer(
        load_default=50, validate=validate.Range(1, MOST), metadata=described("Services on one page.")
    )
    offset = fields.Integer(
        load_default=0, validate=validate.Range(0, 100_000), metadata=described("Services left out before.")
    )


class PageSchema(ma.Schema):
    """One page of services, in the order of their codes."""

    total = fields.Integer(required=True, metadata=described("Services that pass the filters."))
    digest = fields.String(required=True, metadata=described("Names the catalogue."))
    services = fields.List(
        fields.Dict(), required=True, metadata=described("Services with rule, fee and texts.")
    )
