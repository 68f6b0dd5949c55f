"""What holders say of themselves, as the API takes and gives it."""

import marshmallow as ma
from marshmallow import fields

from joincard_core.web.schemas.strict import StrictSchema, described

HTTPS = described("An address that begins with https://.")


class AddressSchema(StrictSchema):
    """A postal address, by its parts."""

    formatted = fields.String(metadata=described("As it stands on a letter, in lines."))
    street_address = fields.String(metadata=described("May have lines."))
    locality = fields.String()
    region = fields.String()
    postal_code = fields.String()
    country = fields.String()


class ProfileSchema(StrictSchema):
    """What holders say of themselves; what is left out is not said."""

    nickname = fields.String()
    preferred_username = fields.String()
    gender = fields.String()
    profile = fields.String(metadata=HTTPS)
    picture = fields.String(metadata=HTTPS)
    website = fields.String(metadata=HTTPS)
    zoneinfo = fields.String(metadata=described("Such as Asia/Shanghai."))
    locale = fields.String(metadata=described("Such as en-GB."))
    email = fields.String()
    phone_number = fields.String(metadata=described("With the country, such as +861012345678."))
    address = fields.Nested(AddressSchema)


class KeptProfileSchema(ProfileSchema):
    """What is on file, and what of it was confirmed."""

    class Meta:
        """An answer has the members that it has."""

        unknown = ma.EXCLUDE

    email_verified = fields.Boolean(required=True)
    phone_number_verified = fields.Boolean(required=True)
    new_email = fields.String(metadata=described("Waits to be confirmed in the place of `email`."))
