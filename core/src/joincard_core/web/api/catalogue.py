"""The public catalogue."""

from collections.abc import Mapping
from typing import Any

import orjson
from flask import Response, request

from joincard_core.catalogue import Filters
from joincard_core.web.parts import parts
from joincard_core.web.schemas.listing import FiltersSchema, PageSchema
from joincard_core.web.sections import Section

FRESH = "public, max-age=60"

catalogue = Section("catalogue", "Catalogue", "/v1")


@catalogue.route("GET", "/catalogue")
@catalogue.answers(
    200, PageSchema, "One page of services.", headers={"ETag": "Changes when the catalogue does."}
)
@catalogue.answers(304, None, "The page is as the `If-None-Match` header says.")
@catalogue.refuses("request.invalid", "catalogue.bad-filter", "catalogue.absent")
@catalogue.takes(FiltersSchema, "query")
def services(filters: Mapping[str, Any]) -> Response:
    """List the services. No token is needed.

    With `If-None-Match` and the `ETag` of an earlier answer, an unchanged catalogue costs a 304.
    """
    page = parts().shelf.current().page(Filters(**filters))
    response = Response(orjson.dumps(page.to_json()), mimetype="application/json")
    response.headers["Cache-Control"] = FRESH
    response.headers["ETag"] = page.etag
    response.make_conditional(request)
    return response
