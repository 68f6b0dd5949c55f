"""A problem (RFC 9457)."""

import marshmallow as ma
from marshmallow import fields

from joincard_core.web.schemas.strict import described


class FaultSchema(ma.Schema):
    """One of several faults in a request."""

    pointer = fields.String(
        required=True, metadata=described("Where, as a JSON Pointer.", examples=["/presentation/region"])
    )
    detail = fields.String(required=True, metadata=described("What is wrong, and what is allowed."))


class ProblemSchema(ma.Schema):
    """Why a request was not answered."""

    type = fields.String(required=True, metadata=described("Where the code is explained.", format="uri"))
    title = fields.String(required=True, metadata=described("What the code means."))
    status = fields.Integer(required=True, metadata=described("The HTTP status."))
    detail = fields.String(required=True, metadata=described("What was wrong here. No personal data."))
    code = fields.String(
        required=True, metadata=described("A stable code to program against.", examples=["fact.mistyped"])
    )
    request_id = fields.String(
        required=True, metadata=described("Names this request in the authority's log.")
    )
    errors = fields.List(fields.Nested(FaultSchema), metadata=described("Each fault, for `request.invalid`."))
