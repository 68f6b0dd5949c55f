"""Why requests of a provider's clients were refused."""

from collections.abc import Mapping
from typing import Any

import orjson
from flask import Response

from joincard_core.oauth import Caller, Position
from joincard_core.web.parts import parts
from joincard_core.web.schemas.events import EventsAskedSchema, EventsSchema
from joincard_core.web.sections import Section

events = Section("events", "Refused requests", "/v1")


@events.route("GET", "/events")
@events.answers(200, EventsSchema, "Refused requests of the caller's provider, the oldest first.")
@events.refuses("request.invalid")
@events.guarded("verify")
@events.takes(EventsAskedSchema, "query")
def list_events(caller: Caller, wanted: Mapping[str, Any]) -> Response:
    """List requests that were refused, with the exact cause and what to do about it.

    Ask again with `since` set to the `next` of the last answer that had events.
    """
    since = Position.of(wanted["since"]) if "since" in wanted else None
    page = parts().oauth.events.of_provider(caller.provider_id, since, wanted["limit"], wanted.get("client"))
    response = Response(orjson.dumps(page.to_json()), mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
