"""What goes in and out, as marshmallow schemas: the source of the OpenAPI document."""
