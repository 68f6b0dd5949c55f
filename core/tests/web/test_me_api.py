"""The holder's own API: by the session of the browser, for our own pages alone."""

from __future__ import annotations

import json
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # no types in the library
import pytest

from core.tests.web.authorizing import Browser, Desk, Page
from core.tests.web.conftest import System
from core.tests.web.test_me import COOKIE, OPENID, ben, enter, me

__all__ = ["ben", "me"]  # fixtures

OURS = {"X-Requested-With": "joincard", "Sec-Fetch-Site": "same-origin"}
READ = ("/v1/me/consents", "/v1/me/sessions", "/v1/me/passkeys", "/v1/me/verifications", "/v1/me/asked")
WRITTEN = ("/v1/me/consents/portal", "/v1/me/sessions", "/v1/me/sessions/x", "/v1/me/passkeys/x")
EVERY = [
    *(("GET", path) for path in READ),
    *(("DELETE", path) for path in WRITTEN),
    ("PUT", "/v1/me/profile"),
]


def call(browser: Browser, method: str, path: str, headers: dict[str, str] = OURS) -> Page:
    return browser.open(method, path, headers=headers)


def read(browser: Browser, path: str) -> dict[str, Any]:
    """An answer that is as the document describes it."""
    answer = call(browser, "GET", path)
    assert answer.status == 200, answer.body
    found: dict[str, Any] = json.loads(answer.body)
    document = json.loads(browser.open("GET", "/v1/openapi.json").body)
    described = path if path in document["paths"] else "/v1/me/verifications/{id}"
    schema = document["paths"][described]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.Draft202012Validator({**schema, "components": document["components"]}).validate(found)
    return found


@pytest.mark.parametrize(("method", "path"), EVERY)
class TestEveryAddress:
    def test_asks_for_a_sign_in(self, desk: Desk, ann: Browser, method: str, path: str) -> None:
        refused = call(ann, method, path)
        assert (refused.status, json.loads(refused.body)["code"]) == (403, "session.absent")

    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {"X-Requested-With": "XMLHttpRequest"},
            {"X-Requested-With": "joincard", "Sec-Fetch-Site": "cross-site"},
            {"X-Requested-With": "joincard", "Sec-Fetch-Site": "same-site"},
            {"X-Requested-With": "joincard", "Origin": "https://evil.example"},
        ],
    )
    def test_is_not_for_another_site(
        self, me: Browser, method: str, path: str, headers: dict[str, str]
    ) -> None:
        refused = call(me, method, path, headers)
        assert (refused.status, json.loads(refused.body)["code"]) == (403, "request.foreign-form")
        assert me.open("GET", "/me").status == 200

    def test_is_not_opened_by_a_token(self, system: System, method: str, path: str) -> None:
        headers = {"Authorization": f"DPoP {system.token}", **OURS}
        assert system.site.open(method, path, headers=headers).code == "session.absent"


class TestTheLists:
    def test_are_empty_but_for_this_session(self, me: Browser) -> None:
        assert read(me, "/v1/me/consents") == {"consents": []}
        assert read(me, "/v1/me/verifications") == {"verifications": [], "older": None}
        (session,) = read(me, "/v1/me/sessions")["sessions"]
        assert session["current"] is True

    def test_tell_who_asked_and_what_was_told(self, me: Browser, ben: Browser, system: System) -> None:
        system.verify("trial.plain.named")
        (asked,) = read(me, "/v1/me/verifications")["verifications"]
        assert (asked["provider"], asked["outcome"]) == ("Jiaxing-First", "permitted")
        assert asked["told"] == ["card_number", "full_name"]
        assert read(ben, "/v1/me/verifications")["verifications"] == []

    def test_are_page_by_page(self, me: Browser, system: System) -> None:
        made = {system.verify().json["id"] for _ in range(21)}
        first = read(me, "/v1/me/verifications")
        answer = call(me, "GET", f"/v1/me/verifications?before={first['older']}")
        second = json.loads(answer.body)
        assert (len(first["verifications"]), second["older"]) == (20, None)
        assert {each["id"] for each in first["verifications"] + second["verifications"]} == made

    @pytest.mark.parametrize("query", ["before=%00", "before=a&before=b", "colour=red", "before="])
    def test_take_nothing_else(self, me: Browser, query: str) -> None:
        refused = call(me, "GET", f"/v1/me/verifications?{query}")
        assert (refused.status, json.loads(refused.body)["code"]) == (422, "request.invalid")


class TestAReference:
    def test_has_every_reason_for_its_holder_alone(self, me: Browser, ben: Browser, system: System) -> None:
        reference = system.verify("trial.plain.grown").json["reference"]
        told = read(me, f"/v1/me/verifications/{reference}")
        assert [each["facts"] for each in told["reasons"]] == [["holder.age"]]
        assert told["reasons"][0]["change"]["on"] == "2078-03-01"
        answers = [
            json.loads(call(ben, "GET", f"/v1/me/verifications/{each}").body) | {"request_id": ""}
            for each in (reference, "0" * 32)
        ]
        assert answers[0] == answers[1]
        assert answers[0]["code"] == "verification.unknown"


class TestTakingBack:
    def test_a_consent(self, desk: Desk, me: Browser, ben: Browser) -> None:
        me.press(me.begin(desk.push(**OPENID)), "approve")
        (agreed,) = read(me, "/v1/me/consents")["consents"]
        assert (agreed["client_id"], agreed["scopes"]) == ("portal", ["openid"])
        assert call(ben, "DELETE", "/v1/me/consents/portal").status == 404
        assert call(me, "DELETE", "/v1/me/consents/portal").status == 204
        assert call(me, "DELETE", "/v1/me/consents/portal").status == 404
        assert read(me, "/v1/me/consents") == {"consents": []}
        assert "approve" in me.begin(desk.push(**OPENID)).shown.ids

    def test_one_session_and_all(self, desk: Desk, me: Browser, ben: Browser) -> None:
        others = [desk.browser() for _ in range(2)]
        for each in others:
            enter(each, desk.typed)
        first = next(each["id"] for each in read(others[0], "/v1/me/sessions")["sessions"] if each["current"])
        assert call(ben, "DELETE", f"/v1/me/sessions/{first}").status == 404
        assert call(me, "DELETE", f"/v1/me/sessions/{first}").status == 204
        assert [each.open("GET", "/me").status for each in (me, *others)] == [200, 303, 200]
        assert call(me, "DELETE", "/v1/me/sessions").status == 204
        assert [each.open("GET", "/me").status for each in (me, *others)] == [303, 303, 303]
        assert me.web.get_cookie(COOKIE, "card.example.cn") is None
        assert ben.open("GET", "/me").status == 200
