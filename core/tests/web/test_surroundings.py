"""What surrounds every request: headers, the log, counts, health."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
import structlog
from joincard_core.bootstrap import create_app, warm
from joincard_core.keys import KeysMissing
from joincard_core.settings import Settings

if TYPE_CHECKING:
    from core.tests.web.conftest import Site, System

INTERACTION = "X-Fapi-Interaction-Id"
PATHS = [
    "/",
    "/docs",
    "/v1/openapi.json",
    "/v1/catalogue",
    "/healthz",
    "/nowhere",
    "/v1/verifications/1",
    "/static/style.css",
]


class TestEveryAnswer:
    @pytest.mark.parametrize("path", PATHS)
    def test_has_the_headers_that_keep_a_browser_safe(self, site: Site, path: str) -> None:
        headers = site.get(path).headers
        policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
        assert policy == {
            "default-src": "'none'",
            "style-src": "'self'",
            "img-src": "'self'",
            "base-uri": "'none'",
            "frame-ancestors": "'none'",
            "form-action": "'none'",
        }
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
        assert "Set-Cookie" not in headers

    def test_names_its_request(self, site: Site) -> None:
        assert site.get("/").headers["X-Request-Id"] != site.get("/").headers["X-Request-Id"]

    def test_takes_over_the_name_that_a_proxy_gave(self, site: Site) -> None:
        assert site.get("/", X_Request_Id="proxy-0001.a").headers["X-Request-Id"] == "proxy-0001.a"

    def test_names_a_call_with_a_token_as_its_caller_does(self, site: Site) -> None:
        given = "c770aef3-6784-41f7-8e0e-ff5f97bddb3a"
        assert site.get("/v1/catalogue", X_Fapi_Interaction_Id=given).headers[INTERACTION] == given
        assert INTERACTION not in site.get("/", X_Fapi_Interaction_Id=given).headers

    @pytest.mark.parametrize("given", ["", "short", "c770aef3-6784-41f7-8e0e-ff5f97bddb3a, and more"])
    def test_names_a_call_itself_where_its_caller_does_not(self, site: Site, given: str) -> None:
        named = site.get("/v1/catalogue", X_Fapi_Interaction_Id=given).headers[INTERACTION]
        assert str(UUID(named)) == named != given

    @pytest.mark.parametrize("path", ["/v1//catalogue", "/v1/catalogue/", "/static//style.css"])
    def test_is_a_problem_for_an_address_that_is_nearly_right(self, site: Site, path: str) -> None:
        answer = site.get(path)
        assert (answer.status, answer.code) == (404, "request.unknown-address")

    @pytest.mark.parametrize("name", ["short", "x" * 65, "with space", "é" * 9, '{"a": "b"}'])
    def test_takes_over_no_name_that_could_be_anything(self, site: Site, name: str) -> None:
        given = name.encode().decode("latin-1")
        assert site.get("/", X_Request_Id=given).headers["X-Request-Id"] != given


class TestTheLog:
    @pytest.fixture
    def lines(self) -> Any:
        with structlog.testing.capture_logs() as captured:
            yield captured

    def test_has_a_line_for_each_request(self, system: System, lines: list[dict[str, Any]]) -> None:
        system.verify()
        (line,) = [line for line in lines if line.get("route") == "/v1/verifications"]
        assert (line["status"], line["method"], line["client"]) == (201, "POST", "his-1")

    def test_holds_no_secret_and_nothing_about_a_person(
        self, system: System, lines: list[dict[str, Any]]
    ) -> None:
        answer = system.verify("trial.plain.named", facts={})
        system.call("POST", "/v1/verifications", b'{"broken', Idempotency_Key="my-secret-key")
        system.call(
            "POST", "/v1/verifications", {"presentation": {"region": "330400", "number": "NOSUCH0001"}}
        )
        system.site.get("/v1/catalogue?q=my-own-words")
        written = json.dumps(lines, default=str)
        number = system.site.numbers["ann"]
        secrets = (
            number,
            "Ann",
            system.token,
            "eyJ",
            "NOSUCH0001",
            "my-secret-key",
            "my-own-words",
            answer.json["id"],
        )
        assert not [secret for secret in secrets if secret in written]

    def test_of_a_fault_says_where_but_not_what_was_said(
        self, site: Site, lines: list[dict[str, Any]]
    ) -> None:
        def fail() -> str:
            raise ValueError("the card number JX26000017")

        site.app.add_url_rule("/fail", "fail", fail)
        assert (site.get("/fail").status, site.get("/fail").code) == (500, "authority.failed")
        written = json.dumps(lines, default=str)
        assert "JX26000017" not in written
        assert "ValueError" in written
        assert "in fail" in written


class TestAnErrorThatIsNotForOutside:
    def test_is_a_fault_of_ours_and_tells_nothing_of_itself(self, site: Site) -> None:
        def fail() -> str:
            raise KeysMissing("There is no token key. Run joincard-authority init.")

        site.app.add_url_rule("/fail", "fail", fail)
        answer = site.get("/fail")
        assert (answer.status, answer.code) == (500, "authority.failed")
        assert b"init" not in answer.body


class TestCounts:
    def test_are_for_prometheus(self, site: Site) -> None:
        site.get("/nowhere")
        answer = site.get("/metrics")
        assert answer.status == 200
        assert b'joincard_requests_total{method="GET",route="unknown",status="404"}' in answer.body
        assert b"joincard_request_seconds_bucket" in answer.body

    @pytest.mark.parametrize("address", ["192.0.2.7", "10.0.0.1", "2001:db8::1", "", "unix"])
    def test_are_not_for_strangers(self, site: Site, address: str) -> None:
        answer = site.open("GET", "/metrics", environ_base={"REMOTE_ADDR": address})
        assert (answer.status, answer.code) == (404, "request.unknown-address")

    def test_are_not_for_somebody_behind_an_unknown_proxy(self, site: Site) -> None:
        assert site.get("/metrics", X_Forwarded_For="192.0.2.7").status == 404

    def test_name_no_method_that_a_stranger_made_up(self, site: Site) -> None:
        site.open("BREW", "/")
        assert b"BREW" not in site.get("/metrics").body


class TestAProxyInFront:
    def test_is_believed_when_the_settings_say_so(self, site: Site, settings: Settings) -> None:
        from dataclasses import replace

        app = create_app(replace(settings, proxies=1), site.clock)
        inside = {"X-Forwarded-For": "127.0.0.1"}
        assert (
            app.test_client()
            .get("/metrics", headers=inside, environ_base={"REMOTE_ADDR": "10.0.0.9"})
            .status_code
            == 200
        )
        assert (
            site.open("GET", "/metrics", headers=inside, environ_base={"REMOTE_ADDR": "10.0.0.9"}).status
            == 404
        )
        app.extensions["joincard"].database.dispose()


class TestHealth:
    def test_is_good_when_everything_is_there(self, site: Site) -> None:
        assert site.get("/healthz").json == {"status": "ok"}
        assert site.get("/readyz").json == {"status": "ok"}

    def test_is_alive_but_not_ready_without_a_catalogue(self, empty_site: Site) -> None:
        assert empty_site.get("/healthz").status == 200
        answer = empty_site.get("/readyz")
        assert (answer.status, answer.code) == (503, "authority.not-ready")

    def test_becomes_good_without_a_restart(self, empty_site: Site, request: pytest.FixtureRequest) -> None:
        warm(empty_site.app)
        assert empty_site.get("/readyz").status == 503
        request.getfixturevalue("site")
        empty_site.app.extensions["joincard"].shelf._looked = float("-inf")
        assert empty_site.get("/readyz").status == 200
