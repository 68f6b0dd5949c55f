"""The functions of the page on verifying from Python do what the page says."""

import re
from pathlib import Path
from typing import Any

import pytest
from joincard_sdk.client import Client, Presentation

from .http_side import Reply, dropped_after, once
from .standin import REFUSED_NUMBER, VERIFICATIONS, StandIn

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "verify-from-python.md"
NUMBER = "J31415926X"

pytestmark = pytest.mark.skipif(not PAGE.exists(), reason="the SDK stands alone, without the documentation")


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.chdir(tmp_path)
    space: dict[str, Any] = {"__name__": "page"}
    for source in re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S):
        exec(source, space)
    return space


class TestThePage:
    def test_registers_a_visit_once(self, client: Any, authority: StandIn, page: dict[str, Any]) -> None:
        authority.http.plan(VERIFICATIONS, dropped_after)
        first = page["register"](client, "17", NUMBER)
        assert page["register"](client, "17", NUMBER) == first
        assert page["at_the_counter"](first) == "To pay: 20.00 CNY"

    def test_says_what_would_change_a_refusal(
        self, client: Any, authority: StandIn, page: dict[str, Any]
    ) -> None:
        said = page["careful"](client, "18", REFUSED_NUMBER)
        assert said == "Words Words From 2026-01-02 on."

    def test_settles_closes_and_cancels(self, client: Any, shown: Presentation, page: dict[str, Any]) -> None:
        page["afterwards"](client, page["register"](client, "19", NUMBER))
        other = page["register"](client, "20", NUMBER)
        page["never_came"](client, other)
        assert client.get(other.id).status == "cancelled"

    @pytest.mark.parametrize(
        ("replies", "said"),
        [
            ([once(Reply.problem(422, "fact.not-read", "Not needed."))], "fact.not-read: Not needed."),
            (
                [once(Reply.problem(429, "verification.probing-limit", headers={"Retry-After": "90"}))],
                "Too many questions. Ask again in 90 s.",
            ),
            ([dropped_after] * 8, "No answer. Keep the key visit-21."),
            ([once(Reply(201))], "Do not rely on this: The answer (201) is of no type, not JSON."),
        ],
    )
    def test_tells_errors_apart(
        self, client: Any, authority: StandIn, page: dict[str, Any], replies: list[Any], said: str
    ) -> None:
        authority.http.plan(VERIFICATIONS, *replies)
        assert page["careful"](client, "21", NUMBER) == said

    def test_waits_less_at_a_gate(self, page: dict[str, Any]) -> None:
        gate = page["at_a_gate"]
        assert isinstance(gate, Client)
        assert gate._session.patience.total == 2.0
