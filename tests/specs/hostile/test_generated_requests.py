"""Ten thousand generated requests at every door: no answer of 5xx, no open redirect, registered words alone.

The suite sends a tenth of them; ``make fuzz`` sends all. They are the same in every run.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import quote

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.core.result import Ok
from werkzeug.test import EnvironBuilder, run_wsgi_app
from werkzeug.wrappers import Response

from tests.specs.hostile.doors import DOORS, Doors
from tests.specs.hostile.generating import (
    KINDS_OF_BODY,
    METHODS,
    NAMES,
    SCHEMES,
    Changes,
    forms,
    in_headers,
    metadata,
    paths,
)
from tests.specs.hostile.sound import SENT
from tests.specs.hostile.target import (
    CALLBACK,
    Target,
    addresses,
)
from tests.specs.system import EC, ISSUER, public

#: A part of what the profile says: there are some eighty tests of this kind.
FUZZ = settings(
    max_examples=settings.default.max_examples // 4,  # type: ignore[union-attr]  # there is always a profile
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


FEW = settings(FUZZ, max_examples=FUZZ.max_examples // 3)


@pytest.fixture(params=["on_sqlite", "on_postgresql"])
def doors(request: pytest.FixtureRequest) -> Doors:
    """The doors of an authority, on each database in turn."""
    target: Target = request.getfixturevalue(request.param)
    target.later(hours=1)
    return Doors(target)


@pytest.mark.parametrize("name", DOORS)
class TestADoor:
    @FUZZ
    @given(how=forms)
    def test_answers_whatever_is_changed(self, doors: Doors, name: str, how: Changes) -> None:
        DOORS[name](doors, how)

    @pytest.mark.parametrize("doors", ["on_postgresql"], indirect=True)
    def test_takes_no_null_in_any_parameter(self, doors: Doors, name: str) -> None:
        """PostgreSQL refuses this character in every text; SQLite takes it."""
        for parameter in NAMES:
            DOORS[name](doors, Changes({parameter: "a\u0000b"}))

    def test_is_open_to_what_is_in_order(self, doors: Doors, name: str) -> None:
        """The control: without a change the request is taken, so the changes meet the code behind the door."""
        answer = DOORS[name](doors, Changes())
        assert isinstance(answer, Response)
        right = 404 if name == "one thing that was asked" else 303
        assert answer.status_code in (200, 201, right), answer.get_data()


class TestRegistration:
    @FUZZ
    @given(how=metadata)
    def test_answers_whatever_is_changed(self, doors: Doors, how: Changes) -> None:
        right = {"client_name": "New", "jwks": {"keys": [public(EC)]}, "redirect_uris": [CALLBACK]}
        headers = {"Authorization": how.authorization or f"Bearer {doors.held['invitation']}"}
        kind = "application/json" if how.kind is None else how.kind
        answer = doors.send(
            "POST", "/oauth/register", data=how.to_json(right), headers=headers, content_type=kind
        )
        if answer.status_code != 201:
            return
        made = json.loads(answer.get_data())
        path = f"/oauth/register/{made['client_id']}"
        own = {"Authorization": f"Bearer {made['registration_access_token']}"}
        assert doors.send("GET", path, headers=own).status_code == 200
        again = how.to_json({**right, "client_id": made["client_id"], **how.claims})
        doors.send("PUT", path, data=again, headers=own, content_type=kind)
        doors.send("DELETE", path, headers=own)

    @FUZZ
    @given(st.sampled_from(METHODS), in_headers, in_headers, st.binary(max_size=100))
    def test_of_a_client_answers_strangers(
        self, doors: Doors, method: str, name: str, authorization: str, body: bytes
    ) -> None:
        headers = {"Authorization": authorization}
        doors.send(method, f"/oauth/register/{quote(name)}", data=body, headers=headers)


class TestEveryAddress:
    @FUZZ
    @given(
        st.sampled_from(METHODS),
        paths,
        st.binary(max_size=200),
        st.sampled_from(SCHEMES),
        in_headers,
        in_headers,
        st.sampled_from(KINDS_OF_BODY) | in_headers,
    )
    def test_answers_any_bytes(
        self, doors: Doors, method: str, path: str, body: bytes, scheme: str, one: str, other: str, kind: str
    ) -> None:
        headers = {
            "Authorization": scheme + one,
            "DPoP": other,
            "Accept": one,
            "Cookie": other,
            "Origin": one,
        }
        doors.send(method, path, data=body, headers=headers, content_type=kind)

    @pytest.mark.parametrize(
        "path", ["", "/", "//", "//evil.example", "/docs/", "/oauth/token/", "/oauth//token"]
    )
    def test_leads_nowhere_by_its_host_header(self, doors: Doors, path: str) -> None:
        environment = EnvironBuilder(base_url="https://evil.example").get_environ() | {"PATH_INFO": path}
        _, status, headers = run_wsgi_app(doors.target.app.wsgi_app, environment, buffered=True)
        assert status.startswith(("200", "404", "405"))
        assert "Location" not in headers

    @FUZZ
    @given(paths, st.binary(max_size=120))
    def test_answers_any_query(self, doors: Doors, path: str, query: bytes) -> None:
        doors.send("GET", path, query_string=query.decode("latin-1"))


def everywhere(app: Any) -> Any:
    """The application, asked from a new address each time."""
    known = addresses()

    def asked(environ: dict[str, Any], start: Any) -> Any:
        return app({**environ, "REMOTE_ADDR": f"{next(known)}:1"}, start)

    return asked


def operations(app: Any) -> Iterator[Any]:
    """What the OpenAPI document describes."""
    schema = schemathesis.openapi.from_wsgi("/v1/openapi.json", everywhere(app))
    return (result.ok() for result in schema.get_all_operations() if isinstance(result, Ok))


class TestEveryOperationOfTheDocument:
    """On PostgreSQL, which is the stricter one about texts; core/tests/web holds SQLite to the document."""

    @pytest.mark.parametrize("doors", ["on_postgresql"], indirect=True)
    @pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
    def test_answers(self, doors: Doors, mode: GenerationMode) -> None:
        before = SENT["document"]
        described = list(operations(doors.target.app))
        assert len(described) > 15
        for operation in described:

            @FEW
            @given(case=operation.as_strategy(generation_mode=mode))
            def answered(case: Any) -> None:
                SENT.update(["document"])
                if case.formatted_path.startswith(("/v1/verifications", "/v1/events", "/oauth/userinfo")):
                    token = doors.held["access_token"]
                    case.headers["Authorization"] = f"DPoP {token}"
                    case.headers["DPoP"] = doors.portal.proof(
                        case.method, ISSUER + case.formatted_path, token
                    )
                reply = case.call()
                assert reply.status_code < 500, (case.path, reply.content)

            with suppress(Unsatisfiable):  # an operation without anything that could be wrong
                answered()
        assert SENT["document"] - before > 100
