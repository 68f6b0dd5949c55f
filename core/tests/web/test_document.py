"""The OpenAPI document, and the application held to it by an independent tool."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonschema  # type: ignore[import-untyped]  # no types in the library
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import positive_data_acceptance

if TYPE_CHECKING:
    from core.tests.web.conftest import Reply, Site, System

PATHS = {
    ("post", "/v1/verifications"),
    ("get", "/v1/verifications/{id}"),
    ("post", "/v1/verifications/{id}/cancel"),
    ("post", "/v1/verifications/{id}/settle"),
    ("post", "/v1/verifications/{id}/close"),
    ("get", "/v1/catalogue"),
    ("get", "/v1/events"),
    ("get", "/v1/me/consents"),
    ("get", "/v1/me/sessions"),
    ("get", "/v1/me/passkeys"),
    ("get", "/v1/me/verifications"),
    ("get", "/v1/me/verifications/{id}"),
    ("get", "/v1/me/asked"),
    ("get", "/v1/me/profile"),
    ("post", "/oauth/register"),
    ("get", "/oauth/register/{client_id}"),
    ("post", "/oauth/token"),
    ("post", "/oauth/par"),
    ("post", "/oauth/bc-authorize"),
    ("post", "/oauth/device_authorization"),
    ("post", "/oauth/introspect"),
    ("post", "/oauth/revoke"),
    ("get", "/oauth/userinfo"),
    ("post", "/oauth/userinfo"),
    ("get", "/.well-known/openid-configuration"),
    ("get", "/.well-known/oauth-authorization-server"),
    ("get", "/.well-known/oauth-protected-resource"),
    ("get", "/.well-known/jwks.json"),
    ("get", "/healthz"),
    ("get", "/readyz"),
}


@pytest.fixture
def document(site: Site) -> dict[str, Any]:
    return site.get("/v1/openapi.json").json


def conforms(document: dict[str, Any], schema: str, answer: Reply) -> bool:
    wanted = {"$ref": f"#/components/schemas/{schema}", "components": document["components"]}
    jsonschema.Draft202012Validator(wanted).validate(answer.json)
    return True


class TestTheDocument:
    def test_is_of_version_3_1(self, document: dict[str, Any]) -> None:
        assert document["openapi"].startswith("3.1")

    def test_describes_every_address(self, document: dict[str, Any]) -> None:
        described = {
            (m, path) for path, item in document["paths"].items() for m in item if m in ("get", "post")
        }
        assert described == PATHS

    def test_says_of_every_operation_what_it_is_for(self, document: dict[str, Any]) -> None:
        for path, item in document["paths"].items():
            for method in ("get", "post"):
                if method in item:
                    assert item[method]["summary"].endswith("."), path

    def test_has_schemas_that_are_json_schema(self, document: dict[str, Any]) -> None:
        for schema in document["components"]["schemas"].values():
            jsonschema.Draft202012Validator.check_schema(schema)

    def test_lists_each_code_at_each_operation_that_may_answer_with_it(
        self, document: dict[str, Any]
    ) -> None:
        forbidden = document["paths"]["/v1/verifications"]["post"]["responses"]["403"]["description"]
        assert "`oauth.insufficient-scope`" in forbidden
        assert "`provider.not-accredited`" in forbidden

    def test_marks_what_needs_a_token(self, document: dict[str, Any]) -> None:
        guarded = {
            path
            for path, item in document["paths"].items()
            for m in ("get", "post")
            if "security" in item.get(m, {})
        }
        with_token = ("/v1/verifications", "/v1/events", "/oauth/userinfo")
        assert guarded == {path for _, path in PATHS if path.startswith(with_token)}


class TestAnAnswer:
    def test_is_as_it_is_described(self, system: System, document: dict[str, Any]) -> None:
        permitted = system.verify("trial.plain.named")
        assert conforms(document, "Answer", permitted)
        assert conforms(
            document, "Answer", system.verify("trial.plain.consent", facts={"request.consent": False})
        )
        assert conforms(document, "Answer", system.verify("trial.plain.grown"))
        path = f"/v1/verifications/{system.verify().json['id']}"
        assert conforms(document, "Answer", system.call("POST", f"{path}/settle", {"price": "1.00"}))
        assert conforms(document, "Answer", system.call("GET", path))
        assert conforms(document, "Problem", system.call("POST", "/v1/verifications", {"colour": "red"}))
        assert conforms(document, "Page", system.site.get("/v1/catalogue"))

    def test_that_is_not_as_described_would_be_noticed(
        self, system: System, document: dict[str, Any]
    ) -> None:
        with pytest.raises(jsonschema.ValidationError):
            conforms(document, "Answer", system.site.get("/healthz"))


#: A request may fit the document and still be refused: there is no such service, no such card.
TOO_STRICT = [positive_data_acceptance]


class TestTheApplication:
    @pytest.mark.parametrize("path", sorted({path for _, path in PATHS}))
    def test_does_what_the_document_says(self, system: System, path: str) -> None:
        operation = found(system, path)
        hold(system, operation.as_strategy(generation_mode=GenerationMode.POSITIVE))

    @pytest.mark.parametrize(
        "path", sorted({path for _, path in PATHS if path.startswith(("/v1", "/oauth"))})
    )
    def test_refuses_what_the_document_does_not_allow(self, system: System, path: str) -> None:
        operation = found(system, path)
        hold(system, operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))


def found(system: System, path: str) -> Any:
    """The operation at a path."""
    schema = schemathesis.openapi.from_wsgi("/v1/openapi.json", system.site.app)
    operations = (result.ok() for result in schema.get_all_operations() if isinstance(result, Ok))
    return next(operation for operation in operations if operation.path == path)


def hold(system: System, cases: Any) -> None:
    """Call with generated requests, and hold the answers to the document."""

    @settings(
        max_examples=12,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases)
    def held(case: Any) -> None:
        method, address = case.method, case.formatted_path
        if address.startswith("/v1/verifications"):
            case.headers["Authorization"] = f"DPoP {system.token}"
            case.headers["DPoP"] = system.proof(method, address, system.token)
        case.call_and_validate(excluded_checks=TOO_STRICT)

    held()
