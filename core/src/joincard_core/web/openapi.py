"""The OpenAPI 3.1 document, made from the schemas and docstrings of the views."""

from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from typing import Any

from flask import Flask

# The library ships no types; this module is the only one that touches it, with sections.py.
from flask_smorest import Api  # type: ignore[import-untyped]  # no types in the library

from joincard_core.web.schemas.asking import Amount, Scalar
from joincard_core.web.schemas.problem import ProblemSchema
from joincard_core.web.sections import Section

TITLE = "Join in Card authority"
ABOUT = """A provider's system gets a token at `/oauth/token` and asks at `/v1/verifications`: may this card
use this service, here, now, at what price? Every answer, permitted or refused, carries a receipt that anyone
can check with the keys at `/.well-known/jwks.json`. Every error is a problem (RFC 9457) with a stable `code`.
"""
SECURITY = {
    "type": "http",
    "scheme": "DPoP",
    "description": "`Authorization: DPoP TOKEN`, and a `DPoP` header with a proof for this request.",
}
TYPES: Mapping[type, list[str]] = {Scalar: ["string", "number", "boolean"], Amount: ["string", "integer"]}


class ProblemApi(Api):  # type: ignore[misc]  # no types in the library
    """Describes errors as problems, and leaves answering them to ``failures``."""

    ERROR_SCHEMA = ProblemSchema
    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_error_handlers(self) -> None:
        pass


@cache
def described(sections: tuple[Section, ...], issuer: str) -> dict[str, Any]:
    """The document of these sections. Made once in a process: it takes longer than all else in a start."""
    app = Flask(__name__)
    app.config.update(API_TITLE=TITLE, API_VERSION=version("joincard-core"), OPENAPI_VERSION="3.1.0")
    api = ProblemApi(
        app,
        spec_kwargs={
            "info": {"description": ABOUT, "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
            "servers": [{"url": issuer}],
        },
    )
    api.spec.components.security_scheme("dpop", SECURITY)
    api.ma_plugin.converter.add_attribute_function(scalar_types)
    for section in sections:
        api.register_blueprint(section.blueprint)
    document: dict[str, Any] = api.spec.to_dict()
    return document


def scalar_types(_: object, field: object, **__: Any) -> dict[str, object]:
    """The JSON types of fields that take several."""
    types = TYPES.get(type(field))
    return {"type": types} if types else {}
