"""Chapters of the API: flask-smorest behind typed names; a view and its description stand together."""

from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any, NoReturn, Protocol, TypeVar

import marshmallow as ma
from flask import Request

# The library ships no types; this module is the only one that touches it, with openapi.py.
from flask_smorest import Blueprint  # type: ignore[import-untyped]  # no types in the library
from webargs.flaskparser import FlaskParser
from werkzeug.datastructures import MultiDict

from joincard_core.web.bodies import json_object
from joincard_core.web.errors import InvalidMembers
from joincard_core.web.guard import guarded
from joincard_core.web.problems import BY_CODE, MEDIA_TYPE
from joincard_core.web.schemas.problem import ProblemSchema

View = TypeVar("View", bound=Callable[..., Any])
REFUSED = "_joincard_refused"
RENAMED = {413: "Content Too Large", 422: "Unprocessable Content"}
ALWAYS = ("storage.away", "storage.busy", "authority.failed")


class Mark(Protocol):
    """A decorator that leaves a view's type as it is."""

    def __call__(self, view: View, /) -> View:
        """Mark the view."""


class StrictParser(FlaskParser):
    """Reads strict JSON, takes each parameter once, and says what is wrong as one of our errors."""

    def __init__(self) -> None:
        super().__init__()
        self.DEFAULT_UNKNOWN_BY_LOCATION = {**self.DEFAULT_UNKNOWN_BY_LOCATION, "query": ma.RAISE}

    def load_json(self, req: Request, schema: ma.Schema) -> Any:
        """The body. Raises ``NotJson`` and its kin."""
        return json_object(req)

    def load_querystring(self, req: Request, schema: ma.Schema) -> Any:
        """The query. Raises ``InvalidMembers`` for a parameter that occurs twice."""
        once(req.args)
        return req.args.to_dict()

    def handle_error(self, error: ma.ValidationError, *_: Any, **__: Any) -> NoReturn:
        """Raise ``InvalidMembers`` with every fault, and where it is."""
        found: Mapping[str, object] = error.messages if isinstance(error.messages, dict) else {}
        places = next(iter(found.values()), {})
        raise InvalidMembers(tuple(faults(places, ""))[:20]) from None


class StrictBlueprint(Blueprint):  # type: ignore[misc]  # no types in the library
    """A blueprint whose arguments are read strictly."""

    ARGUMENTS_PARSER = StrictParser()


def once(sent: MultiDict[str, str]) -> None:
    """Raise ``InvalidMembers`` when a parameter occurs twice: two readers may take two different ones."""
    for name, values in sent.lists():
        if len(values) > 1:
            raise InvalidMembers([{"pointer": pointer("", name), "detail": "It may occur once only."}])


def faults(places: object, where: str) -> list[dict[str, str]]:
    """Marshmallow's nested messages as a flat list."""
    if isinstance(places, Mapping) and set(places) <= {"key", "value"}:  # of one entry of a mapping
        return [fault for below in places.values() for fault in faults(below, where)]
    if isinstance(places, Mapping):
        return [fault for name, below in places.items() for fault in faults(below, pointer(where, name))]
    messages = places if isinstance(places, list) else [places]
    return [{"pointer": where, "detail": " ".join(str(message) for message in messages)}]


def pointer(where: str, name: object) -> str:
    """A JSON Pointer one step further. A name is cut, and only plain text is echoed."""
    if name == "_schema":
        return where
    text = str(name)[:60]
    plain = text if text.isprintable() and text.isascii() else "?"
    return f"{where}/{plain.replace('~', '~0').replace('/', '~1')}"


class Section:
    """One chapter: views under a common prefix. ``title`` is its heading in the document."""

    def __init__(self, name: str, title: str, prefix: str = "") -> None:
        self.blueprint = StrictBlueprint(name, __name__, url_prefix=prefix or None, description=title)

    def route(self, method: str, rule: str) -> Mark:
        """Serve and describe a view at ``rule``; summary and description are its docstring."""
        serve = self.blueprint.route(rule, methods=[method])

        def mark(view: View) -> View:
            refused = by_status((*getattr(view, REFUSED, ()), *ALWAYS))
            for status in sorted(refused):
                view = self._problem(status, refused[status])(view)
            served: View = serve(view)
            return served

        return mark

    def answers(
        self,
        status: int,
        schema: type[ma.Schema] | None,
        description: str,
        *,
        content_type: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Mark:
        """Describe a good answer. The view makes it itself, as a ``Response``."""
        mark: Mark = self.blueprint.alt_response(
            status,
            schema=schema,
            description=description,
            content_type=content_type,
            headers={name: header(text) for name, text in (headers or {}).items()} or None,
            success=True,
        )
        return mark

    def takes(self, schema: type[ma.Schema], location: str = "json", *, required: bool = True) -> Mark:
        """Read body or query by a schema, and give the view what was read as its next argument."""
        # An instance: made of the class anew, it would cost every request a tenth of its time.
        mark: Mark = self.blueprint.arguments(schema(), location=location, required=required)
        return mark

    def refuses(self, *codes: str) -> Mark:
        """Describe the problems that a view may answer with, by their codes."""

        def mark(view: View) -> View:
            setattr(view, REFUSED, (*getattr(view, REFUSED, ()), *codes))
            return view

        return mark

    def guarded(self, scope: str, *, in_form: bool = False) -> Mark:
        """Let only callers with a token of this scope in, and describe that.

        ``in_form``: a token that is bound to nothing may stand in a form.
        """

        def mark(view: View) -> View:
            checked = guarded(scope, in_form=in_form)(view)
            described: View = self.blueprint.doc(security=[{"dpop": [scope]}])(checked)
            return self.refuses(
                "oauth.no-token",
                "oauth.invalid-token",
                "oauth.invalid-dpop-proof",
                "oauth.insufficient-scope",
            )(described)

        return mark

    def also(self, **described: Any) -> Mark:
        """Add to the description of a view, in the words of OpenAPI."""
        mark: Mark = self.blueprint.doc(**described)
        return mark

    def _problem(self, status: int, codes: list[str]) -> Mark:
        listed = ", ".join(f"`{code}`" for code in codes)
        mark: Mark = self.blueprint.alt_response(
            status,
            schema=ProblemSchema,
            description=f"{phrase(status)}: {listed}",
            content_type=MEDIA_TYPE,
        )
        return mark


def by_status(codes: Iterable[str]) -> dict[int, list[str]]:
    """Codes by their status, each once."""
    found: dict[int, list[str]] = {}
    for code in dict.fromkeys(codes):
        found.setdefault(BY_CODE[code].status, []).append(code)
    return found


def phrase(status: int) -> str:
    """The phrase of RFC 9110, whichever Python writes the document: before 3.13 two are older."""
    return RENAMED.get(status) or HTTPStatus(status).phrase


def header(description: str) -> dict[str, object]:
    """A header of an answer, in the words of OpenAPI."""
    return {"description": description, "schema": {"type": "string"}}
