"""Who asked, who was told, who got a token: one list for the holder, page by page, nothing twice or missing."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from joincard_core.oauth.tables import token_notes
from joincard_core.storage import new_id
from joincard_core.telling.store import claim_releases
from sqlalchemy import insert

from core.tests.web.authorizing import Browser, Desk
from core.tests.web.conftest import System
from core.tests.web.test_me import ben, me
from core.tests.web.test_me_api import call, read

__all__ = ["ben", "me"]  # fixtures
CODE, DEVICE = "authorization_code", "urn:ietf:params:oauth:grant-type:device_code"


def line(person: str, at: datetime) -> dict[str, object]:
    by = {"client_id": "portal", "provider_id": "jiaxing-first"}
    return {"id": new_id(), "person_id": person, "at": at, **by}


def told(desk: Desk, person: str, at: datetime) -> str:
    row = {
        "id": new_id(),
        "person_id": person,
        "client_id": "portal",
        "provider_id": "jiaxing-first",
        "at": at,
    }
    with desk.site.database.write() as tx:
        tx.execute(insert(claim_releases), row | {"claims": "birthdate name"})
    return str(row["id"])


def given(desk: Desk, person: str, at: datetime, how: str = CODE) -> str:
    row = {
        "id": new_id(),
        "person_id": person,
        "client_id": "portal",
        "provider_id": "jiaxing-first",
        "at": at,
    }
    more = {"grant_type": how, "scopes": "openid verify", "services": "trial.plain.open gone.gone.gone"}
    with desk.site.database.write() as tx:
        tx.execute(insert(token_notes), row | more)
    return str(row["id"])


@pytest.fixture
def ann_id(enrol: Any) -> str:
    return str(enrol.show("ann").person)


def pages(me: Browser) -> list[dict[str, Any]]:
    """Every line, over all pages."""
    found = read(me, "/v1/me/asked")
    lines: list[dict[str, Any]] = found["asked"]
    while found["older"]:
        found = json.loads(call(me, "GET", f"/v1/me/asked?before={found['older']}").body)
        lines += found["asked"]
    return lines


class TestTheApi:
    def test_has_questions_claims_and_tokens_the_newest_first(
        self, desk: Desk, me: Browser, ben: Browser, system: System, ann_id: str
    ) -> None:
        now = desk.site.clock.now()
        asked = system.verify("trial.plain.named").json["id"]
        token = given(desk, ann_id, now - timedelta(minutes=1))
        claims = told(desk, ann_id, now - timedelta(minutes=2))
        found = read(me, "/v1/me/asked")["asked"]
        assert [(each["kind"], each["id"]) for each in found] == [
            ("verification", asked),
            ("token", token),
            ("claims", claims),
        ]
        assert (found[0]["client"], found[0]["told"]) == (None, ["card_number", "full_name"])
        assert (found[1]["client"], found[1]["provider"]) == ("Portal", "Jiaxing-First")
        assert (found[1]["how"], found[1]["scopes"]) == (CODE, ["openid", "verify"])
        assert found[2]["told"] == ["birthdate", "name"]
        assert read(ben, "/v1/me/asked") == {"asked": [], "older": None}

    def test_leaves_nothing_out_between_pages_and_shows_nothing_twice(
        self, desk: Desk, me: Browser, system: System, ann_id: str
    ) -> None:
        now = desk.site.clock.now()
        made = {system.verify().json["id"] for _ in range(15)}  # all of one moment
        for minutes in (0, 0, 0, 1, 1, 2) * 4:
            made |= {maker(desk, ann_id, now - timedelta(minutes=minutes)) for maker in (told, given)}
        found = pages(me)
        assert [(each["at"], each["id"]) for each in found] == sorted(
            ((each["at"], each["id"]) for each in found), key=lambda line: (-moment(line[0]), line[1])
        )
        assert len(found) == len(made) == 63
        assert {each["id"] for each in found} == made

    @pytest.mark.parametrize("query", ["before=%00", "before=7", "before=1-a&before=1-b", "colour=red"])
    def test_takes_nothing_else(self, me: Browser, query: str) -> None:
        refused = call(me, "GET", f"/v1/me/asked?{query}")
        assert (refused.status, json.loads(refused.body)["code"]) == (422, "request.invalid")


class TestThePage:
    @pytest.mark.parametrize(
        ("lang", "words"),
        [("en", ("Got a key to ask with", "counter", "Portal")), ("zh", ("取得查询凭证", "柜台", "Portal"))],
    )
    def test_says_who_and_how_in_words(
        self, desk: Desk, me: Browser, ann_id: str, lang: str, words: tuple[str, ...]
    ) -> None:
        given(desk, ann_id, desk.site.clock.now(), DEVICE)
        told(desk, ann_id, desk.site.clock.now())
        shown = me.get(f"/me/asked?lang={lang}").shown
        assert all(word in shown.text for word in words)
        assert "gone.gone.gone" in shown.text
        assert DEVICE not in shown.text

    def test_goes_on_where_the_last_one_ended(self, desk: Desk, me: Browser, ann_id: str) -> None:
        for minutes in range(21):
            told(desk, ann_id, desk.site.clock.now() - timedelta(minutes=minutes))
        first = me.get("/me/asked?lang=zh").shown
        second = me.get(first.ids["older"]["href"]).shown
        assert [tag for tag, said in second.tags if said.get("class") == "wish claims"] == ["section"]
        assert "older" not in second.ids
        assert second.one("html")["lang"] == "zh-Hans"

    def test_says_when_there_is_nothing(self, me: Browser) -> None:
        assert "Nobody has asked" in me.get("/me/asked").shown.text

    def test_shows_the_newest_where_a_page_is_not_there(self, me: Browser) -> None:
        page = me.get("/me/asked?before=nonsense")
        assert (page.status, "This is the newest" in page.shown.text) == (200, True)


def moment(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()
