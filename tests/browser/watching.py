"""What may not happen on a page: something that keeps people out, a message, a request elsewhere, too wide."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import CDPSession, ConsoleMessage, Page, Request

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
RUN = f"axe.run(document, {{runOnly: {list(TAGS)}, resultTypes: ['violations']}})"
FOUND = """.then(all => JSON.stringify(all.violations.map(
    each => `${each.id}: ${each.help} ${each.nodes.map(node => node.html).join(" ")}`)))"""
STATUS = "Failed to load resource: the server responded with a status of 4"


@dataclass
class Watch:
    """A page under watch from its first request on. ``home``: the only sites that it may ask.

    ``script``: whether the page may run any. Without, its own stay off, while axe-core looks at it all the same.
    """

    page: Page
    home: tuple[str, ...]
    axe: str = field(repr=False)
    script: bool = True
    seen: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.seen.append(f"a script failed: {error}"))
        self.page.on("request", self._asked)
        self.tools: CDPSession = self.page.context.new_cdp_session(self.page)
        self.tools.on("Audits.issueAdded", self._reported)
        self.tools.send("Audits.enable")
        self._let_scripts_run(self.script)

    def faults(self) -> list[str]:
        """What was wrong since the last look: on the page that is shown now, and on the way to it."""
        found = [*self.seen, *self._barriers(), *self._too_wide()]
        self.seen.clear()
        return found

    def _said(self, message: ConsoleMessage) -> None:
        # A page that tells what was wrong comes with a status of 4xx, and the console says just that.
        if not (message.text.startswith(STATUS) and message.location["url"] == self.page.url):
            self.seen.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        if not any(urlsplit(request.url)[:2] == urlsplit(site)[:2] for site in self.home):
            self.seen.append(f"asked elsewhere: {request.url}")

    def _reported(self, told: dict[str, Any]) -> None:
        self.seen.append(f"issue: {json.dumps(told['issue'])}")

    def _let_scripts_run(self, run: bool) -> None:
        self.tools.send("Emulation.setScriptExecutionDisabled", {"value": not run})

    def _barriers(self) -> list[str]:
        """What axe-core finds, from a world of its own, where the page's policy does not hold."""
        frame = self.tools.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
        self._let_scripts_run(True)
        try:
            world = self.tools.send("Page.createIsolatedWorld", {"frameId": frame})["executionContextId"]
            self._evaluate(world, f"{self.axe};0")
            found: list[str] = json.loads(self._evaluate(world, RUN + FOUND))
        finally:
            self._let_scripts_run(self.script)
        return [f"keeps people out: {each}" for each in found]

    def _evaluate(self, world: int, expression: str) -> Any:
        asked = {"expression": expression, "contextId": world, "awaitPromise": True, "returnByValue": True}
        answer = self.tools.send("Runtime.evaluate", asked)
        assert "exceptionDetails" not in answer, answer
        return answer["result"]["value"]

    def _too_wide(self) -> Iterator[str]:
        metrics = self.tools.send("Page.getLayoutMetrics")
        shown, needed = metrics["cssLayoutViewport"]["clientWidth"], metrics["cssContentSize"]["width"]
        if needed > shown:
            yield f"scrolls sideways: {needed} px wide on a screen of {shown}"
