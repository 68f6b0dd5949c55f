"""The provider's site of the demo, over real HTTP: sign in, more claims, step up, sign out here and there."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import httpx2
import pytest

from core.tests.web.authorizing import Shown
from tests.demo.browsing import Browser
from tests.demo.running import Running

LONGEST_WAIT = 20.0
FORGED = "eyJhbGciOiJFUzI1NiJ9.e30.AAAA"


@pytest.fixture
def inside(browser: Browser) -> httpx2.Response:
    """The first page after signing in."""
    return browser.agree(browser.follow(browser.open("/"), "sign-in"))


@pytest.fixture
def elsewhere(running: Running) -> Iterator[Browser]:
    """George's browser, new."""
    with Browser.opened(running, "george") as opened:
        yield opened


def told(page: httpx2.Response) -> dict[str, str]:
    """The rows of all tables."""
    return dict(re.findall(r"<dt>([^<]*)</dt><dd[^>]*>(?:<bdi>)?([^<]*)", page.text))


class TestAStranger:
    @pytest.mark.parametrize(
        "query", ["", "?code=x&state=x", "?code=x&state=x&iss=https://evil.example", "?error=access_denied"]
    )
    def test_cannot_come_back_from_where_they_never_went(self, browser: Browser, query: str) -> None:
        answer = browser.open(f"/signed-in{query}")
        assert answer.status_code in (400, 403)
        assert "You are not signed in" in answer.text

    @pytest.mark.parametrize("form", [{}, {"logout_token": ""}, {"logout_token": FORGED}])
    def test_signs_nobody_out(self, browser: Browser, inside: httpx2.Response, form: dict[str, str]) -> None:
        refused = browser.http.post(f"{browser.portal}/left", data=form)
        assert (refused.status_code, refused.json()["error"]) == (400, "invalid_request")
        assert "sign-out" in Shown(browser.open("/").text).ids

    def test_signs_nobody_out_by_a_form_of_another_site(
        self, browser: Browser, inside: httpx2.Response
    ) -> None:
        foreign = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
        assert browser.http.post(f"{browser.portal}/sign-out", headers=foreign).status_code == 403
        assert "sign-out" in Shown(browser.open("/").text).ids

    def test_sees_no_records(self, elsewhere: Browser) -> None:
        page = elsewhere.open("/records/passkey")
        assert str(page.url).startswith(f"{elsewhere.authority}/oauth/authorize/sign-in")

    def test_is_led_nowhere_else(self, browser: Browser) -> None:
        assert browser.open("/records/" + "x" * 5).url.host == "localhost"
        assert browser.open("/nothing").status_code == 404


class TestAHolder:
    def test_signs_in_and_sees_what_the_site_was_told(self, inside: httpx2.Response) -> None:
        rows = told(inside)
        assert rows["name"] == "Stephen Marlowe Adeyinka"
        assert rows["acr"].startswith("urn:joincard:acr:")
        assert rows["sid"]
        assert "D00000001" not in inside.text

    def test_may_say_no(self, elsewhere: Browser) -> None:
        page = elsewhere.sign_in(elsewhere.follow(elsewhere.open("/"), "sign-in"))
        refused = elsewhere.press(page, "deny")
        assert "access_denied" in refused.text
        assert "You did not agree" in refused.text
        assert "You are still signed in" not in refused.text
        assert "sign-in" in Shown(elsewhere.open("/").text).ids

    def test_is_asked_for_more_and_gives_it(self, browser: Browser, inside: httpx2.Response) -> None:
        page = browser.follow(inside, "more")
        assert "Nationality" in page.text
        assert "To fill in your form for the first visit." in page.text
        rows = told(browser.agree(page))
        assert rows["nationalities"]
        assert any(name.startswith("name (") for name in rows)

    def test_may_refuse_more_and_is_still_in(self, browser: Browser, inside: httpx2.Response) -> None:
        refused = browser.press(browser.follow(inside, "more"), "deny")
        assert "You are still signed in" in refused.text
        assert Shown(refused.text).ids["lang-zh"]["href"] == "/?lang=zh"
        assert "sign-out" in Shown(browser.open("/").text).ids

    def test_opens_the_records_only_when_signed_in_strongly(
        self, browser: Browser, inside: httpx2.Response
    ) -> None:
        page = browser.agree(browser.follow(inside, "records-passkey"))
        assert "There is nothing in your records" not in page.text
        assert Shown(page.text).ids["passkeys"]["href"] == f"{browser.authority}/me/passkeys"

    def test_opens_the_records_with_a_code(self, browser: Browser, inside: httpx2.Response) -> None:
        """Of a letter, as everybody here signs in."""
        page = browser.follow(inside, "records-code")
        assert "There is nothing in your records" in page.text
        assert "urn:joincard:acr:password-otp" in page.text

    def test_signs_out_here_and_at_the_authority(self, elsewhere: Browser) -> None:
        browser = elsewhere
        inside = browser.agree(browser.follow(browser.open("/"), "sign-in"))
        asked = browser.press(inside, "sign-out")
        assert str(asked.url).startswith(f"{browser.authority}/oauth/logout")
        assert "sign-in" in Shown(browser.open("/").text).ids
        back = browser.press(asked, "sign-out")
        assert "out" in Shown(back.text).ids
        assert browser.open(f"{browser.authority}/me").url.path == "/me/sign-in"

    def test_signs_out_at_the_authority_and_is_out_here(self, elsewhere: Browser) -> None:
        """Back-Channel Logout: the authority tells the site."""
        browser = elsewhere
        assert told(browser.agree(browser.follow(browser.open("/"), "sign-in")))["sid"]
        asked = browser.open(f"{browser.authority}/me/sign-out")
        browser.press(asked, "sign-out")
        ends = time.monotonic() + LONGEST_WAIT
        while "sign-in" not in Shown(browser.open("/").text).ids:
            assert time.monotonic() < ends
            time.sleep(0.2)

    def test_reads_it_in_chinese_down_to_the_authority(self, elsewhere: Browser) -> None:
        browser = elsewhere
        home = browser.open("/?lang=zh")
        assert "使用卡片登录" in home.text
        page = browser.follow(home, "sign-in")
        assert 'lang="zh-Hans"' in page.text
        assert "您好" in browser.agree(page).text


class TestTheLetters:
    def test_are_shown_by_a_command(self, running: Running, inside: httpx2.Response) -> None:
        said = running.type(".venv/bin/python -m demo mail")
        assert said.startswith("To: ")
        assert "Type this code to sign in with your card." in said


class TestThePages:
    @pytest.mark.parametrize("path", ["/", "/counter", "/nothing", "/signed-in"])
    def test_run_nothing_and_fetch_nothing_from_elsewhere(self, browser: Browser, path: str) -> None:
        page = browser.open(path)
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        assert "unsafe" not in page.headers["Content-Security-Policy"]
        assert "script" not in page.headers["Content-Security-Policy"]
        assert "<script" not in page.text
        assert " style=" not in page.text
        assert page.headers["Cache-Control"] == "no-store"

    def test_leave_no_code_in_the_log(self, running: Running, inside: httpx2.Response) -> None:
        log = (running.folder / ".demo" / "portal.log").read_text(encoding="utf-8")
        assert "/signed-in" in log
        assert "code=" not in log
