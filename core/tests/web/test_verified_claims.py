"""Verified claims before the holder's eyes: asked for with evidence and purpose, withheld by name, listed later."""

from __future__ import annotations

import json
from typing import Any

import pytest
from joincard_core.oauth.claims_request import Wanted, read
from joincard_core.telling.store import claim_releases
from sqlalchemy import update

from core.tests.web.authorizing import Browser, Desk, Page
from core.tests.web.test_me import me
from core.tests.web.test_me_api import read as read_api
from core.tests.web.test_trail import ann_id, told

__all__ = ["ann_id", "me"]  # fixtures
PURPOSE = 'To open an account <script>alert("1")</script>'
FRAMEWORK: dict[str, Any] = {"trust_framework": None}
EVIDENCE = [{"type": {"value": "electronic_record"}, "record": {"type": None}}]


def wanted(claims: dict[str, Any] | None, **verification: Any) -> Wanted:
    element = {"verification": {**FRAMEWORK, **verification}, "claims": claims}
    return read(json.dumps({"userinfo": {"verified_claims": element}}))


def deciding(desk: Desk, asked: Wanted, **parameters: Any) -> Page:
    """The page on which Ann decides."""
    browser: Browser = desk.browser()
    uri = desk.push(wanted=asked, details=(), scopes=frozenset({"openid"}), **parameters)
    return browser.press(browser.begin(uri), "sign-in", **desk.typed)


class TestTheConsentPage:
    def test_says_what_is_told_as_verified_by_what_and_what_for(self, desk: Desk) -> None:
        claims = {"employer": {"purpose": PURPOSE}, "work_permit_number": {"essential": True}}
        page = deciding(desk, wanted(claims, evidence=EVIDENCE))
        about = page.shown.ids["claim-employer"]["aria-describedby"]
        assert about in page.shown.ids
        assert "claim-work_permit_number" not in page.shown.ids  # needed: nothing to untick
        for said in (
            PURPOSE,
            "which register: Work permit register, Social security register.",
            "which register: Work permit register.",
            "It says that it cannot do without.",
        ):
            assert said in page.shown.text, said
        assert "<script>alert" not in page.body

    def test_names_no_register_to_who_is_told_of_none(self, desk: Desk) -> None:
        text = deciding(desk, wanted({"employer": None})).shown.text
        assert "It is told that this was verified." in text
        assert "Work permit register" not in text

    def test_says_that_the_verification_itself_is_told(self, desk: Desk) -> None:
        assert "verification" in deciding(desk, wanted(None, time=None)).shown.ids
        assert "verification" not in deciding(desk, wanted({"employer": None})).shown.ids

    def test_says_it_in_chinese(self, desk: Desk) -> None:
        asked = wanted({"employer": None}, evidence=EVIDENCE)
        text = deciding(desk, asked, ui_locales=("zh-Hans",)).shown.text
        assert "同时告知此信息已经核验，以及所依据的登记：外国人来华工作许可登记、社会保险登记。" in text


class TestTheHoldersList:
    @pytest.mark.parametrize(
        ("verified", "said"),
        [
            ("birthdate", "Told as verified Date of birth"),
            ("", "Told as verified that your identity was verified, and when"),
        ],
    )
    def test_says_what_was_told_as_verified(
        self, desk: Desk, me: Browser, ann_id: str, verified: str, said: str
    ) -> None:
        release = told(desk, ann_id, desk.site.clock.now())
        with desk.site.database.write() as tx:
            row = update(claim_releases).where(claim_releases.c.id == release)
            tx.execute(row.values(verified=verified, claims=""))
        for path in ("/me/asked", "/me/handed-over"):
            assert "".join(said.split()) in "".join(me.get(path).shown.text.split())
        (line,) = [each for each in read_api(me, "/v1/me/asked")["asked"] if each["id"] == release]
        assert (line["told"], line["verified"]) == ([], verified.split())

    def test_says_nothing_of_it_where_nothing_was(self, desk: Desk, me: Browser, ann_id: str) -> None:
        told(desk, ann_id, desk.site.clock.now())
        assert "Told as verified" not in me.get("/me/asked").shown.text
        (line,) = [each for each in read_api(me, "/v1/me/asked")["asked"] if each["kind"] == "claims"]
        assert line["verified"] is None
