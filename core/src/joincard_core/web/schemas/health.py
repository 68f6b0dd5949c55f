"""How the process is."""

import marshmallow as ma
from marshmallow import fields


class HealthSchema(ma.Schema):
    """Well."""

    status = fields.String(required=True, metadata={"enum": ["ok"]})
