"""The public catalogue, as asked for and as listed."""

import marshmallow as ma
from joincard_sdk.services import CHANNELS
from marshmallow import fields, validate

from joincard_core.web.schemas.asking import CITY
from joincard_core.web.schemas.strict import StrictSchema, described

MOST = 500
LANGUAGES = ("en", "zh")


class FiltersSchema(StrictSchema):
    """Which services to list; all of them without a filter."""

    sector = fields.String(metadata=described("The first part of the codes.", examples=["healthcare"]))
    group = fields.String(metadata=described("The second part of the codes.", examples=["registration"]))
    city = fields.String(
        validate=CITY,
        metadata=described("A city where the service is delivered.", pattern=CITY.shown, examples=["330400"]),
    )
    channel = fields.String(
        validate=validate.OneOf(CHANNELS), metadata=described("How it is used.", enum=list(CHANNELS))
    )
    q = fields.String(
        validate=validate.Length(max=100),
        metadata=described("Words looked for in codes, names and descriptions of both languages."),
    )
    lang = fields.String(
        validate=validate.OneOf(LANGUAGES),
        metadata=described("Texts in one language only; both when absent.", enum=list(LANGUAGES)),
    )
    limit = fields.Integer(
        load_default=50, validate=validate.Range(1, MOST), metadata=described("Services on one page.")
    )
    offset = fields.Integer(
        load_default=0, validate=validate.Range(0, 100_000), metadata=described("Services left out before.")
    )


class WordsSchema(ma.Schema):
    """A text in the languages that were asked for."""

    en = fields.String()
    zh = fields.String()


class SentSchema(ma.Schema):
    """A fact that the provider sends with its question."""

    fact = fields.String(required=True, metadata=described("Its name."))
    takes = fields.String(required=True, metadata=described("Which values it may have."))


class DisclosedSchema(ma.Schema):
    """A data element that the provider is told when the use is permitted."""

    element = fields.String(required=True)
    name = fields.Nested(WordsSchema, required=True)


class ListedServiceSchema(ma.Schema):
    """A service in words."""

    code = fields.String(required=True)
    sector = fields.String(required=True)
    group = fields.String(required=True)
    name = fields.Nested(WordsSchema, required=True)
    description = fields.Nested(WordsSchema, required=True)
    channel = fields.String(required=True, metadata=described("How it is used.", enum=list(CHANNELS)))
    coverage = fields.String(required=True, metadata=described("Where, in the catalogue's notation."))
    accepts = fields.Nested(WordsSchema, required=True, metadata=described("Whom it accepts, in a sentence."))
    prices = fields.List(fields.Nested(WordsSchema), required=True, metadata=described("The price list."))
    send = fields.List(
        fields.Nested(SentSchema), required=True, metadata=described("Facts that the question must bring.")
    )
    discloses = fields.List(fields.Nested(DisclosedSchema), required=True)
    effective_from = fields.Date(required=True)
    effective_until = fields.Date(required=True, allow_none=True)


class PageSchema(ma.Schema):
    """One page of services, in the order of their codes."""

    total = fields.Integer(required=True, metadata=described("Services that pass the filters."))
    digest = fields.String(required=True, metadata=described("Names the catalogue."))
    services = fields.List(fields.Nested(ListedServiceSchema), required=True)
