"""The watch itself: a page with one fault is caught, whichever fault it is, and one without is not."""

import pytest
from playwright.sync_api import Browser, Route

from tests.browser.holder import DESK, PHONE, Holder, Way

SITE = "http://localhost:1"
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'"
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"></head>
<body><main><h1>A page</h1>{}</main></body></html>"""
OPEN = "default-src * 'unsafe-inline' data:"
FAULTS = {
    "keeps people out: image-alt": ('<img src="/a.png">', OPEN),
    "keeps people out: label": ("<input>", OPEN),
    "keeps people out: color-contrast": ('<p style="color: #ccc; background: #fff">Pale</p>', OPEN),
    "scrolls sideways": ('<p style="width: 400px">Wide</p>', OPEN),
    "asked elsewhere": ('<img src="http://elsewhere.example/a.png" alt="">', OPEN),
    "issue: ": ('<p style="width: 1px">Against the policy</p>', POLICY),
}
SCRIPTS = {
    "console: hello": "<script>console.log('hello')</script>",
    "a script failed": "<script>throw new Error('no')</script>",
}


def shown(browser: Browser, axe: str, body: str, policy: str, *, script: bool = True) -> Holder:
    """A page in a browser."""
    holder = Holder.at(browser, SITE, Way("en", PHONE, script=script), axe)

    def answer(route: Route) -> None:
        picture = route.request.url.endswith(".png")
        route.fulfill(
            body="" if picture else PAGE.format(body),
            content_type="image/png" if picture else "text/html",
            headers={"Content-Security-Policy": policy},
        )

    holder.page.route("**/*", answer)
    holder.page.goto(f"{SITE}/page")
    return holder


@pytest.mark.parametrize("script", [True, False], ids=["script", "noscript"])
class TestAPage:
    @pytest.mark.parametrize("fault", FAULTS)
    def test_with_a_fault_is_caught(self, browser: Browser, axe: str, fault: str, script: bool) -> None:
        holder = shown(browser, axe, *FAULTS[fault], script=script)
        found = holder.watch.faults()
        holder.leave()
        assert any(each.startswith(fault) for each in found), found

    def test_without_a_fault_is_not(self, browser: Browser, axe: str, script: bool) -> None:
        holder = shown(browser, axe, "<p>Good</p>", OPEN, script=script).look()
        holder.leave()

    @pytest.mark.parametrize("fault", SCRIPTS)
    def test_runs_its_scripts_or_does_not(self, browser: Browser, axe: str, fault: str, script: bool) -> None:
        holder = shown(browser, axe, SCRIPTS[fault], OPEN, script=script)
        found = holder.watch.faults()
        holder.leave()
        assert [each.startswith(fault) for each in found] == ([True] if script else [])


def test_a_message_of_a_policy_is_seen_by_the_console_too(browser: Browser, axe: str) -> None:
    holder = shown(browser, axe, "<script>1</script>", POLICY)
    found = holder.watch.faults()
    holder.leave()
    assert any(each.startswith("console: ") for each in found)
    assert any("ContentSecurityPolicyIssue" in each for each in found)


def test_a_page_in_another_language_is_caught(browser: Browser, axe: str) -> None:
    holder = shown(browser, axe, "<p>Good</p>", OPEN)
    holder.way = Way("zh", DESK)
    with pytest.raises(AssertionError, match=r"localhost:1/page"):
        holder.look()
    holder.leave()
