"""What a holder is told of a browser: two words that they know it by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joincard_core.web.pages.device import BROWSERS, SYSTEMS, device

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
MOBILE = "AppleWebKit/605.1.15 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "shown"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64) {WEBKIT} Chrome/140.0 Safari/537.36", "Chrome, Windows"),
        (
            f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge, Windows",
        ),
        (
            f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) {MOBILE} Version/18.5 Safari/604.1",
            "Safari, iPhone",
        ),
        (
            f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) {MOBILE} CriOS/140.0 Safari/604.1",
            "Chrome, iPhone",
        ),
        (
            f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {MOBILE} Version/18.5 Safari/605.1",
            "Safari, Mac",
        ),
        (
            f"Mozilla/5.0 (Linux; Android 15; V2366) {WEBKIT} Chrome/130.0 MicroMessenger/8.0.55",
            "WeChat, Android",
        ),
        (
            f"Mozilla/5.0 (Phone; OpenHarmony 5.0) {WEBKIT} Chrome/114.0 HuaweiBrowser/5.0",
            "Huawei Browser, HarmonyOS",
        ),
        ("curl/8.9.1", ""),
        ("", ""),
    ],
)
def test_a_browser_is_known_by_its_kind_and_system(user_agent: str, shown: str) -> None:
    assert device(user_agent) == shown


@given(st.text() | st.text().map(lambda text: text + "Chrome/" + "Windows"))
def test_nothing_that_a_browser_says_is_repeated(user_agent: str) -> None:
    known = {name for _, name in (*BROWSERS, *SYSTEMS)}
    assert set(device(user_agent).split(", ")) <= known | {""}
